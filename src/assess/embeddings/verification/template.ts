import type { Rows } from "../../../contracts/index.ts";

/** What a verification model makes of rows: one vector each, row-major. */
export type Embed = (rows: Rows) => Promise<Float64Array>;

/** What is kept of an identity. */
export interface Template {
  readonly identity: number;
  /** Of length 1. */
  readonly vector: Float64Array;
}

/** The cosine of the angle between two vectors; 0 where one of them is nothing or is no number. */
export function similarity(a: Float64Array, b: Float64Array): number {
  let product = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < a.length; i++) {
    product += (a[i] ?? 0) * (b[i] ?? 0);
    first += (a[i] ?? 0) ** 2;
    second += (b[i] ?? 0) ** 2;
  }
  const cosine = product / Math.sqrt(first * second);
  return Number.isFinite(cosine) ? cosine : 0;
}

/** Templates of identities: the mean direction of their vectors. In the order of identities. */
export function enrol(vectors: Float64Array, identities: Int32Array): readonly Template[] {
  const width = identities.length === 0 ? 0 : vectors.length / identities.length;
  const sums = new Map<number, Float64Array>();
  identities.forEach((identity, i) => {
    const sum = sums.get(identity) ?? new Float64Array(width);
    sums.set(identity, sum);
    const vector = unit(vectors.subarray(i * width, (i + 1) * width));
    for (let k = 0; k < width; k++) sum[k] = (sum[k] ?? 0) + (vector[k] ?? 0);
  });
  return [...sums].sort(([a], [b]) => a - b).map(([identity, sum]) => ({ identity, vector: unit(sum) }));
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => (length > 0 && Number.isFinite(length) ? value / length : 0));
}
