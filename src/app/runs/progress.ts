import type { RunFold } from "../../assess/index.ts";
import type { RateEstimate, Verdict } from "../../contracts/index.ts";

/** How far a run has come. `planned` shrinks when a gate is decided early. */
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
}

/**
 * @param elapsedMs since this process began to run trials
 * @param doneBefore trials that an earlier process had recorded
 */
export function progressOf(fold: RunFold, elapsedMs: number, doneBefore: number): RunProgress {
  const lanes = [...fold.lanes.values()];
  let left = 0;
  for (const lane of lanes) {
    if (lane.unreachable) continue;
    for (const arm of Object.values(lane.arms)) {
      if (!arm.complete) left += (arm.planned - arm.folded.length) * lane.lane.repeats;
    }
    left += lane.confirmationsWanted().length;
  }
  const here = fold.done - doneBefore;
  const perSecond = elapsedMs > 500 && here > 0 ? (here * 1000) / elapsedMs : undefined;
  return {
    run: fold.plan.run,
    done: fold.done,
    planned: Math.max(fold.done, fold.done + left),
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
  };
}
