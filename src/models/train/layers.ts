import type { RandomSource } from "../../contracts/index.ts";

/** A dense layer, its weights `inputs × outputs` with a last row of biases. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float64Array;
}

/** Weights drawn evenly within the limits of Glorot and Bengio (2010), biases 0. */
export function newLayer(inputs: number, outputs: number, random: RandomSource): Layer {
  const spread = Math.sqrt(6 / (inputs + outputs));
  const weights = Float64Array.from({ length: (inputs + 1) * outputs }, (_, i) =>
    i < inputs * outputs ? (random.next() * 2 - 1) * spread : 0,
  );
  return { inputs, outputs, weights };
}

/** What stands before each layer, rectified, and what comes out of the last one. */
export function forward(
  inputs: Float64Array,
  count: number,
  layers: readonly Layer[],
): readonly Float64Array[] {
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

/** The gradient of a layer's weights, averaged over the rows, with decay. */
export function weightGradient(
  { inputs, outputs, weights }: Layer,
  before: Float64Array,
  error: Float64Array,
  count: number,
  decay: number,
): Float64Array {
  const gradient = new Float64Array(weights.length);
  for (let row = 0; row < count; row++) {
    const at = row * outputs;
    for (let j = 0; j < outputs; j++) {
      const bias = inputs * outputs + j;
      gradient[bias] = (gradient[bias] ?? 0) + (error[at + j] ?? 0) / count;
    }
    for (let i = 0; i < inputs; i++) {
      const value = before[row * inputs + i] ?? 0;
      if (value === 0) continue;
      for (let j = 0; j < outputs; j++)
        gradient[i * outputs + j] = (gradient[i * outputs + j] ?? 0) + (value * (error[at + j] ?? 0)) / count;
    }
  }
  for (let i = 0; i < inputs * outputs; i++) gradient[i] = (gradient[i] ?? 0) + decay * (weights[i] ?? 0);
  return gradient;
}

/** The error carried back through a layer. Behind a rectified unit that was off (`before` is 0 there) nothing flows. */
export function carriedBack(
  { inputs, outputs, weights }: Layer,
  error: Float64Array,
  count: number,
  before?: Float64Array,
): Float64Array {
  const earlier = new Float64Array(count * inputs);
  for (let row = 0; row < count; row++)
    for (let i = 0; i < inputs; i++) {
      if (before !== undefined && before[row * inputs + i] === 0) continue;
      let flow = 0;
      for (let j = 0; j < outputs; j++)
        flow += (error[row * outputs + j] ?? 0) * (weights[i * outputs + j] ?? 0);
      earlier[row * inputs + i] = flow;
    }
  return earlier;
}
