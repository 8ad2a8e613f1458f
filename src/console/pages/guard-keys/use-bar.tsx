import type { GuardUse } from "../../../contracts/index.ts";
import { windowText } from "../../words/guard.ts";
import { amount, percent } from "../../words/rate.ts";

/** How much of a limit is used: figure, bar, and a word where it is near or past its end. */
export function UseBar({ use }: { readonly use: GuardUse }) {
  const { what, limit, windowSeconds, used } = use;
  const per = windowSeconds === undefined ? "at the same time" : perWindow(windowSeconds);
  if (used === undefined)
    return (
      <p className="text-muted">
        {what}: at most {amount(limit)} {per}; records do not tell how much is used
      </p>
    );
  const share = limit === 0 ? 1 : used / limit;
  const word = share >= 1 ? "used up" : share >= 0.8 ? "nearly used up" : "";
  return (
    <>
      <p className="flex flex-wrap justify-between gap-x-3">
        <span>
          {amount(used)} of {amount(limit)} {what} {per}
        </span>
        <span className={share >= 1 ? "text-breached" : share >= 0.8 ? "text-unscored" : "text-muted"}>
          {word === "" ? percent(share) : `${word}, ${percent(share)}`}
        </span>
      </p>
      <svg
        viewBox="0 0 200 6"
        preserveAspectRatio="none"
        className="mt-0.5 block h-1.5 w-full"
        aria-hidden="true"
      >
        <rect width="200" height="6" rx="2" className="fill-line" />
        <rect
          width={200 * Math.min(1, share)}
          height="6"
          rx="2"
          className={share >= 1 ? "fill-breached" : share >= 0.8 ? "fill-unscored" : "fill-accent"}
        />
      </svg>
    </>
  );
}

/** "in an hour", "in 30 days". */
function perWindow(seconds: number): string {
  const text = windowText(seconds);
  return /^\d/.test(text) ? `in ${text}` : `in ${text === "hour" ? "an" : "a"} ${text}`;
}
