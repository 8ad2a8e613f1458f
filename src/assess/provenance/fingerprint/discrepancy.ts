import type { RandomSource } from "../../../contracts/index.ts";
import type { KernelMatrix } from "./kernel.ts";

/** The answers to one prompt: the first `first` of the pool are of one fingerprint, the rest of the other. */
export interface Stratum {
  readonly kernel: KernelMatrix;
  readonly first: number;
}

/** Discrepancies that differ by less are the same: sums in another order differ in their last digits. */
export const rounding = 1e-12;

/**
 * MMD² of one prompt under the assignment `order` (its first `first` entries are one sample): the unbiased estimate
 * of Gretton et al. 2012, lemma 6. Each side has two answers or more.
 */
export function stratumDiscrepancy({ kernel, first }: Stratum, order: ArrayLike<number>): number {
  const { size, values } = kernel;
  const second = size - first;
  let within = 0;
  let beyond = 0;
  let across = 0;
  for (let i = 0; i < size; i++) {
    const row = (order[i] ?? 0) * size;
    for (let j = i + 1; j < size; j++) {
      const value = values[row + (order[j] ?? 0)] ?? 0;
      if (j < first) within += value;
      else if (i >= first) beyond += value;
      else across += value;
    }
  }
  return (
    (2 * within) / (first * (first - 1)) +
    (2 * beyond) / (second * (second - 1)) -
    (2 * across) / (first * second)
  );
}

const asTheyStand = (size: number): Uint16Array => Uint16Array.from({ length: size }, (_, i) => i);

/** The discrepancy over all prompts: their mean, for the kernel is 0 between answers to different prompts. */
export function discrepancy(strata: readonly Stratum[]): number {
  return (
    strata.reduce((sum, stratum) => sum + stratumDiscrepancy(stratum, asTheyStand(stratum.kernel.size)), 0) /
    strata.length
  );
}

/** What chance alone makes of it: the answers to each prompt dealt anew, `rounds` times, prompts kept apart. */
export function dealtAnew(strata: readonly Stratum[], rounds: number, random: RandomSource): Float64Array {
  const orders = strata.map(({ kernel }) => asTheyStand(kernel.size));
  return Float64Array.from({ length: rounds }, () => {
    let sum = 0;
    for (const [s, stratum] of strata.entries()) {
      const order = orders[s] ?? asTheyStand(stratum.kernel.size);
      shuffle(order, random);
      sum += stratumDiscrepancy(stratum, order);
    }
    return sum / strata.length;
  });
}

export interface PermutationTest {
  /** MMD², between about -1 and 2; 0 on average where nothing changed. */
  readonly mmd2: number;
  /** (1 + as large by chance) / (1 + rounds): valid at any size (Phipson and Smyth 2010). */
  readonly p: number;
  readonly rounds: number;
}

/** The permutation test of Gao, Liang and Guestrin 2024 ("Model equality testing"), stratified by prompt. */
export function permutationTest(
  strata: readonly Stratum[],
  rounds: number,
  random: RandomSource,
): PermutationTest {
  const mmd2 = discrepancy(strata);
  const asLarge = dealtAnew(strata, rounds, random).filter((value) => value >= mmd2 - rounding).length;
  return { mmd2, p: (1 + asLarge) / (1 + rounds), rounds };
}

/** Fisher–Yates in place. */
export function shuffle(order: Uint16Array, random: RandomSource): void {
  for (let last = order.length - 1; last > 0; last--) {
    const chosen = random.integer(last + 1);
    const moved = order[last] ?? 0;
    order[last] = order[chosen] ?? 0;
    order[chosen] = moved;
  }
}
