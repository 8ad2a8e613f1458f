import type { Case, Trial } from "../../contracts/index.ts";
import { defenceDelta, type DefenceDelta } from "../../guard/index.ts";
import { appErrors } from "../errors.ts";
import type { ReadRun } from "../runs/read-run.ts";
import type { Workspace } from "../workspace/workspace.ts";

export interface MeasuredDelta extends DefenceDelta {
  readonly schemaVersion: "bartizan.defence-delta/v1";
  readonly without: string;
  readonly with: string;
  /** Cases both runs tried. */
  readonly cases: number;
  /** Whether the manifest was the same in both runs. */
  readonly sameSystem: boolean;
}

/**
 * What a guard changes, from two runs of the same cases: one against the target alone, one with the guard before it.
 * Cases are paired by id, which does not depend on the target; only cases both runs tried count.
 *
 * @throws APP_UNKNOWN_RUN; APP_NO_SUCH_RUN when a run is about another system or no case is in both
 */
export async function measureDelta(
  workspace: Workspace,
  runs: { readonly system: string; readonly without: string; readonly with: string },
): Promise<MeasuredDelta> {
  const without = await aboutSystem(workspace, runs.without, runs.system);
  const guarded = await aboutSystem(workspace, runs.with, runs.system);
  const known = casesOf(guarded);
  const cases = [...casesOf(without).values()].filter(({ id }) => known.has(id));
  if (cases.length === 0)
    throw appErrors.noSuchRun(
      `Runs ${without.plan.run} and ${guarded.plan.run} have no case in common: run both with the same checks.`,
    );
  return {
    schemaVersion: "bartizan.defence-delta/v1",
    without: without.plan.run,
    with: guarded.plan.run,
    cases: cases.length,
    sameSystem: without.plan.system.digest === guarded.plan.system.digest,
    ...defenceDelta({ cases, without: trialsOf(without), with: trialsOf(guarded) }),
  };
}

async function aboutSystem(workspace: Workspace, id: string, system: string): Promise<ReadRun> {
  const run = await workspace.read(id);
  if (run.plan.system.id === system) return run;
  throw appErrors.noSuchRun(`Run ${run.plan.run} is about another system than ${system}.`, { at: id });
}

function casesOf(run: ReadRun): ReadonlyMap<string, Case> {
  return new Map(
    [...run.fold.lanes.values()].flatMap(({ lane }) => lane.cases).map((item) => [item.id, item]),
  );
}

/** The delta asks for outcomes alone: what was said stays in the blobs. */
function trialsOf(run: ReadRun): readonly Trial[] {
  return [...run.fold.records].map(({ case: id, repeat, attempt, seed, startedAt, outcome }) => ({
    case: id,
    repeat,
    attempt,
    seed,
    startedAt,
    outcome,
    canary: "",
    exchanges: [],
    effects: [],
  }));
}
