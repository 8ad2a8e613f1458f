import type { Interval } from "../../contracts/index.ts";
import { requireCount } from "./requirements.ts";
import { wilson } from "./wilson.ts";

/** The same cases judged twice. */
export interface Paired {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
}

/**
 * Interval for the difference of two rates over the same cases, first minus second, at a fixed sample size: Newcombe's
 * hybrid score method for pairs (1998, method 10), which takes the correlation of the two into account.
 *
 * @returns an interval inside [−1, 1]; [−1, 1] itself without cases
 * @example pairedDifference({ both: 36, onlyFirst: 12, onlySecond: 2, neither: 0 }, 0.95) // low 0.0569, high 0.3404
 */
export function pairedDifference(
  { both, onlyFirst, onlySecond, neither }: Paired,
  confidence: number,
): Interval {
  const n = both + onlyFirst + onlySecond + neither;
  for (const count of [both, onlyFirst, onlySecond, neither]) requireCount(count, n);
  const stated = { confidence, method: "newcombe-paired", anytime: false };
  if (n === 0) return { low: -1, high: 1, ...stated };
  const [p, q] = [(both + onlyFirst) / n, (both + onlySecond) / n];
  const first = wilson(both + onlyFirst, n, confidence);
  const second = wilson(both + onlySecond, n, confidence);
  const margins = (both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither);
  const cross = both * neither - onlyFirst * onlySecond;
  const corrected = cross > 0 ? Math.max(cross - n / 2, 0) : cross;
  const phi = margins === 0 ? 0 : corrected / Math.sqrt(margins);
  const reach = (a: number, b: number): number => Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
  return {
    low: Math.max(-1, p - q - reach(p - first.low, second.high - q)),
    high: Math.min(1, p - q + reach(first.high - p, q - second.low)),
    ...stated,
  };
}
