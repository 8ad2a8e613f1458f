import type { Interval, RandomSource } from "../../../contracts/index.ts";
import { recommendersErrors } from "../errors.ts";
import type { Recommender } from "../models/index.ts";
import { withProfiles, type Ratings } from "../ratings/index.ts";
import { shillingProfiles, type ShillingAttack } from "../shilling/index.ts";
import { bootstrapMean } from "./bootstrap.ts";
import { hitRate, standingOf, type Standing } from "./standing.ts";

export interface ShillingPlan {
  readonly ratings: Ratings;
  readonly recommender: Recommender;
  readonly attack: ShillingAttack;
  readonly targets: readonly number[];
  /** Times that the attack is made with other draws (default 1). */
  readonly seeds?: number;
  /** Attacking profiles, as a share of the users. */
  readonly size: number;
  /** Items each rates beside, as a share of the items (default 0.08). */
  readonly fillerShare?: number;
  readonly goal?: "push" | "nuke";
  /** Places of a list (default 10). */
  readonly k?: number;
  readonly random: RandomSource;
  readonly confidence?: number;
  readonly signal?: AbortSignal;
}

interface Shift {
  readonly mean: number;
  readonly interval: Interval;
}

/** What an attack did to its targets, over target × seed. */
export interface ShillingResult {
  readonly attack: string;
  readonly recommender: string;
  readonly profiles: number;
  readonly units: number;
  /** Of the predicted rating, in the scale's units. */
  readonly predictionShift: Shift;
  readonly hitRateBefore: number;
  readonly hitRateAfter: number;
  readonly hitRateShift: Shift;
  /** Places the target rose by. */
  readonly rankGain: Shift;
  /** Profiles it takes for one point of hit rate; absent where the attack gained none. */
  readonly profilesPerPoint?: number;
}

/**
 * Puts attacking profiles among the users, trains again, and compares the same genuine users who have not rated the
 * target before and after. Intervals are paired: each unit is a target with one draw of the attack.
 *
 * @throws RECOMMENDERS_PLAN; the signal's reason
 * @example
 * await assessShilling({ ratings, recommender: userKnn(), attack: averageAttack, targets: [7, 19], size: 0.03, random })
 */
export async function assessShilling(plan: ShillingPlan): Promise<ShillingResult> {
  const {
    ratings,
    recommender,
    attack,
    targets,
    seeds = 1,
    fillerShare = 0.08,
    goal = "push",
    k = 10,
  } = plan;
  const { random, confidence = 0.95 } = plan;
  const profiles = Math.round(plan.size * ratings.users);
  const known = targets.every((item) => Number.isSafeInteger(item) && item >= 0 && item < ratings.items);
  if (targets.length === 0 || !known || profiles < 1 || !(k >= 1) || !(seeds >= 1))
    throw recommendersErrors.plan(
      `Targets [${targets.join(", ")}] of ${ratings.items} items, ${profiles} profiles, lists of ${k}, ${seeds} seeds.`,
    );
  const model = recommender.train(ratings, random.derive("model"));
  const shifts: { prediction: number; hits: number; ranks: number; before: number }[] = [];
  for (const target of targets) {
    const before = standingOf(model, ratings, target, ratings.users);
    for (let seed = 0; seed < seeds; seed++) {
      plan.signal?.throwIfAborted();
      // Training blocks; others get their turn between two.
      await new Promise((resolve) => void setImmediate(resolve));
      const draw = random.derive(`target:${target}`).derive(`seed:${seed}`);
      const made = shillingProfiles(attack, { ratings, target, profiles, fillerShare, goal }, draw);
      const poisoned = withProfiles(ratings, made);
      // The model's own draws are the same as before: what differs is the attack.
      const attacked = recommender.train(poisoned, random.derive("model"));
      const after = standingOf(attacked, poisoned, target, ratings.users);
      shifts.push({
        prediction: meanDifference(after.predicted, before.predicted),
        hits: hitRate(after, k) - hitRate(before, k),
        ranks: meanDifference(before.ranks, after.ranks),
        before: hitRate(before, k),
      });
    }
  }
  const shift = (name: "prediction" | "hits" | "ranks"): Shift =>
    bootstrapMean(
      shifts.map((one) => one[name]),
      confidence,
      random.derive(`bootstrap:${name}`),
    );
  const hits = shift("hits");
  const hitRateBefore = shifts.reduce((sum, { before }) => sum + before, 0) / shifts.length;
  return {
    attack: attack.name,
    recommender: recommender.name,
    profiles,
    units: shifts.length,
    predictionShift: shift("prediction"),
    hitRateBefore,
    hitRateAfter: hitRateBefore + hits.mean,
    hitRateShift: hits,
    rankGain: shift("ranks"),
    ...(hits.mean > 0 ? { profilesPerPoint: profiles / (100 * hits.mean) } : {}),
  };
}

function meanDifference(a: Standing["predicted"] | Standing["ranks"], b: typeof a): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) - (b[i] ?? 0);
  return a.length === 0 ? 0 : sum / a.length;
}
