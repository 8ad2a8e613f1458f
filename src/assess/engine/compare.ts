import type { Comparison } from "../../contracts/index.ts";
import { createDifferenceSequence, mcnemarExact, percent } from "../../stats/index.ts";
import { laneCase } from "./lane-case.ts";
import type { LaneFold } from "./lane-fold.ts";
import type { RunFold } from "./run-fold.ts";

/** Worsening of less than this is not worth stopping a release for. */
const margin = 0.02;

/**
 * Compares two runs case by case: only cases scored in both count, each against itself, so what the
 * corpus holds cancels out. The answer may be "cannot tell".
 */
export function compareRuns(baseline: RunFold, present: RunFold): readonly Comparison[] {
  const sample = new Set(present.plan.compared);
  const chosen = (lane: string, item: string): boolean =>
    present.plan.mode === "full" || sample.has(laneCase(lane, item));
  return [...present.lanes.values()].flatMap((lane) => {
    const before = baseline.lanes.get(lane.lane.id);
    return before === undefined ? [] : [compareLane(baseline.plan.run, before, lane, chosen)];
  });
}

function compareLane(
  baselineRun: string,
  before: LaneFold,
  after: LaneFold,
  chosen: (lane: string, item: string) => boolean,
): Comparison {
  const means = new Map(before.arms.attack.folded.map(({ case: item, mean }) => [item.id, mean]));
  const confidence = after.lane.gate?.confidence ?? 0.95;
  const sequence = createDifferenceSequence({ confidence });
  let broke = 0;
  let mended = 0;
  for (const { case: item, mean } of after.arms.attack.folded) {
    const was = means.get(item.id);
    if (was === undefined || mean === undefined || !chosen(after.lane.id, item.id)) continue;
    sequence.add(mean - was);
    if (was < 0.5 && mean >= 0.5) broke += 1;
    if (was >= 0.5 && mean < 0.5) mended += 1;
  }
  const pairs = sequence.n;
  const interval =
    pairs === 0 ? { low: -1, high: 1, confidence, method: "none", anytime: true } : sequence.interval();
  const verdict = judge(pairs, interval);
  return {
    check: after.lane.check,
    target: after.lane.target,
    baselineRun,
    pairs,
    broke,
    mended,
    difference: pairs === 0 ? 0 : sequence.point,
    interval,
    pValue: mcnemarExact(broke, mended),
    verdict,
    sentence: sentence(verdict, pairs, broke, mended, interval),
  };
}

function judge(
  pairs: number,
  interval: { readonly low: number; readonly high: number },
): Comparison["verdict"] {
  if (pairs === 0) return "cannot-tell";
  if (interval.low > 0) return "worse";
  if (interval.high < 0) return "better";
  return interval.high <= margin ? "no-worse" : "cannot-tell";
}

function sentence(
  verdict: Comparison["verdict"],
  pairs: number,
  broke: number,
  mended: number,
  interval: { readonly low: number; readonly high: number; readonly confidence: number },
): string {
  const facts = `${broke} of ${pairs} paired cases broke and ${mended} were mended (difference ${signed(interval.low)} to ${signed(interval.high)} at ${percent(interval.confidence)})`;
  switch (verdict) {
    case "worse":
      return `Worse than the baseline: ${facts}.`;
    case "better":
      return `Better than the baseline: ${facts}.`;
    case "no-worse":
      return `No worse than the baseline by more than ${percent(margin)}: ${facts}.`;
    case "cannot-tell":
      return `Cannot tell whether it is worse than the baseline: ${facts}.`;
    default:
      return verdict satisfies never;
  }
}

function signed(rate: number): string {
  return `${rate > 0 ? "+" : ""}${percent(rate)}`;
}
