import type { GuardAction } from "../../../contracts/index.ts";
import { actionWord } from "../../words/guard.ts";

const tone: Readonly<Record<GuardAction, string>> = {
  block: "text-breached",
  "require-approval": "text-unscored",
  rewrite: "text-unscored",
  redact: "text-unscored",
  allow: "text-muted",
};

/** What the guard did, by shape and word: a barred disc, a pause, a pen stroke, a bar over text, a tick. */
export function ActionMark({ action, word }: { readonly action: GuardAction; readonly word?: string }) {
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${tone[action]}`}>
      <svg
        viewBox="0 0 14 14"
        width="13"
        height="13"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        className="shrink-0"
      >
        {shapes[action]}
      </svg>
      <span className={action === "allow" ? "" : "text-ink"}>{word ?? actionWord[action]}</span>
    </span>
  );
}

const shapes = {
  block: (
    <>
      <circle cx="7" cy="7" r="5.6" />
      <path d="M3.4 10.6 10.6 3.4" />
    </>
  ),
  "require-approval": <path d="M5 2.5v9M9 2.5v9" />,
  rewrite: <path d="M2.5 11.5l7.5-9 2 1.8-7.3 8.2zM2.5 13h9" strokeWidth="1.3" />,
  redact: <path d="M1.5 4h11M1.5 11h11M1.5 7.5h11" strokeWidth="2.4" strokeDasharray="5 2" />,
  allow: <path d="M2.5 7.5l3 3 6-7" />,
} satisfies Record<GuardAction, React.ReactNode>;
