/**
 * Shrinks changes until Σ weight·|change| ≤ limit, as near to where they were as that allows: Euclidean projection
 * on a weighted L1 ball, by sorting the points where a change becomes zero (Duchi et al., "Efficient projections
 * onto the l1-ball", 2008, with weights). In place; changes of weight zero stay as they are.
 *
 * @example
 * const changes = Float64Array.of(3, 1);
 * shrinkToWeightedL1(changes, Float64Array.of(1, 1), 2); // 2, 0
 */
export function shrinkToWeightedL1(changes: Float64Array, weights: Float64Array, limit: number): void {
  const weight = (i: number): number => weights[i] ?? 0;
  const size = (i: number): number => Math.abs(changes[i] ?? 0);
  let total = 0;
  const weighted: number[] = [];
  for (let i = 0; i < changes.length; i++) {
    if (weight(i) <= 0 || size(i) === 0) continue;
    total += weight(i) * size(i);
    weighted.push(i);
  }
  if (total <= limit) return;
  weighted.sort((a, b) => size(b) / weight(b) - size(a) / weight(a));
  // The threshold λ for which Σ w·max(|c| − λw, 0) = limit: the largest few changes stay, the others vanish.
  let spent = 0;
  let squares = 0;
  let threshold = 0;
  for (const i of weighted) {
    const nextSpent = spent + weight(i) * size(i);
    const nextSquares = squares + weight(i) ** 2;
    const candidate = (nextSpent - limit) / nextSquares;
    if (size(i) / weight(i) <= candidate) break;
    spent = nextSpent;
    squares = nextSquares;
    threshold = candidate;
  }
  for (const i of weighted) {
    const left = Math.max(0, size(i) - threshold * weight(i));
    changes[i] = Math.sign(changes[i] ?? 0) * left;
  }
}
