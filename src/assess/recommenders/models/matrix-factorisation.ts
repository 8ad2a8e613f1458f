import type { RandomSource } from "../../../contracts/index.ts";
import { permutation } from "../../../stats/index.ts";
import { itemFacts, spanOf } from "../ratings/index.ts";
import type { Recommender } from "./recommender.ts";

export interface FactorOptions {
  /** Default 8. */
  readonly factors?: number;
  /** Default 30. */
  readonly epochs?: number;
  /** Default 0.02. */
  readonly rate?: number;
  /** Default 0.05. */
  readonly decay?: number;
}

/** Biases and factors by stochastic gradient descent (Koren, Bell, Volinsky 2009). */
export const matrixFactorisation = ({
  factors = 8,
  epochs = 30,
  rate = 0.02,
  decay = 0.05,
}: FactorOptions = {}): Recommender => ({
  name: "matrix-factorisation",
  train(ratings, random) {
    const { users, items, itemOf, valueOf } = ratings;
    const { mean } = itemFacts(ratings);
    const draw = random.derive("factors");
    const [ofUser, ofItem] = [small(users * factors, draw), small(items * factors, draw)];
    const [userBias, itemBias] = [new Float64Array(users), new Float64Array(items)];
    const userAt = new Int32Array(itemOf.length);
    for (let user = 0; user < users; user++) userAt.fill(user, ...spanOf(ratings, user));
    const predict = (user: number, item: number): number => {
      let sum = mean + (userBias[user] ?? 0) + (itemBias[item] ?? 0);
      for (let k = 0; k < factors; k++)
        sum += (ofUser[user * factors + k] ?? 0) * (ofItem[item * factors + k] ?? 0);
      return sum;
    };
    for (let epoch = 0; epoch < epochs; epoch++)
      for (const at of permutation(itemOf.length, random.derive(`epoch:${epoch}`))) {
        const [user, item] = [userAt[at] ?? 0, itemOf[at] ?? 0];
        const error = (valueOf[at] ?? 0) - predict(user, item);
        userBias[user] = step(userBias[user] ?? 0, error);
        itemBias[item] = step(itemBias[item] ?? 0, error);
        for (let k = 0; k < factors; k++) {
          const [u, i] = [ofUser[user * factors + k] ?? 0, ofItem[item * factors + k] ?? 0];
          ofUser[user * factors + k] = step(u, error * i);
          ofItem[item * factors + k] = step(i, error * u);
        }
      }
    return {
      scores: (user) => Float64Array.from({ length: items }, (_, item) => predict(user, item)),
    };

    function step(value: number, slope: number): number {
      return value + rate * (slope - decay * value);
    }
  },
});

const small = (length: number, random: RandomSource): Float64Array =>
  Float64Array.from({ length }, () => (random.next() - 0.5) * 0.2);
