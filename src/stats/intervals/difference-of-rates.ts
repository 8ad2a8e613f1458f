import type { Interval } from "../../contracts/index.ts";
import { wilson } from "./wilson.ts";

/** A rate as counted: the sum of the case means, and the cases. */
export interface Counted {
  readonly sum: number;
  readonly n: number;
}

/**
 * Interval for the difference a − b of two independent rates at fixed sample sizes: Newcombe's hybrid score
 * method (1998, method 10), built from two Wilson intervals. For the same cases before and after, use the
 * paired `createDifferenceSequence`, which is narrower.
 *
 * @returns an interval inside [−1, 1]; [−1, 1] itself when either side has no cases.
 * @example differenceOfRates({ sum: 56, n: 70 }, { sum: 48, n: 80 }, 0.95) // low 0.0524, high 0.3339
 */
export function differenceOfRates(a: Counted, b: Counted, confidence: number): Interval {
  const left = wilson(a.sum, a.n, confidence);
  const right = wilson(b.sum, b.n, confidence);
  const stated = { confidence, method: "newcombe", anytime: false };
  if (a.n === 0 || b.n === 0) return { low: -1, high: 1, ...stated };
  const p = a.sum / a.n;
  const q = b.sum / b.n;
  return {
    low: Math.max(-1, p - q - Math.hypot(p - left.low, right.high - q)),
    high: Math.min(1, p - q + Math.hypot(left.high - p, q - right.low)),
    ...stated,
  };
}
