import type { NumberTensor } from "../../tensor/index.ts";
import type { Call } from "../call.ts";
import type { ExpandCall } from "../gradient-call.ts";
import { overAxes } from "../softmax/over-axes.ts";

/** Numbers along some axes moved to the mean 0 and scaled to the variance 1. */
export function normalized(
  call: Call,
  input: NumberTensor,
  axes: readonly number[],
  epsilon: number,
): NumberTensor {
  const output = call.fresh(input.type, input.shape);
  overAxes(input.shape, axes, (places) => {
    let mean = 0;
    for (const at of places) mean += input.data[at] ?? 0;
    mean /= places.length;
    let variance = 0;
    for (const at of places) variance += ((input.data[at] ?? 0) - mean) ** 2;
    const factor = 1 / Math.sqrt(variance / places.length + epsilon);
    for (const at of places) output.data[at] = ((input.data[at] ?? 0) - mean) * factor;
  });
  return output;
}

/** The same as nodes. */
export function expandNormalized(
  call: ExpandCall,
  name: string,
  axes: readonly number[],
  like: string,
): string {
  const { emit } = call;
  const centred = emit.subtract(name, call.mean(name, axes, like));
  const variance = call.mean(emit.multiply(centred, centred), axes, like);
  const epsilon = call.number(call.attributes.float("epsilon", 1e-5), like);
  return emit.divide(centred, emit.node("Sqrt", [emit.add(variance, epsilon)]));
}
