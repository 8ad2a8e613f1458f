/** What answers with a score and a decision tell of the threshold: it is not below `low`, and below `high`. */
export function thresholdBetween(
  answers: readonly { readonly score: number; readonly accepted: boolean }[],
): { readonly low: number; readonly high: number } {
  let low = -Infinity;
  let high = Infinity;
  for (const { score, accepted } of answers)
    if (accepted) high = Math.min(high, score);
    else low = Math.max(low, score);
  return { low, high };
}

/** Keeps the system solvable where there are fewer answers than numbers in a template. */
const ridge = 1e-9;

/**
 * The template that explains the scores of known vectors best: what whoever can compute vectors learns of a template
 * kept elsewhere. A cosine is linear in the template, so that as many scores as it has numbers tell it all, and
 * rounding scores is what slows this down. Least squares by Cholesky's factors; cubic in the width of vectors.
 *
 * @param vectors row-major, of length 1 each, as many as there are scores
 * @returns a vector of about length 1
 */
export function recoverTemplate(vectors: Float64Array, scores: Float64Array): Float64Array {
  const n = scores.length;
  const width = n === 0 ? 0 : vectors.length / n;
  const gram = new Float64Array(width * width);
  const right = new Float64Array(width);
  for (let row = 0; row < n; row++)
    for (let i = 0; i < width; i++) {
      const value = vectors[row * width + i] ?? 0;
      right[i] = (right[i] ?? 0) + value * (scores[row] ?? 0);
      for (let j = 0; j <= i; j++)
        gram[i * width + j] = (gram[i * width + j] ?? 0) + value * (vectors[row * width + j] ?? 0);
    }
  for (let i = 0; i < width; i++) gram[i * width + i] = (gram[i * width + i] ?? 0) + ridge;
  factor(gram, width);
  return solve(gram, right, width);
}

/** Cholesky's lower factor, in place. */
function factor(matrix: Float64Array, width: number): void {
  for (let i = 0; i < width; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * width + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (matrix[i * width + k] ?? 0) * (matrix[j * width + k] ?? 0);
      matrix[i * width + j] = i === j ? Math.sqrt(Math.max(sum, ridge)) : sum / (matrix[j * width + j] ?? 1);
    }
}

function solve(lower: Float64Array, right: Float64Array, width: number): Float64Array {
  const x = right.slice();
  for (let i = 0; i < width; i++) {
    let sum = x[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (lower[i * width + k] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (lower[i * width + i] ?? 1);
  }
  for (let i = width - 1; i >= 0; i--) {
    let sum = x[i] ?? 0;
    for (let k = i + 1; k < width; k++) sum -= (lower[k * width + i] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (lower[i * width + i] ?? 1);
  }
  return x;
}
