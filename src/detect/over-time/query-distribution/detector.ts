import { z } from "zod";
import type { Signal, StatefulDetector, Step } from "../../../contracts/index.ts";
import {
  noDistances,
  pointOf,
  profileSchema,
  streamFeatures,
  streamWindow,
  takeRow,
  type FeatureProfile,
  type LeastDistances,
} from "../../features/index.ts";
import { withProfile } from "../profile-settings.ts";
import { readSettings } from "../settings.ts";

const distributionSchema = z.strictObject({
  /** What `bartizan guard profile` made of a reference: the path of its file, or what is in it. */
  profile: profileSchema,
  /** How many times as unlike the reference as chance makes a window once in a thousand is too much. */
  unlike: z.number().min(1).max(100).default(1.5),
  /** How far below the least normal stream of the reference is too far. */
  slack: z.number().min(0).max(0.5).default(0.03),
});

type DistributionMemory = {
  /** Rows of the window that is filling, and the sum of their kernel features. */
  readonly count: number;
  readonly sum: readonly number[];
  readonly least: LeastDistances;
};

const mostRows = 256;

/**
 * Streams of rows to a model that predicts which are made rather than met, as theft of the model needs them. Two
 * tests, both calibrated on the reference by the profile; without one, or with one of fewer than 256 rows, it is
 * silent.
 *
 * `unlike-reference` (0.6): the mean discrepancy (MMD, Gretton et al. 2012) of 64 rows in a row to the reference, by
 * random features, so that memory and work are bounded. Callers who see another world than the reference (one
 * branch, one season) alarm rightly, and harmlessly: raise `unlike`, or make the profile of their rows.
 * `abnormal-distances` (0.7): the distances of rows to the nearest earlier one of their class are less normal than
 * those of the reference ever were (PRADA, Juuti et al. 2019). An attacker who draws its steps at random with care,
 * or spreads them over many keys, gets past the second; real rows of the reference get past both.
 *
 * Of a batch the first 256 rows are looked at. Measured (seeded, `query-distribution.test.ts`): one of 500
 * benign callers with 200 rows alarms by each rule; of callers who augment (Papernot et al. 2017), walk a boundary or a grid,
 * 50 of 50 by the distances, at the median row 148, 192 and 142; of callers on a boundary, a grid or evenly
 * drawn values 50 of 50 by the first window of 64.
 */
export const detector: StatefulDetector<DistributionMemory> = detectorOf(undefined);

function detectorOf(
  settings: z.output<typeof distributionSchema> | undefined,
): StatefulDetector<DistributionMemory> {
  const look = settings === undefined ? undefined : lookerOf(settings);
  return {
    id: "query-distribution",
    version: "1.0.0",
    about: "Streams of inputs that are made rather than met, as stealing a model needs them.",
    stages: ["input", "output"],
    key: "principal",
    remembers: 86_400,
    init: () => ({ count: 0, sum: [], least: noDistances }),
    step: (memory, step) =>
      look === undefined || step.features === undefined ? [memory, []] : look(memory, step),
    configure: (given) => detectorOf(readSettings(distributionSchema, withProfile(given))),
  };
}

type Look = (memory: DistributionMemory, step: Step) => [DistributionMemory, Signal[]];

function lookerOf({ profile, unlike, slack }: z.output<typeof distributionSchema>): Look {
  const { features, stream }: FeatureProfile = profile;
  if (stream === undefined) return (memory) => [memory, []];
  const kernel = streamFeatures(stream);

  const lookAtWindow: Look = (memory, step) => {
    let { count, sum } = memory;
    let seen = false;
    for (const row of (step.features ?? []).slice(0, mostRows)) {
      const vector = kernel.embed(pointOf(features, row));
      sum = Array.from(vector, (value, i) => value + (sum[i] ?? 0));
      count += 1;
      if (count < streamWindow) continue;
      const apart = sum.reduce(
        (total, value, i) => total + (value / count - (stream.average[i] ?? 0)) ** 2,
        0,
      );
      seen ||= apart > unlike * stream.discrepancy;
      [count, sum] = [0, []];
    }
    const why = "The last 64 rows together do not look like those of the reference.";
    const kept = sum.map((value) => Number(value.toPrecision(6)));
    return [{ ...memory, count, sum: kept }, seen ? [signalOf("unlike-reference", 0.6, step, why)] : []];
  };

  const lookAtDistances: Look = (memory, step) => {
    let { least } = memory;
    let seen = false;
    (step.features ?? []).slice(0, mostRows).forEach((row, i) => {
      const scores = step.predictions?.[i];
      if (scores === undefined || scores.length === 0) return;
      const [next, normality = 1] = takeRow(least, pointOf(features, row), classOf(scores));
      least = next;
      seen ||= normality < stream.normality - slack;
    });
    const why = "The distances between the rows are those of rows that were made from each other.";
    return [{ ...memory, least }, seen ? [signalOf("abnormal-distances", 0.7, step, why)] : []];
  };

  return (memory, step) => {
    if (step.predictions !== undefined) return lookAtDistances(memory, step);
    return step.stage === "input" ? lookAtWindow(memory, step) : [memory, []];
  };
}

/** The class with the highest score; of one score, the side of one half. */
function classOf(scores: readonly number[]): number {
  if (scores.length === 1) return Number((scores[0] ?? 0) >= 0.5);
  let best = 0;
  scores.forEach((score, i) => {
    if (score > (scores[best] ?? 0)) best = i;
  });
  return best;
}

const signalOf = (rule: string, score: number, { text = "" }: Step, why: string): Signal => ({
  detector: "query-distribution",
  rule,
  category: "model-theft",
  score,
  start: 0,
  end: text.length,
  why,
});
