import type { Tensor } from "../../tensor/index.ts";
import type { GradientCall } from "../gradient-call.ts";

/** The same elements in another shape. */
export function reshaped(tensor: Tensor, shape: readonly number[]): Tensor {
  return { ...tensor, shape };
}

/** The gradient of all that only changes the shape. */
export const reshapedGradient = (call: GradientCall): readonly string[] => [
  call.emit.reshapeAs(call.gradient, call.input(0)),
];
