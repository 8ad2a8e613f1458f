import type { GradientModel, InputSpec, OutputSpec, RandomSource, Rows } from "../../../contracts/index.ts";
import type { AnsweredRows } from "../answered.ts";

/** A copy of a model, made from its answers. */
export interface Copy {
  /** One probability a class, row-major. */
  chances(rows: Rows): Float64Array;
  /** Where the copy is a network: what white-box attacks and augmentation ask for. */
  gradients?(input: InputSpec, output: OutputSpec): GradientModel;
}

/** How a thief trains a copy. The same answers and seed give the same copy. */
export interface Student {
  readonly name: string;
  train(answered: AnsweredRows, random: RandomSource, input: InputSpec): Copy;
}

/** The class of greatest chance of each row. */
export function labelsOf(chances: Float64Array, classes: number): Int32Array {
  return Int32Array.from({ length: chances.length / classes }, (_, row) => {
    let best = 0;
    for (let k = 1; k < classes; k++)
      if ((chances[row * classes + k] ?? 0) > (chances[row * classes + best] ?? 0)) best = k;
    return best;
  });
}
