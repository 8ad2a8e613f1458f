import { requireRate } from "../intervals/requirements.ts";
import { chebyshevNodes } from "./portfolio.ts";

/** Evidence against a claim about a mean, as a gambler's capital: at least 1/α with probability at most α. */
export interface EProcess {
  readonly n: number;
  /** The capital now, starting at 1. May be multiplied with that of an independent process. */
  readonly value: number;
  readonly logValue: number;
  /** An anytime-valid p-value: 1 over the largest capital so far, at most 1. */
  readonly pValue: number;
  /** @param x in [0, 1]. @throws RangeError otherwise. */
  add(x: number): void;
}

/**
 * Tests "the mean is at most `mean`" (`greater` is what speaks against it) or "at least" (`less`), one value at a
 * time and at any stopping time: the portfolio of 64 constant bets placed by the arcsine law between the claimed
 * mean and the end of the range (Waudby-Smith and Ramdas 2024). Constant work per value.
 *
 * @throws RangeError unless 0 < mean < 1.
 * @example
 * const alarm = createEProcess({ mean: 0.05, against: "greater" });
 * alarm.add(1);
 * alarm.value >= 1 / 0.001; // alarm with a false-alarm probability of 0.1 % over the whole stream
 */
export function createEProcess(claim: {
  readonly mean: number;
  readonly against: "greater" | "less";
}): EProcess {
  const { mean, against } = claim;
  requireRate(mean, "a claimed mean");
  const stakes = chebyshevNodes(64).map((u) => (against === "greater" ? u / mean : -u / (1 - mean)));
  const logs = new Float64Array(stakes.length);
  let n = 0;
  let logValue = 0;
  let highest = 0;
  return {
    get n() {
      return n;
    },
    get value() {
      return Math.exp(logValue);
    },
    get logValue() {
      return logValue;
    },
    get pValue() {
      return Math.exp(-highest);
    },
    add: (x) => {
      if (!(x >= 0 && x <= 1)) throw new RangeError(`a value lies in [0, 1]; got ${x}`);
      for (const [j, stake] of stakes.entries()) logs[j] = (logs[j] ?? 0) + Math.log1p(stake * (x - mean));
      n += 1;
      logValue = logMean(logs);
      highest = Math.max(highest, logValue);
    },
  };
}

function logMean(logs: Float64Array): number {
  const largest = logs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0) / logs.length);
}
