import type { RandomSource, Rows } from "../../../contracts/index.ts";
import { normalQuantile, permutation } from "../../../stats/index.ts";
import { within } from "./ranges.ts";
import { fixedStrategy, rowAt, type QueryStrategy } from "./strategy.ts";

const normal = (random: RandomSource): number => normalQuantile(random.next() * (1 - 1e-12) + 5e-13);

/** Orders of seeds, by stream and length: every query would shuffle them again otherwise. */
function orderOf(seeds: Rows, random: RandomSource): readonly number[] {
  return permutation(seeds.count, random.derive("order"));
}

/**
 * Rows like those the model is for: the thief's own in random order, and from the second time round with normal noise.
 * What no distribution tells from use.
 *
 * @param options noise: deviation, as a share of each feature's range
 */
export function realRows({ noise = 0.1 }: { readonly noise?: number } = {}): QueryStrategy {
  const orders = new WeakMap<RandomSource, readonly number[]>();
  return fixedStrategy("real-rows", (i, random, { seeds, ranges, random: stream }) => {
    let order = orders.get(stream);
    if (order === undefined) orders.set(stream, (order = orderOf(seeds, stream)));
    const row = rowAt(seeds, order[i % seeds.count] ?? 0);
    if (i < seeds.count) return row;
    const moved = row.map(
      (value, j) => value + noise * ((ranges.high[j] ?? 0) - (ranges.low[j] ?? 0)) * normal(random),
    );
    return within(ranges, moved);
  });
}

/** The seeds, and then points between two of them at random (Zhang et al. 2018): for a thief with few rows. */
export const mixup = (): QueryStrategy =>
  fixedStrategy("mixup", (i, random, { seeds }) => {
    if (i < seeds.count) return rowAt(seeds, i);
    const [a, b] = [rowAt(seeds, random.integer(seeds.count)), rowAt(seeds, random.integer(seeds.count))];
    const share = random.next();
    return a.map((value, j) => share * value + (1 - share) * (b[j] ?? 0));
  });

/** Values drawn evenly over the ranges: for a thief with no row at all. */
export const uniform = (): QueryStrategy =>
  fixedStrategy("uniform", (_, random, { ranges: { low, high } }) =>
    low.map((least, j) => least + random.next() * ((high[j] ?? 0) - least)),
  );
