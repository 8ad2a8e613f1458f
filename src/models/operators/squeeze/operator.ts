import { int64s } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";
import { reshaped, reshapedGradient } from "../reshape/reshaped.ts";

export const operator: Operator = {
  op: "Squeeze",
  domain: "",
  run: (call) => {
    const input = call.any(0);
    const rank = input.shape.length;
    const axes = new Set((call.list(1, "axes") ?? []).map((axis) => call.axis(axis, rank)));
    const isGone = (dim: number, axis: number): boolean => (axes.size === 0 ? dim === 1 : axes.has(axis));
    return [
      reshaped(
        input,
        input.shape.filter((dim, axis) => !isGone(dim, axis)),
      ),
    ];
  },
  gradient: reshapedGradient,
  examples: [
    { inputs: ["2x1x3", int64s([1])] },
    { inputs: ["1x2x1"] },
    { inputs: ["2x3x1"], attributes: { axes: [-1] }, opset: 11 },
  ],
};
