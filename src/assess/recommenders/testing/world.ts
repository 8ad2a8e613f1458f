import type { RandomSource } from "../../../contracts/index.ts";
import { normalQuantile } from "../../../stats/index.ts";
import { ratingsOf, type Rating, type Ratings } from "../ratings/index.ts";

export interface WorldShape {
  readonly users: number;
  readonly items: number;
  /** Of popularity: the item of rank r is rated in proportion to 1 / r^zipf. */
  readonly zipf: number;
  readonly perUser: number;
  readonly rank: number;
}

/** Users and items with a few hidden tastes; ratings 1 to 5. */
export function world(shape: WorldShape, random: RandomSource): Ratings {
  const { users, items, zipf, perUser, rank } = shape;
  const normal = (): number => normalQuantile(random.next() * (1 - 1e-12) + 5e-13);
  const draws = (n: number): Float64Array => Float64Array.from({ length: n }, normal);
  const [tastes, traits] = [draws(users * rank), draws(items * rank)];
  const [userBias, itemBias] = [draws(users), draws(items)];
  const given: Rating[] = [];
  for (let user = 0; user < users; user++) {
    // Weighted draws without putting back (Efraimidis and Spirakis 2006).
    const keys = Array.from({ length: items }, (_, item) => ({
      item,
      key: Math.log(1 - random.next()) * (item + 1) ** zipf,
    }));
    const count = Math.max(5, Math.round(perUser * Math.exp(0.5 * normal())));
    for (const { item } of keys.sort((a, b) => b.key - a.key).slice(0, count)) {
      let fit = 0;
      for (let k = 0; k < rank; k++) fit += (tastes[user * rank + k] ?? 0) * (traits[item * rank + k] ?? 0);
      const value =
        3.4 +
        0.3 * (userBias[user] ?? 0) +
        0.4 * (itemBias[item] ?? 0) +
        (0.7 * fit) / Math.sqrt(rank) +
        0.5 * normal();
      given.push({ user, item, value: Math.min(5, Math.max(1, Math.round(value))) });
    }
  }
  return ratingsOf(given, { users, items, low: 1, high: 5 });
}
