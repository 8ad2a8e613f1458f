import type { RateEstimate } from "../contracts/index.ts";

/** The end of an axis that starts at 0 and holds all intervals and the tolerance: 1, 2 or 5 times a power of ten. */
export function plotAxis(estimates: readonly RateEstimate[], limit = 0): number {
  const largest = Math.max(
    limit * 1.5,
    ...estimates.map(({ n, interval }) => (n === 0 ? 0 : interval.high)),
    0.01,
  );
  const power = 10 ** Math.floor(Math.log10(largest) + 1e-9);
  const step = [1, 2, 5, 10].find((factor) => factor * power >= largest * (1 - 1e-9)) ?? 10;
  return Math.min(1, step * power);
}
