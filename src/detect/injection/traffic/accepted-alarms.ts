import { regularizedBeta, trialsWithoutSuccess } from "../../../stats/index.ts";

/**
 * How many of n benign texts may lie above a threshold so that, with the given confidence, no more than
 * `rate` of all such traffic does: the largest k whose exact one-sided upper bound (Clopper and Pearson,
 * 1934) is at most `rate`. −1 where n is too small even for none.
 */
export function acceptedAlarms(n: number, rate: number, confidence: number): number {
  let accepted = -1;
  // The bound of k is at most `rate` where P(X ≤ k) at that rate is at most 1 − confidence.
  for (let k = 0; k < n; k++) {
    const atMost = 1 - regularizedBeta(rate, k + 1, n - k);
    if (atMost > 1 - confidence) break;
    accepted = k;
  }
  return accepted;
}

/** The fewest benign texts with which a rate can be promised at all. */
export const benignNeeded = (rate: number, confidence: number): number =>
  trialsWithoutSuccess(rate, confidence);
