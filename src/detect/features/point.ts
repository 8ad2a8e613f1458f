import type { FeatureRow } from "../../contracts/index.ts";
import { projected } from "./projection.ts";
import { valueOf, type FeatureShape } from "./feature-shape.ts";

const furthest = 8;

/**
 * A row as a point near the origin: each number by how many spreads of the middle half it lies from the
 * reference's median (8 at most), truth values and words as ±1, what is missing as 0; at most 24 numbers.
 */
export function pointOf(features: readonly FeatureShape[], row: FeatureRow): readonly number[] {
  return projected(features.map((shape) => coordinate(shape, valueOf(row, shape.name))));
}

function coordinate({ number, words }: FeatureShape, value: number | string | boolean | undefined): number {
  if (typeof value === "boolean") return value ? 1 : -1;
  if (typeof value === "string") return words === undefined ? 0 : signOf(value);
  if (value === undefined || number === undefined || Number.isNaN(value)) return 0;
  const [low, lower, middle, upper, high] = number.quantiles;
  // The spreads of a normal: between the quartiles 1.35, between the 1st and 99th percentile 4.65 deviations.
  const spread = (upper - lower) / 1.35 || (high - low) / 4.65 || (number.most - number.least) / 4.65 || 1;
  return Math.max(-furthest, Math.min(furthest, (value - middle) / spread));
}

function signOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < Math.min(word.length, 200); i++)
    hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) & 0x10000 ? 1 : -1;
}
