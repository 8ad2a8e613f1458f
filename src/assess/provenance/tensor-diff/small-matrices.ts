/**
 * Makes the columns of a row-major matrix orthonormal, in place: modified Gram-Schmidt, twice over, which is as
 * exact as Householder's for few columns. A column that depends on those before it becomes zero.
 */
export function orthonormal(matrix: Float64Array, rows: number, columns: number): void {
  const at = (i: number, j: number): number => matrix[i * columns + j] ?? 0;
  for (let j = 0; j < columns; j++) {
    const before = Math.sqrt(dot(j, j));
    for (let pass = 0; pass < 2; pass++)
      for (let k = 0; k < j; k++) {
        const weight = dot(j, k);
        if (weight !== 0)
          for (let i = 0; i < rows; i++) matrix[i * columns + j] = at(i, j) - weight * at(i, k);
      }
    const length = Math.sqrt(dot(j, j));
    const scale = length > Math.max(1e-10 * before, 1e-150) ? 1 / length : 0;
    for (let i = 0; i < rows; i++) matrix[i * columns + j] = at(i, j) * scale;
  }

  function dot(j: number, k: number): number {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += at(i, j) * at(i, k);
    return sum;
  }
}

/** Eigenvalues of a symmetric matrix, largest first: cyclic Jacobi rotations (Golub and Van Loan, 8.5). */
export function eigenvalues(symmetric: Float64Array, size: number): Float64Array {
  const m = Float64Array.from(symmetric);
  const at = (i: number, j: number): number => m[i * size + j] ?? 0;
  const set = (i: number, j: number, value: number): void => void (m[i * size + j] = value);
  for (let sweep = 0; sweep < 60; sweep++) {
    let [off, diagonal] = [0, 0];
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        if (i === j) diagonal += at(i, j) ** 2;
        else off += at(i, j) ** 2;
      }
    if (off <= 1e-24 * diagonal || off === 0) break;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(p, q);
  }
  return Float64Array.from({ length: size }, (_, i) => at(i, i))
    .sort()
    .reverse();

  function rotate(p: number, q: number): void {
    const apq = at(p, q);
    if (apq === 0) return;
    const theta = (at(q, q) - at(p, p)) / (2 * apq);
    const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    const c = 1 / Math.sqrt(t * t + 1);
    const s = t * c;
    for (let k = 0; k < size; k++) {
      const [x, y] = [at(k, p), at(k, q)];
      set(k, p, c * x - s * y);
      set(k, q, s * x + c * y);
    }
    for (let k = 0; k < size; k++) {
      const [x, y] = [at(p, k), at(q, k)];
      set(p, k, c * x - s * y);
      set(q, k, s * x + c * y);
    }
  }
}
