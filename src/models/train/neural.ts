import type { RandomSource } from "../../contracts/index.ts";
import { permutation } from "../../stats/index.ts";
import { adam } from "./adam.ts";
import { softmax, standardiser, type LabelledRows, type Trainer } from "./trainer.ts";

export interface NeuralOptions {
  /** Units of the one hidden layer (rectified); 0: none, which is logistic regression. */
  readonly hidden: number;
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  /** Weight of the squared weights in the loss. */
  readonly decay: number;
}

/** Multinomial logistic regression. */
export const logisticTrainer = (options: Partial<Omit<NeuralOptions, "hidden">> = {}): Trainer =>
  neural("logistic", { hidden: 0, epochs: 60, batch: 32, rate: 0.02, decay: 1e-4, ...options });

/** A perceptron with one hidden layer. */
export const perceptronTrainer = (options: Partial<NeuralOptions> = {}): Trainer =>
  neural("perceptron", { hidden: 64, epochs: 60, batch: 32, rate: 0.003, decay: 1e-5, ...options });

/** A dense layer, its weights `inputs × outputs` with a last row of biases. */
interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float64Array;
}

function neural(name: string, options: NeuralOptions): Trainer {
  return {
    name,
    train(data, random) {
      const scale = standardiser(data.rows);
      const layers = fit(scale(data.rows), data, options, random);
      return (rows) =>
        softmax(forward(scale(rows), rows.count, layers).at(-1) ?? new Float64Array(), data.classes);
    },
  };
}

function fit(
  inputs: Float64Array,
  { rows, labels, classes }: LabelledRows,
  { hidden, epochs, batch, rate, decay }: NeuralOptions,
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
      for (const [place, row] of chosen.entries()) {
        const at = place * classes + (labels[row] ?? 0);
        error[at] = (error[at] ?? 0) - 1;
      }
      for (let i = layers.length - 1; i >= 0; i--) {
        const layer = layers[i];
        const before = states[i];
        if (layer === undefined || before === undefined) continue;
        const { gradient, error: earlier } = backward(layer, before, error, chosen.length, decay, i > 0);
        steps[i]?.(gradient);
        error = earlier;
      }
    }
  }
  return layers;
}

function newLayer(inputs: number, outputs: number, random: RandomSource): Layer {
  const spread = Math.sqrt(6 / (inputs + outputs));
  const weights = Float64Array.from({ length: (inputs + 1) * outputs }, (_, i) =>
    i < inputs * outputs ? (random.next() * 2 - 1) * spread : 0,
  );
  return { inputs, outputs, weights };
}

/** What stands before each layer, rectified, and what comes out of the last one. */
function forward(inputs: Float64Array, count: number, layers: readonly Layer[]): readonly Float64Array[] {
  const states = [inputs];
  let current = inputs;
  for (const [place, { inputs: width, outputs, weights }] of layers.entries()) {
    const next = new Float64Array(count * outputs);
    for (let row = 0; row < count; row++) {
      const at = row * outputs;
      for (let j = 0; j < outputs; j++) next[at + j] = weights[width * outputs + j] ?? 0;
      for (let i = 0; i < width; i++) {
        const value = current[row * width + i] ?? 0;
        if (value === 0) continue;
        for (let j = 0; j < outputs; j++)
          next[at + j] = (next[at + j] ?? 0) + value * (weights[i * outputs + j] ?? 0);
      }
    }
    if (place < layers.length - 1) for (let i = 0; i < next.length; i++) next[i] = Math.max(0, next[i] ?? 0);
    states.push(next);
    current = next;
  }
  return states;
}

function backward(
  { inputs, outputs, weights }: Layer,
  before: Float64Array,
  error: Float64Array,
  count: number,
  decay: number,
  rectified: boolean,
): { readonly gradient: Float64Array; readonly error: Float64Array<ArrayBuffer> } {
  const gradient = new Float64Array(weights.length);
  const earlier = new Float64Array(count * inputs);
  for (let row = 0; row < count; row++) {
    const at = row * outputs;
    for (let j = 0; j < outputs; j++) {
      const bias = inputs * outputs + j;
      gradient[bias] = (gradient[bias] ?? 0) + (error[at + j] ?? 0) / count;
    }
    for (let i = 0; i < inputs; i++) {
      const value = before[row * inputs + i] ?? 0;
      // Behind a rectified unit that is off nothing flows; the first layer's inputs may be zero as well.
      if (value === 0) continue;
      let flow = 0;
      for (let j = 0; j < outputs; j++) {
        const e = error[at + j] ?? 0;
        gradient[i * outputs + j] = (gradient[i * outputs + j] ?? 0) + (value * e) / count;
        flow += e * (weights[i * outputs + j] ?? 0);
      }
      if (rectified) earlier[row * inputs + i] = flow;
    }
  }
  for (let i = 0; i < inputs * outputs; i++) gradient[i] = (gradient[i] ?? 0) + decay * (weights[i] ?? 0);
  return { gradient, error: earlier };
}
