import { regularizedBeta } from "../../../stats/index.ts";
import type { ExampleRecord } from "../attack.ts";
import type { Norm } from "../distances.ts";

/** A median with an interval of order statistics; `high` is Infinity where the sample does not bound it. */
export interface MedianDistance {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Of the interval, exactly: at least the wanted confidence where the sample is large enough. */
  readonly confidence: number;
  readonly n: number;
}

/**
 * The median smallest distance found, with the interval between two order statistics that holds the true median
 * with the stated confidence whatever the distribution (binomial with ½; David and Nagaraja, "Order Statistics",
 * 7.1). Examples that withstood the budget count as infinitely far; those that could not be attacked not at all.
 *
 * @example medianDistance(records, "l2") // { median: .519, low: .48, high: .56, confidence: .954, n: 100 }
 */
export function medianDistance(
  records: readonly ExampleRecord[],
  norm: Norm,
  confidence = 0.95,
): MedianDistance {
  const sorted = records
    .filter(({ outcome }) => outcome === "success" || outcome === "failed-within-budget")
    .map(({ distances }) => distances?.[norm] ?? Infinity)
    .toSorted((a, b) => a - b);
  const n = sorted.length;
  const at = (i: number): number => sorted[i] ?? Infinity;
  if (n === 0) return { median: NaN, low: 0, high: Infinity, confidence: 1, n };
  const median =
    n % 2 === 1 ? at((n - 1) / 2) : at(n / 2) === Infinity ? at(n / 2) : (at(n / 2 - 1) + at(n / 2)) / 2;
  // Between the r-th smallest and the r-th largest: 1 − 2·P(Binomial(n, ½) < r).
  let r = 0;
  while (r + 1 <= n / 2 && 1 - 2 * below(r + 1, n) >= confidence) r++;
  return r === 0
    ? { median, low: 0, high: Infinity, confidence: 1, n }
    : { median, low: at(r - 1), high: at(n - r), confidence: 1 - 2 * below(r, n), n };
}

/** P(Binomial(n, ½) < r), for r of 1 and more. */
const below = (r: number, n: number): number => regularizedBeta(0.5, n - r + 1, r);
