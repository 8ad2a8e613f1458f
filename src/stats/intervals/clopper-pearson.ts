import type { Interval } from "../../contracts/index.ts";
import { betaQuantile } from "../special/beta.ts";
import { requireConfidence, requireCount, requireRate } from "./requirements.ts";

/**
 * The exact interval of Clopper and Pearson (1934), two-sided: coverage is never below the stated confidence
 * at a sample size fixed beforehand. Looking earlier and stopping voids it; use a sequence for that.
 *
 * @returns [0, 1] for n = 0.
 * @throws RangeError unless successes and n are whole numbers with 0 ≤ successes ≤ n.
 * @example clopperPearson(0, 100, 0.95) // low 0, high 0.0362
 */
export function clopperPearson(successes: number, n: number, confidence: number): Interval {
  requireCount(successes, n);
  requireConfidence(confidence);
  if (!Number.isSafeInteger(successes)) {
    throw new RangeError(`an exact interval needs a whole number of successes; got ${successes}`);
  }
  const tail = (1 - confidence) / 2;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
    high: successes === n ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
    confidence,
    method: "clopper-pearson",
    anytime: false,
  };
}

/**
 * How many trials without a single success support the claim "the rate is below `rate`", one-sided and with
 * the sample size fixed beforehand: the smallest n with (1 − rate)^n ≤ 1 − confidence.
 *
 * @example trialsWithoutSuccess(0.01, 0.95) // 299
 */
export function trialsWithoutSuccess(rate: number, confidence: number): number {
  requireRate(rate, "a rate");
  requireConfidence(confidence);
  return Math.ceil(Math.log(1 - confidence) / Math.log1p(-rate));
}
