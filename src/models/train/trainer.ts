import type { RandomSource, Rows } from "../../contracts/index.ts";

/** Rows with their classes, 0 to classes − 1. */
export interface LabelledRows {
  readonly rows: Rows;
  readonly labels: Int32Array;
  readonly classes: number;
}

/** A trained model: one probability a class, row-major, `rows.count × classes`. */
export type ProbabilityModel = (rows: Rows) => Float64Array;

/** Trains a small model of tables. The same data and seed give the same model. */
export interface Trainer {
  readonly name: string;
  train(data: LabelledRows, random: RandomSource): ProbabilityModel;
}

/** Some of the rows, in the order given. */
export function pickRows(data: LabelledRows, chosen: readonly number[]): LabelledRows {
  const { width } = data.rows;
  const picked = new Float64Array(chosen.length * width);
  for (const [place, row] of chosen.entries())
    picked.set(data.rows.data.subarray(row * width, (row + 1) * width), place * width);
  return {
    rows: { count: chosen.length, width, data: picked },
    labels: Int32Array.from(chosen, (row) => data.labels[row] ?? 0),
    classes: data.classes,
  };
}

/** Turns scores into probabilities, in place, a row after the other. */
export function softmax(scores: Float64Array, classes: number): Float64Array {
  for (let start = 0; start < scores.length; start += classes) {
    let top = -Infinity;
    for (let k = 0; k < classes; k++) top = Math.max(top, scores[start + k] ?? 0);
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += scores[start + k] = Math.exp((scores[start + k] ?? 0) - top);
    for (let k = 0; k < classes; k++) scores[start + k] = (scores[start + k] ?? 0) / sum;
  }
  return scores;
}

/**
 * How features are brought to one size by the rows seen. `each`: mean 0 and spread 1; one that does not vary becomes 0.
 * `together`: mean 0, all by one factor, so that their mean square is 1: for features in one unit, such as pixels, where
 * one that hardly varies in a few rows is not to be blown up.
 */
export type Scaling = "each" | "together";

export function standardiser(
  rows: Rows,
  scaling: Scaling = "each",
): {
  readonly apply: (rows: Rows) => Float64Array;
  /** What one unit of each feature becomes. */
  readonly factors: Float64Array;
} {
  const { count, width, data } = rows;
  const means = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let i = 0; i < data.length; i++) means[i % width] = (means[i % width] ?? 0) + (data[i] ?? 0) / count;
  for (let i = 0; i < data.length; i++)
    squares[i % width] = (squares[i % width] ?? 0) + ((data[i] ?? 0) - (means[i % width] ?? 0)) ** 2 / count;
  const whole = squares.reduce((a, b) => a + b, 0) / width;
  const factors = squares.map((own) => {
    const square = scaling === "each" ? own : whole;
    return square > 1e-24 ? 1 / Math.sqrt(square) : 0;
  });
  const apply = (other: Rows): Float64Array =>
    other.data.map((value, i) => (value - (means[i % width] ?? 0)) * (factors[i % width] ?? 0));
  return { apply, factors };
}
