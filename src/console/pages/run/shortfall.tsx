import type { CheckResult } from "../../../contracts/index.ts";
import { Part } from "../../frame/facts.tsx";
import { Go } from "../../frame/go.tsx";
import { percent } from "../../words/rate.ts";

/** What could not be scored or carried, by reason. Said also when it is nothing. */
export function Shortfall({ result, run }: { readonly result: CheckResult; readonly run: string }) {
  const reasons = Object.entries(result.unscored.byReason).sort((a, b) => b[1] - a[1]);
  const tolerance = result.gate === undefined ? "" : ` (tolerance ${percent(result.gate.unscoredAtMost)})`;
  return (
    <Part title={`Could not be scored: ${percent(result.unscored.share)} of trials${tolerance}`}>
      {reasons.length === 0 && result.leftOut.length === 0 ? (
        <p className="text-muted">Every trial was scored, and the target could carry every case.</p>
      ) : (
        <ul className="flex flex-wrap gap-x-6 gap-y-1">
          {reasons.map(([reason, count]) => (
            <li key={reason}>
              <Go
                to="/assess/runs/$run"
                params={{ run }}
                search={{ view: "trials", check: result.check, outcome: "unscored" }}
                className="link"
              >
                {count} {reason.replaceAll("-", " ")}
              </Go>
            </li>
          ))}
          {result.leftOut.map(({ reason, cases }) => (
            <li key={reason}>
              {cases} cases left out: {reason}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
