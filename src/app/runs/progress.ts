import type { AuditFold } from "../../assess/audit/index.ts";
import type { RunFold } from "../../assess/index.ts";
import type { RateEstimate, Verdict } from "../../contracts/index.ts";

/** How far a run has come, in trials and units of models. `planned` shrinks when a gate is decided early. */
export interface RunProgress {
  readonly run: string;
  readonly done: number;
  readonly planned: number;
  readonly perSecond?: number;
  /** If every trial still planned has to run. */
  readonly remainingSeconds?: number;
  readonly lanes: readonly {
    readonly check: string;
    readonly target: string;
    readonly title: string;
    readonly attack: RateEstimate;
    readonly refused: RateEstimate;
    readonly atMost?: number;
    readonly complete: boolean;
    readonly decided?: Verdict["kind"];
  }[];
  readonly models: readonly {
    readonly check: string;
    readonly target: string;
    readonly done: number;
    readonly planned: number;
    /** Examined rows that fell. */
    readonly fallen: number;
  }[];
}

/** What a run is made of, folded. */
export interface RunFolds {
  readonly fold: RunFold;
  readonly audits: readonly AuditFold[];
}

/** Trials and units that are recorded. */
export const doneOf = ({ fold, audits }: RunFolds): number =>
  audits.reduce((sum, { records }) => sum + records.length, fold.done);

/**
 * @param elapsedMs since this process began to run trials
 * @param doneBefore trials and units that an earlier process had recorded
 */
export function progressOf(folds: RunFolds, elapsedMs: number, doneBefore: number): RunProgress {
  const { fold, audits } = folds;
  const lanes = [...fold.lanes.values()];
  let left = 0;
  for (const lane of lanes) {
    if (lane.unreachable) continue;
    for (const arm of Object.values(lane.arms)) {
      if (!arm.complete) left += (arm.planned - arm.folded.length) * lane.lane.repeats;
    }
    left += lane.confirmationsWanted().length;
  }
  for (const audit of audits) left += audit.left.length;
  const done = doneOf(folds);
  const here = done - doneBefore;
  const perSecond = elapsedMs > 500 && here > 0 ? (here * 1000) / elapsedMs : undefined;
  return {
    run: fold.plan.run,
    done,
    planned: done + left,
    ...(perSecond === undefined ? {} : { perSecond, remainingSeconds: left / perSecond }),
    lanes: lanes.map((lane) => ({
      check: lane.lane.check,
      target: lane.lane.target,
      title: lane.lane.title,
      attack: lane.arms.attack.estimate(),
      refused: lane.arms.benign.estimate(),
      ...(lane.lane.gate === undefined ? {} : { atMost: lane.lane.gate.atMost }),
      complete: lane.complete,
    })),
    models: audits.map(({ plan, records, left: open }) => ({
      check: plan.check,
      target: plan.facts.target,
      done: records.length,
      planned: records.length + open.length,
      fallen: records.filter(({ outcome }) => outcome === "success").length,
    })),
  };
}
