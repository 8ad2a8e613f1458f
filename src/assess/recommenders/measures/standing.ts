import type { TrainedRecommender } from "../models/index.ts";
import { spanOf, type Ratings } from "../ratings/index.ts";

/** How an item stands with the users who have not rated it. */
export interface Standing {
  readonly users: readonly number[];
  /** Predicted rating by user, within the scale. */
  readonly predicted: Float64Array;
  /** Place by user among the items the user has not rated, 1 the first; of equals the lower number stands first. */
  readonly ranks: Int32Array;
}

/** @param users genuine ones; the first of those in `ratings` */
export function standingOf(
  model: TrainedRecommender,
  ratings: Ratings,
  target: number,
  users: number,
): Standing {
  const open: number[] = [];
  const [predicted, ranks]: [number[], number[]] = [[], []];
  for (let user = 0; user < users; user++) {
    const [from, to] = spanOf(ratings, user);
    const rated = new Set(ratings.itemOf.subarray(from, to));
    if (rated.has(target)) continue;
    const scores = model.scores(user);
    const own = scores[target] ?? 0;
    let rank = 1;
    scores.forEach((score, item) => {
      if (item !== target && !rated.has(item) && (score > own || (score === own && item < target))) rank += 1;
    });
    open.push(user);
    predicted.push(Math.min(ratings.high, Math.max(ratings.low, own)));
    ranks.push(rank);
  }
  return { users: open, predicted: Float64Array.from(predicted), ranks: Int32Array.from(ranks) };
}

/** The share of users in whose first `k` places the item stands. */
export const hitRate = ({ ranks }: Standing, k: number): number =>
  ranks.length === 0 ? 0 : ranks.filter((rank) => rank <= k).length / ranks.length;
