import type { InputSpec, Rows } from "../../../contracts/index.ts";

/** Between what each feature may lie. */
export interface Ranges {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The model's domain; where it has none, what the thief's own rows span. */
export function rangesOf({ domain }: InputSpec, { count, width, data }: Rows): Ranges {
  if (domain !== undefined)
    return { low: new Float64Array(width).fill(domain.low), high: new Float64Array(width).fill(domain.high) };
  const low = new Float64Array(width).fill(Infinity);
  const high = new Float64Array(width).fill(-Infinity);
  for (let i = 0; i < count * width; i++) {
    const value = data[i] ?? 0;
    low[i % width] = Math.min(low[i % width] ?? Infinity, value);
    high[i % width] = Math.max(high[i % width] ?? -Infinity, value);
  }
  return { low, high };
}

/** The row with every feature within its range. */
export const within = ({ low, high }: Ranges, row: Float64Array): Float64Array =>
  row.map((value, i) => Math.max(low[i] ?? -Infinity, Math.min(high[i] ?? Infinity, value)));
