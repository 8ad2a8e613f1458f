import type { RandomSource } from "../../contracts/index.ts";

/**
 * A uniformly random order of 0 … n−1 (Fisher–Yates).
 *
 * @param n how many; a non-negative safe integer.
 * @example permutation(4, seededRandom("a")) // such as [2, 0, 3, 1]
 */
export function permutation(n: number, random: RandomSource): number[] {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`cannot order ${n} things`);
  const order = Array.from({ length: n }, (_, i) => i);
  for (let last = n - 1; last > 0; last--) {
    const chosen = random.integer(last + 1);
    const moved = order[last] ?? 0;
    order[last] = order[chosen] ?? 0;
    order[chosen] = moved;
  }
  return order;
}
