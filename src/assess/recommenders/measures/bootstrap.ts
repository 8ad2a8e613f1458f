import type { Interval, RandomSource } from "../../../contracts/index.ts";

const rounds = 2000;

/**
 * Percentile bootstrap interval for the mean of values, each of an independent unit; what is paired is paired within a
 * unit. Wide as the line with fewer than two units.
 */
export function bootstrapMean(
  values: readonly number[],
  confidence: number,
  random: RandomSource,
): { readonly mean: number; readonly interval: Interval } {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / Math.max(1, n);
  const stated = { confidence, method: "bootstrap-percentile", anytime: false };
  if (n < 2) return { mean, interval: { low: -Infinity, high: Infinity, ...stated } };
  const means = Float64Array.from({ length: rounds }, () => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[random.integer(n)] ?? 0;
    return sum / n;
  }).sort();
  const tail = (1 - confidence) / 2;
  const at = (share: number): number =>
    means[Math.min(rounds - 1, Math.max(0, Math.floor(share * rounds)))] ?? mean;
  return { mean, interval: { low: at(tail), high: at(1 - tail), ...stated } };
}
