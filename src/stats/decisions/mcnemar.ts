import { regularizedBeta } from "../special/beta.ts";

/**
 * Exact McNemar test (the sign test on the pairs that changed), two-sided: the probability, if breaking and
 * mending were equally likely, of a split at least as uneven as this one.
 *
 * @param broke pairs that held before and are breached now. @param mended the other way round.
 * @returns the p-value; 1 when nothing changed.
 * @example mcnemarExact(8, 1) // 0.0390625
 */
export function mcnemarExact(broke: number, mended: number): number {
  for (const count of [broke, mended]) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`cannot count ${count} pairs`);
  }
  const fewer = Math.min(broke, mended);
  const changed = broke + mended;
  if (fewer === changed - fewer) return 1;
  // P(Binomial(n, ½) ≤ k) as a beta distribution function.
  return Math.min(1, 2 * regularizedBeta(0.5, changed - fewer, fewer + 1));
}
