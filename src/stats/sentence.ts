import type { Interval } from "../contracts/index.ts";
import type { GateDecision } from "./sequences/gate.ts";

/** What a sentence needs of a measured rate. */
export interface RateLike {
  readonly n: number;
  readonly sum: number;
  readonly interval: Interval;
}

/**
 * A rate in words, always with its interval and, where there is a gate, the answer to it. The bound is rounded
 * away from the estimate, so that the words never claim more than the numbers.
 *
 * @param what what happened to a case, in the past tense.
 * @example
 * rateSentence({ n: 330, sum: 12, interval }, 0.02, "fail")
 * // "12 of 330 cases breached (3.6 %, at most 6.1 % at 95 %): fails the 2 % gate."
 */
export function rateSentence(
  rate: RateLike,
  atMost?: number,
  decision?: GateDecision,
  what = "breached",
): string {
  const { n, sum, interval } = rate;
  const gate = atMost === undefined ? "" : `: ${answers[decision ?? "undecided"]} ${percent(atMost)} gate`;
  if (n === 0) return `No case was scored${gate}.`;
  const count = Number.isInteger(sum) ? String(sum) : sum.toFixed(1);
  const bound = `at most ${percent(interval.high, "up")} at ${percent(interval.confidence)}`;
  return `${count} of ${n} ${n === 1 ? "case" : "cases"} ${what} (${percent(sum / n)}, ${bound})${gate}.`;
}

const answers = {
  pass: "passes the",
  fail: "fails the",
  undecided: "cannot tell for the",
} satisfies Record<GateDecision, string>;

/**
 * A share as people read it: one decimal, two significant digits below 0.1 %, no trailing zero. A lower bound under
 * 0.1 % reads 0 %.
 *
 * @param towards rounds a bound outwards: `up` for an upper, `down` for a lower one.
 * @example percent(0.0364) // "3.6 %"
 */
export function percent(share: number, towards: "nearest" | "up" | "down" = "nearest"): string {
  const value = share * 100;
  const size = Math.abs(value);
  const small = size < 0.1 && size >= 1e-9 && towards !== "down";
  const digits = small ? 1 - Math.floor(Math.log10(size)) : 1;
  const scale = 10 ** digits;
  // What is a hair off a round figure is rounding of the arithmetic, not a reason to move it a digit.
  const scaled =
    Math.abs(value * scale - Math.round(value * scale)) < 1e-7 ? Math.round(value * scale) : value * scale;
  const round = { nearest: Math.round, up: Math.ceil, down: Math.floor }[towards];
  return `${Number((round(scaled) / scale).toFixed(digits))} %`;
}
