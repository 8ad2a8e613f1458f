import type { Interval } from "../../contracts/index.ts";
import { requireConfidence, requireRate } from "../intervals/requirements.ts";
import { logBeta } from "../special/log-gamma.ts";

export type GateDecision = "pass" | "fail" | "undecided";

/**
 * What an interval says about a gate: `pass` when all of it lies at or under the tolerance, `fail` when all of it
 * lies above, `undecided` otherwise. With a sequence this may be asked after every case, and the first answer
 * other than `undecided` stands: its error probability is that of the sequence.
 *
 * @param evidence an interval, or anything that has one.
 * @throws RangeError unless 0 ≤ atMost ≤ 1.
 * @example decideGate(breaches, 0.02)
 */
export function decideGate(evidence: Interval | { interval(): Interval }, atMost: number): GateDecision {
  if (!(atMost >= 0 && atMost <= 1)) throw new RangeError(`a tolerance lies in [0, 1]; got ${atMost}`);
  const { low, high } = "interval" in evidence ? evidence.interval() : evidence;
  if (high <= atMost) return "pass";
  return low > atMost ? "fail" : "undecided";
}

/**
 * The smallest number of cases at which a run with `breaches` breaches passes a gate, whatever the order they
 * came in; every larger number passes too. (Breaches that come late may let a run pass earlier.)
 *
 * @param atMost the tolerance, strictly between 0 and 1: a tolerance of 0 can never be shown by trying.
 * @throws RangeError on an impossible tolerance, confidence or count.
 * @example casesNeeded(0.02, 0.95) // 320
 */
export function casesNeeded(atMost: number, confidence: number, breaches = 0): number {
  requireRate(atMost, "a tolerance");
  requireConfidence(confidence);
  if (!Number.isSafeInteger(breaches) || breaches < 0)
    throw new RangeError(`cannot count ${breaches} breaches`);
  const level = -Math.log1p(-confidence);
  const passes = (n: number): boolean =>
    n > breaches / atMost &&
    logBeta(0.5 + breaches, 0.5 + n - breaches) -
      logBeta(0.5, 0.5) -
      breaches * Math.log(atMost) -
      (n - breaches) * Math.log1p(-atMost) >=
      // The hair's breadth keeps a tie on the safe side of rounding.
      level + 1e-9;
  let enough = Math.max(1, breaches + 1);
  while (!passes(enough)) enough *= 2;
  let tooFew = Math.floor(enough / 2);
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (passes(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}
