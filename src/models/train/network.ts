import type { GradientModel, InputSpec, OutputSpec, RandomSource, Rows } from "../../contracts/index.ts";
import { permutation } from "../../stats/index.ts";
import { adam } from "./adam.ts";
import { carriedBack, forward, newLayer, weightGradient, type Layer } from "./layers.ts";
import { slopeOf } from "./slope.ts";
import { softmax, standardiser, type LabelledRows, type Scaling } from "./trainer.ts";

export interface NetworkOptions {
  /** Units of the one hidden layer (rectified); 0: none, which is logistic regression. */
  readonly hidden: number;
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  /** Weight of the squared weights in the loss. */
  readonly decay: number;
  /** Default `each`. */
  readonly scaling?: Scaling;
}

/** Rows to learn from. Where chances are given (`rows.count × classes`), they are learned instead of the labels. */
export interface NetworkData extends LabelledRows {
  readonly chances?: Float64Array;
}

/** A trained perceptron of one hidden layer, or of none. */
export interface Network {
  /** Row-major, `rows.count × classes`. */
  logits(rows: Rows): Float64Array;
  /** As a model whose gradients can be asked for. */
  gradients(input: InputSpec, output: OutputSpec): GradientModel;
}

/** Trains by Adam on cross-entropy. The same data and seed give the same network. */
export function trainNetwork(data: NetworkData, options: NetworkOptions, random: RandomSource): Network {
  const scale = standardiser(data.rows, options.scaling);
  const layers = fit(scale.apply(data.rows), data, options, random);
  const statesOf = (rows: Rows): readonly Float64Array[] => forward(scale.apply(rows), rows.count, layers);
  const logits = (rows: Rows): Float64Array => statesOf(rows).at(-1) ?? new Float64Array();
  return {
    logits,
    gradients: (input, output) => ({
      input,
      output,
      logits: (rows) => Promise.resolve(logits(rows)),
      lossAndGradient: (rows, labels, loss) => {
        const states = statesOf(rows);
        const last = states.at(-1) ?? new Float64Array();
        let error: Float64Array = new Float64Array(last.length);
        const losses = Float64Array.from(labels, (label, row) => {
          const [from, to] = [row * data.classes, (row + 1) * data.classes];
          return slopeOf(last.subarray(from, to), label, loss, error.subarray(from, to));
        });
        for (let i = layers.length - 1; i >= 0; i--) {
          const layer = layers[i];
          if (layer !== undefined)
            error = carriedBack(layer, error, rows.count, i === 0 ? undefined : states[i]);
        }
        const { factors } = scale;
        const gradients = error.map((value, i) => value * (factors[i % rows.width] ?? 0));
        return Promise.resolve({ losses, gradients });
      },
    }),
  };
}

function fit(
  inputs: Float64Array,
  { rows, labels, classes, chances }: NetworkData,
  { hidden, epochs, batch, rate, decay }: NetworkOptions,
  random: RandomSource,
): readonly Layer[] {
  const draw = random.derive("weights");
  const sizes = hidden > 0 ? [rows.width, hidden, classes] : [rows.width, classes];
  const layers = sizes.slice(1).map((outputs, i) => newLayer(sizes[i] ?? 0, outputs, draw));
  const steps = layers.map(({ weights }) => adam(weights, rate));
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = permutation(rows.count, random.derive(`epoch:${epoch}`));
    for (let from = 0; from < rows.count; from += batch) {
      const chosen = order.slice(from, from + batch);
      const part = new Float64Array(chosen.length * rows.width);
      for (const [place, row] of chosen.entries())
        part.set(inputs.subarray(row * rows.width, (row + 1) * rows.width), place * rows.width);
      const states = forward(part, chosen.length, layers);
      let error = softmax(states.at(-1) ?? new Float64Array(), classes);
      for (const [place, row] of chosen.entries())
        for (let k = 0; k < classes; k++) {
          const wanted = chances?.[row * classes + k] ?? (labels[row] === k ? 1 : 0);
          error[place * classes + k] = (error[place * classes + k] ?? 0) - wanted;
        }
      for (let i = layers.length - 1; i >= 0; i--) {
        const layer = layers[i];
        const before = states[i];
        if (layer === undefined || before === undefined) continue;
        const gradient = weightGradient(layer, before, error, chosen.length, decay);
        // Before the step: the error flows through the weights that made it.
        if (i > 0) error = carriedBack(layer, error, chosen.length, before);
        steps[i]?.(gradient);
      }
    }
  }
  return layers;
}
