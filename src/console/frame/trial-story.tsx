import type { Outcome, TranscriptRecord } from "../../contracts/index.ts";
import { ShownText } from "../pictures/transcript/shown-text.tsx";
import { Transcript } from "../pictures/transcript/transcript.tsx";
import { dateTime } from "../words/date.ts";
import { Facts } from "./facts.tsx";
import { Go } from "./go.tsx";
import { OutcomeMark } from "./outcome-mark.tsx";

/** One trial: what was tried, how it ended and why, then everything that was said and done. */
export function TrialStory({ record, run }: { readonly record: TranscriptRecord; readonly run: string }) {
  const { trial, case: tried } = record;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3 font-medium">
        <OutcomeMark outcome={trial.outcome.kind} />
        <span className="font-normal">
          <ShownText text={whyOf(trial.outcome)} />
        </span>
      </p>
      <div className="my-3 grid gap-x-8 gap-y-1 sm:grid-cols-2">
        <Facts
          facts={[
            ["Intent", tried.intent],
            ["Technique", tried.technique === "none" ? `none (${record.arm})` : tried.technique],
            ["Surface", tried.surface],
            [
              "Oracle",
              <code key="oracle" className="font-mono text-xs">
                {tried.oracle.id}
              </code>,
            ],
          ]}
        />
        <Facts
          facts={[
            [
              "Case",
              <code key="case" className="font-mono text-xs">
                {tried.id}
              </code>,
            ],
            [
              "Repeat",
              `${String(trial.repeat)}, attempt ${String(trial.attempt)}, seed ${String(trial.seed)}`,
            ],
            ["Started", dateTime(trial.startedAt)],
            [
              "Evidence",
              <Go
                key="evidence"
                to="/evidence/$run"
                params={{ run }}
                search={{ entry: String(record.entry) }}
                className="link"
              >
                entry {record.entry}
              </Go>,
            ],
          ]}
        />
      </div>
      <Transcript record={record} />
    </>
  );
}

function whyOf(outcome: Outcome): string {
  return outcome.kind === "unscored"
    ? `${outcome.reason.replaceAll("-", " ")}: ${outcome.detail}`
    : outcome.why;
}
