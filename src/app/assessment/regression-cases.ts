import type { Workspace } from "../workspace/workspace.ts";
import { findingId } from "../../assess/index.ts";
import type { ReadRun } from "../runs/read-run.ts";

export interface RegressionCases {
  /** Lane id → case ids that breached before. */
  readonly cases: ReadonlyMap<string, ReadonlySet<string>>;
  /** Those whose finding people marked as fixed. */
  readonly mustHold: readonly string[];
}

/** The cases that breached in the baseline, or, without one, in any finished run about this system. */
export async function regressionCases(
  workspace: Workspace,
  system: string,
  baseline: ReadRun | undefined,
): Promise<RegressionCases> {
  const runs = baseline === undefined ? await workspace.readAll(system) : [baseline];
  const triage = await workspace.triage();
  const cases = new Map<string, Set<string>>();
  const mustHold = new Set<string>();
  for (const run of runs) {
    for (const record of run.fold.records) {
      if (record.outcome.kind !== "breached") continue;
      const kept = cases.get(record.lane) ?? new Set();
      cases.set(record.lane, kept.add(record.case));
      const lane = run.fold.lanes.get(record.lane)?.lane;
      if (lane === undefined) continue;
      if (triage.get(findingId(system, lane.check, lane.target, record.intent))?.state === "fixed")
        mustHold.add(record.case);
    }
  }
  return { cases, mustHold: [...mustHold] };
}
