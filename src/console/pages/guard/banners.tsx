import type { ReactNode } from "react";
import type { GuardOverview } from "../../../contracts/index.ts";
import { Go } from "../../frame/go.tsx";
import { amount } from "../../words/rate.ts";

/** What a person must know before reading any number below: whether the guard acts at all, and whether it held. */
export function Banners({ overview }: { readonly overview: GuardOverview }) {
  const { gateways, failOpens, breakGlass, onlyWatched, undecided, mirrored, reach } = overview;
  const opened = failOpens.reduce((sum, { times }) => sum + times, 0);
  const broken = breakGlass.reduce((sum, { times }) => sum + times, 0);
  const mirrors = gateways.filter(({ mode }) => mode === "mirror");
  return (
    <div className="space-y-2 empty:hidden">
      {broken > 0 && (
        <Banner grave>
          <strong className="font-semibold">The glass was broken:</strong> {amount(broken)}{" "}
          {broken === 1 ? "exchange" : "exchanges"} passed under an order that sets rules aside. <Attention />
        </Banner>
      )}
      {opened > 0 && (
        <Banner grave>
          <strong className="font-semibold">Detectors failed open</strong> in {amount(opened)}{" "}
          {opened === 1 ? "exchange" : "exchanges"}: traffic passed that nobody had fully looked at.{" "}
          <Attention />
        </Banner>
      )}
      {reach.problems.length > 0 && (
        <Banner grave>
          <strong className="font-semibold">Records cannot be read to their end:</strong>{" "}
          {reach.problems.join("; ")}
        </Banner>
      )}
      {(mirrors.length > 0 || mirrored > 0) && (
        <Banner>
          <strong className="font-semibold">Mirror mode:</strong> the guard looks on and stops nothing
          {mirrors.length > 0 ? ` (${mirrors.map(({ file }) => file).join(", ")})` : ""}.
        </Banner>
      )}
      {onlyWatched > 0 && (
        <Banner>
          <strong className="font-semibold">Only watched:</strong> {amount(onlyWatched)}{" "}
          {onlyWatched === 1 ? "exchange" : "exchanges"} went through that would have been stopped, were every
          rule enforced.{" "}
          {gateways
            .filter(({ watching }) => watching.length > 0)
            .map(({ file, watching }) => (
              <Go key={file} to="/guard/policy" search={{ file, view: "rules" }} className="link">
                {amount(watching.length)} rules of {file} only watch
              </Go>
            ))}
        </Banner>
      )}
      {undecided > 0 && (
        <Banner>
          {amount(undecided)} {undecided === 1 ? "exchange" : "exchanges"} ended before the guard had to
          decide (a caller not let in, a budget used up).
        </Banner>
      )}
    </div>
  );
}

function Attention() {
  return (
    <Go to="/guard/decisions" search={{ only: "attention" }} className="link">
      Show them
    </Go>
  );
}

function Banner({ grave = false, children }: { readonly grave?: boolean; readonly children: ReactNode }) {
  return (
    <p
      role="status"
      className={`rounded-[5px] border-l-4 px-3 py-2 ${grave ? "border-l-breached bg-breached-wash" : "border-l-unscored bg-unscored-wash"}`}
    >
      {children}
    </p>
  );
}
