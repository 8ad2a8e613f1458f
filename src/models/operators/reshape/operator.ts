import { modelsErrors } from "../../errors.ts";
import { int64s, sizeOf } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";
import { reshaped, reshapedGradient } from "./reshaped.ts";

/** A size of 0 is taken over from the input, one of -1 is what is left. */
export const operator: Operator = {
  op: "Reshape",
  domain: "",
  run: (call) => {
    const input = call.any(0);
    const takesZero = call.attributes.int("allowzero", 0) === 1;
    const wanted = (call.list(1, "shape") ?? []).map((dim, axis) =>
      dim === 0 && !takesZero ? (input.shape[axis] ?? 0) : dim,
    );
    const known = sizeOf(wanted.filter((dim) => dim !== -1));
    const total = sizeOf(input.shape);
    const shape = wanted.map((dim) => (dim === -1 ? total / Math.max(1, known) : dim));
    if (sizeOf(shape) !== total)
      throw modelsErrors.wrongInput(
        `[${input.shape.join(", ")}] cannot take the shape [${wanted.join(", ")}].`,
      );
    return [reshaped(input, shape)];
  },
  gradient: reshapedGradient,
  examples: [
    { inputs: ["2x3x4", int64s([0, -1])] },
    { inputs: ["2x3x4", int64s([4, 6])] },
    { inputs: ["6", int64s([2, 3, 1])] },
  ],
};
