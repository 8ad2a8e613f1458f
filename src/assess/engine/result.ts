import type { CheckResult, Verdict } from "../../contracts/index.ts";
import type { LaneFold } from "./lane-fold.ts";

/** A lane as reports show it. `entry` and `decidedAt` point at the ledger entry that decided it. */
export function checkResult(fold: LaneFold, verdict: Verdict, entry: number, decidedAt: string): CheckResult {
  const { lane } = fold;
  const gate = fold.gate();
  const afterCases = fold.stoppedAfter;
  return {
    check: lane.check,
    checkVersion: lane.checkVersion,
    title: lane.title,
    target: lane.target,
    ...(lane.component === undefined ? {} : { component: lane.component }),
    covers: lane.covers,
    references: lane.references,
    ...(gate === undefined ? {} : { gate }),
    verdict,
    attack: fold.arms.attack.estimate(),
    baseline: fold.arms.baseline.estimate(),
    refused: fold.arms.benign.estimate(),
    uplift: fold.uplift(),
    unscored: fold.unscored(),
    ...(afterCases === undefined
      ? {}
      : {
          stoppedEarly: {
            afterCases,
            why: "the gate was decided and every intent and technique had been tried several times",
          },
        }),
    leftOut: leftOutByReason(fold),
    entry,
    decidedAt,
  };
}

function leftOutByReason(fold: LaneFold): CheckResult["leftOut"] {
  const counts = new Map<string, number>();
  for (const { reason } of fold.lane.leftOut) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([reason, cases]) => ({ reason, cases }));
}
