import { itemFacts, spanOf } from "../ratings/index.ts";
import type { Recommender } from "./recommender.ts";
import { userLikeness } from "./similarity.ts";

export interface NeighbourOptions {
  /** Neighbours that speak for a rating at most (default 40). */
  readonly neighbours?: number;
}

/** What the most alike users who rated the item think of it, over their own means (Resnick et al. 1994). */
export const userKnn = ({ neighbours = 40 }: NeighbourOptions = {}): Recommender => ({
  name: "user-knn",
  train(ratings) {
    const likeness = userLikeness(ratings);
    const { means: itemMeans, mean } = itemFacts(ratings);
    const { items, itemOf, valueOf } = ratings;
    return {
      scores(user) {
        const alike = likeness.to(user);
        const order = [...alike.keys()]
          .filter((other) => (alike[other] ?? 0) > 0)
          .sort((a, b) => (alike[b] ?? 0) - (alike[a] ?? 0));
        const [sums, weights] = [new Float64Array(items), new Float64Array(items)];
        const heard = new Int32Array(items);
        for (const other of order) {
          const weight = alike[other] ?? 0;
          const [from, to] = spanOf(ratings, other);
          for (let at = from; at < to; at++) {
            const item = itemOf[at] ?? 0;
            if ((heard[item] ?? 0) >= neighbours) continue;
            heard[item] = (heard[item] ?? 0) + 1;
            sums[item] = (sums[item] ?? 0) + weight * ((valueOf[at] ?? 0) - (likeness.means[other] ?? 0));
            weights[item] = (weights[item] ?? 0) + weight;
          }
        }
        const own = likeness.means[user] ?? mean;
        // Where nobody alike rated it, the item's own standing.
        return sums.map((sum, item) =>
          (weights[item] ?? 0) > 0
            ? own + sum / (weights[item] ?? 1)
            : own + (itemMeans[item] ?? mean) - mean,
        );
      },
    };
  },
});
