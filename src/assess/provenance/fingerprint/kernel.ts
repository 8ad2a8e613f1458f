/** The code points of a text, padded with -1 to `length`. */
export function paddedPoints(text: string, length: number): Int32Array {
  const points = new Int32Array(length).fill(-1);
  let at = 0;
  for (const character of text) {
    if (at === length) break;
    points[at] = character.codePointAt(0) ?? -1;
    at += 1;
  }
  return points;
}

/** The Hamming kernel, normalised: the share of places at which two padded texts agree. 1 of a text with itself. */
export function hammingKernel(a: Int32Array, b: Int32Array): number {
  let same = 0;
  for (let i = 0; i < a.length; i++) if (a[i] === b[i]) same += 1;
  return same / a.length;
}

/** The kernel between all texts of one prompt, row by row. */
export interface KernelMatrix {
  readonly size: number;
  readonly values: Float64Array;
}

export function kernelMatrix(
  rows: readonly Int32Array[],
  columns: readonly Int32Array[] = rows,
): KernelMatrix {
  const values = new Float64Array(rows.length * columns.length);
  for (const [i, a] of rows.entries())
    for (const [j, b] of columns.entries()) values[i * columns.length + j] = hammingKernel(a, b);
  return { size: columns.length, values };
}
