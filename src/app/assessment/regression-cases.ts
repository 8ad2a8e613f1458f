import { findingId, laneCase, type LaneFold } from "../../assess/index.ts";
import type { Triage } from "../../contracts/index.ts";
import type { ReadRun } from "../runs/read-run.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** How many cases of the baseline are paired, drawn whatever they said. */
const pairedSample = 60;

export interface RegressionCases {
  /** Lane id → case ids to try again. */
  readonly cases: ReadonlyMap<string, ReadonlySet<string>>;
  /** Those whose finding people marked as fixed, by lane and case. */
  readonly mustHold: readonly string[];
  /** The random sample of the baseline that is compared, by lane and case. */
  readonly compared: readonly string[];
}

/**
 * What a pull request tries again: every case that ever breached in a run about this system (a hole that was
 * closed long ago is the one that must not reopen), and, for the paired comparison, a sample of the baseline.
 * Cases ran in random order, so the first of them are a random sample, chosen without looking at what they said.
 */
export async function regressionCases(
  workspace: Workspace,
  system: string,
  baseline: ReadRun | undefined,
): Promise<RegressionCases> {
  const triage = await workspace.triage();
  const cases = new Map<string, Set<string>>();
  const mustHold = new Set<string>();
  const compared: string[] = [];
  const keep = (lane: string, item: string): void =>
    void cases.set(lane, (cases.get(lane) ?? new Set()).add(item));
  for (const run of await workspace.readAll(system)) {
    for (const { lane, case: item, intent, outcome } of run.fold.records) {
      const fold = run.fold.lanes.get(lane);
      if (outcome.kind !== "breached" || fold === undefined) continue;
      keep(lane, item);
      if (isFixed(triage, system, fold, intent)) mustHold.add(laneCase(lane, item));
    }
  }
  for (const [lane, fold] of baseline?.fold.lanes ?? []) {
    for (const { case: item } of fold.arms.attack.folded.slice(0, pairedSample)) {
      keep(lane, item.id);
      compared.push(laneCase(lane, item.id));
    }
  }
  return { cases, mustHold: [...mustHold], compared };
}

function isFixed(
  triage: ReadonlyMap<string, Triage>,
  system: string,
  { lane }: LaneFold,
  intent: string,
): boolean {
  return triage.get(findingId(system, lane.check, lane.target, intent))?.state === "fixed";
}
