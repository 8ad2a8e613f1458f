import { byItem, itemFacts, spanOf, userMeans } from "../ratings/index.ts";
import type { Recommender } from "./recommender.ts";
import type { NeighbourOptions } from "./user-knn.ts";

/** What the user thinks of the items most like it, by the adjusted cosine (Sarwar et al. 2001). */
export const itemKnn = ({ neighbours = 40 }: NeighbourOptions = {}): Recommender => ({
  name: "item-knn",
  train(ratings) {
    const { items, itemOf, valueOf } = ratings;
    const means = userMeans(ratings);
    const { means: itemMeans, mean } = itemFacts(ratings);
    const index = byItem(ratings);
    const centred = Float64Array.from(valueOf);
    for (let user = 0; user < ratings.users; user++) {
      const [from, to] = spanOf(ratings, user);
      for (let at = from; at < to; at++) centred[at] = (valueOf[at] ?? 0) - (means[user] ?? 0);
    }
    const dots = new Float64Array(items * items);
    for (let item = 0; item < items; item++)
      for (let place = index.starts[item] ?? 0; place < (index.starts[item + 1] ?? 0); place++) {
        const here = centred[index.placeOf[place] ?? 0] ?? 0;
        const [from, to] = spanOf(ratings, index.userOf[place] ?? 0);
        for (let at = from; at < to; at++) {
          const cell = item * items + (itemOf[at] ?? 0);
          dots[cell] = (dots[cell] ?? 0) + here * (centred[at] ?? 0);
        }
      }
    const lengthOf = (item: number): number => Math.sqrt(dots[item * items + item] ?? 0);
    const alike = dots.map((dot, cell) => {
      const [item, other] = [Math.floor(cell / items), cell % items];
      const length = lengthOf(item) * lengthOf(other);
      return item === other || length < 1e-12 ? 0 : dot / length;
    });
    return {
      scores(user) {
        const [from, to] = spanOf(ratings, user);
        const rated = Array.from({ length: to - from }, (_, i) => from + i);
        const own = means[user] ?? mean;
        return Float64Array.from({ length: items }, (_, item) => {
          const like = (at: number): number => alike[item * items + (itemOf[at] ?? 0)] ?? 0;
          const nearest = rated
            .filter((at) => like(at) > 0)
            .sort((a, b) => like(b) - like(a))
            .slice(0, neighbours);
          let [sum, weight] = [0, 0];
          for (const at of nearest) {
            sum += like(at) * ((valueOf[at] ?? 0) - (itemMeans[itemOf[at] ?? 0] ?? mean));
            weight += like(at);
          }
          const standing = own + (itemMeans[item] ?? mean) - mean;
          return weight > 0 ? standing + sum / weight : standing;
        });
      },
    };
  },
});
