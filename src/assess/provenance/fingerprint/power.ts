import type { RandomSource } from "../../../contracts/index.ts";
import { dealtAnew, discrepancy, rounding, shuffle, type Stratum } from "./discrepancy.ts";
import { kernelMatrix, type KernelMatrix } from "./kernel.ts";

/** The least change that this many answers would have shown. */
export interface Sensitivity {
  /** Share of answers that would have to come from something else; absent where even 1 is not seen. */
  readonly share?: number;
  /** With at least this probability. */
  readonly power: number;
}

/** The answers to one prompt as they were compared, and how many of them are of the first fingerprint. */
export interface PooledAnswers {
  readonly points: readonly Int32Array[];
  readonly first: number;
}

const shares = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1];
const wanted = 0.8;
const simulations = 60;
const chanceRounds = 100;
/** Simulated pairs from which the critical value is taken; its mean is steady enough with these. */
const criticalPairs = 5;

/**
 * How large a change would have been seen: the pooled answers, alike by assumption, are dealt anew; in the second
 * hand each answer is replaced with probability `share` by an answer to another prompt, real text that does not
 * belong there. The least share whose discrepancy exceeds the critical value of its own permutations in 80 % of the
 * simulations is told. Simulated, seeded; steps of the shares are coarse on purpose.
 */
export function sensitivityOf(
  pools: readonly PooledAnswers[],
  level: number,
  random: RandomSource,
): Sensitivity {
  if (pools.length < 2) return { power: wanted };
  const worlds = pools.map((pool, i) => worldOf(pool, pools[(i + 1) % pools.length] ?? pool));
  const seen = (share: number): boolean => {
    const stream = random.derive(`share ${share}`);
    let critical = 0;
    for (let i = 0; i < criticalPairs; i++)
      critical += criticalValue(mixed(worlds, share, stream), level, stream) / criticalPairs;
    let rejected = 0;
    for (let i = 0; i < simulations; i++)
      if (discrepancy(mixed(worlds, share, stream)) > critical + rounding) rejected += 1;
    return rejected / simulations >= wanted;
  };
  // Power grows with the share: halving the list finds the least one that is seen.
  let [low, high] = [0, shares.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seen(shares[middle] ?? 1)) high = middle;
    else low = middle + 1;
  }
  const share = shares[low];
  return share === undefined ? { power: wanted } : { share, power: wanted };
}

/** The own answers of a prompt and those of a neighbour, with the kernel between all of them. */
interface World {
  readonly own: number;
  readonly first: number;
  readonly strangers: number;
  readonly kernel: KernelMatrix;
}

function worldOf(pool: PooledAnswers, neighbour: PooledAnswers): World {
  const all = [...pool.points, ...neighbour.points];
  return {
    own: pool.points.length,
    first: pool.first,
    strangers: neighbour.points.length,
    kernel: kernelMatrix(all),
  };
}

/** One simulated pair of fingerprints. */
function mixed(worlds: readonly World[], share: number, random: RandomSource): Stratum[] {
  return worlds.map(({ own, first, strangers, kernel }) => {
    const hand = Uint16Array.from({ length: own }, (_, i) => i);
    const others = Uint16Array.from({ length: strangers }, (_, i) => own + i);
    shuffle(hand, random);
    shuffle(others, random);
    for (let i = first; i < own; i++)
      if (random.next() < share) hand[i] = others[(i - first) % strangers] ?? own;
    const values = new Float64Array(own * own);
    for (let i = 0; i < own; i++)
      for (let j = 0; j < own; j++)
        values[i * own + j] = kernel.values[(hand[i] ?? 0) * kernel.size + (hand[j] ?? 0)] ?? 0;
    return { kernel: { size: own, values }, first };
  });
}

function criticalValue(strata: readonly Stratum[], level: number, random: RandomSource): number {
  const chance = dealtAnew(strata, chanceRounds, random).toSorted();
  return chance[Math.min(chanceRounds - 1, Math.ceil(chanceRounds * (1 - level)))] ?? 0;
}
