import type { Numbers } from "../../tensor/index.ts";

/**
 * Adds `a` (m×k) times `b` (k×n) to `out` (m×n), all row by row from the given places. Sums are float64 for each
 * row of the result, so that they do not depend on how many rows there are.
 */
export function multiplyInto(
  out: Numbers,
  outAt: number,
  a: Numbers,
  aAt: number,
  b: Numbers,
  bAt: number,
  m: number,
  k: number,
  n: number,
): void {
  const sums = new Float64Array(n);
  for (let i = 0; i < m; i++) {
    sums.fill(0);
    const row = aAt + i * k;
    for (let p = 0; p < k; p++) {
      const left = a[row + p] ?? 0;
      const at = bAt + p * n;
      for (let j = 0; j < n; j++) sums[j] = (sums[j] ?? 0) + left * (b[at + j] ?? 0);
    }
    const to = outAt + i * n;
    for (let j = 0; j < n; j++) out[to + j] = (out[to + j] ?? 0) + (sums[j] ?? 0);
  }
}

/** The transposed of an m×n matrix. */
export function transposed(a: Numbers, m: number, n: number): Numbers {
  const out = a.slice();
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out[j * m + i] = a[i * n + j] ?? 0;
  return out;
}
