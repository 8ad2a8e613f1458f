import type { RandomSource } from "../../../contracts/index.ts";

/**
 * Standard normal numbers by the polar method of Marsaglia (1964), two from each accepted pair.
 *
 * @example const draw = normalDraws(seededRandom("noise")); draw(); // such as 0.31
 */
export function normalDraws(random: RandomSource): () => number {
  let kept: number | undefined;
  return () => {
    if (kept !== undefined) {
      const value = kept;
      kept = undefined;
      return value;
    }
    for (;;) {
      const a = 2 * random.next() - 1;
      const b = 2 * random.next() - 1;
      const square = a * a + b * b;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      kept = b * factor;
      return a * factor;
    }
  };
}
