import { sizeOf } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";
import { reshaped, reshapedGradient } from "../reshape/reshaped.ts";

export const operator: Operator = {
  op: "Flatten",
  domain: "",
  run: (call) => {
    const input = call.any(0);
    const axis = call.axis(call.attributes.int("axis", 1), input.shape.length);
    return [reshaped(input, [sizeOf(input.shape.slice(0, axis)), sizeOf(input.shape.slice(axis))])];
  },
  gradient: reshapedGradient,
  examples: [
    { inputs: ["2x3x4"] },
    { inputs: ["2x3x4"], attributes: { axis: 2 } },
    { inputs: ["2x3"], attributes: { axis: 0 } },
  ],
};
