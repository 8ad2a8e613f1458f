import type { Predictions } from "../../../contracts/index.ts";

/** The least probability told apart: beyond it a 32-bit softmax says zero. */
const floor = 1e-38;

/** Whether numbers are probabilities of classes rather than unnormalised scores. */
export function areProbabilities(scores: ArrayLike<number>): boolean {
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    const value = scores[i] ?? NaN;
    if (!(value >= 0 && value <= 1)) return false;
    sum += value;
  }
  return Math.abs(sum - 1) <= 0.02;
}

/**
 * The lead of the true class over the best other one, of each row; below zero the model is wrong. In logarithms
 * where the model tells probabilities: far from the boundary these are flat, and a search would see nothing.
 * NaN for rows without an answer.
 */
export function marginsOf({ count, scores }: Predictions, label: number, logarithms: boolean): Float64Array {
  const margins = new Float64Array(count);
  if (scores === undefined) return margins.fill(NaN);
  const width = scores.length / count;
  for (let row = 0; row < count; row++) {
    let own = NaN;
    let other = -Infinity;
    for (let k = 0; k < width; k++) {
      const value = scores[row * width + k] ?? NaN;
      if (k === label) own = value;
      else if (value > other || Number.isNaN(value)) other = value;
    }
    margins[row] = logarithms
      ? Math.log(Math.max(own, floor)) - Math.log(Math.max(other, floor))
      : own - other;
  }
  return margins;
}
