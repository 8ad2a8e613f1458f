import type { RandomSource } from "../../../contracts/index.ts";
import type { Region } from "../constraints/index.ts";
import { normalDraws } from "./normal.ts";

/**
 * A starting row in the ball: uniform in the box for L∞; for L2 and L1 a direction drawn evenly, at a length that
 * makes it uniform in the ball. Projected, not settled.
 */
export function randomStart(region: Region, random: RandomSource): Float64Array {
  const row = region.origin.slice();
  const { free, norm, radius } = region;
  if (norm === "linf" || radius === Infinity) {
    for (const i of free) {
      const low = region.low[i] ?? 0;
      const high = region.high[i] ?? 0;
      row[i] =
        low > -Infinity && high < Infinity
          ? low + random.next() * (high - low)
          : (row[i] ?? 0) + (2 * random.next() - 1) * (region.scales[i] ?? 1);
    }
  } else {
    const draw = norm === "l2" ? normalDraws(random) : () => laplace(random);
    const direction = Float64Array.from(free, draw);
    const length =
      norm === "l2" ? lengthOf(direction) : direction.reduce((sum, value) => sum + Math.abs(value), 0);
    const to = (radius * random.next() ** (1 / free.length)) / (length || 1);
    free.forEach((i, k) => {
      row[i] = (row[i] ?? 0) + (direction[k] ?? 0) * to * (region.scales[i] ?? 1);
    });
  }
  region.project(row);
  return row;
}

function laplace(random: RandomSource): number {
  const value = random.next() - 0.5;
  return -Math.sign(value) * Math.log(1 - 2 * Math.abs(value));
}

function lengthOf(values: Float64Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}
