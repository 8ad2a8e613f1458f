import { int64s } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";
import { reshaped, reshapedGradient } from "../reshape/reshaped.ts";

export const operator: Operator = {
  op: "Unsqueeze",
  domain: "",
  run: (call) => {
    const input = call.any(0);
    const added = call.list(1, "axes") ?? [];
    const rank = input.shape.length + added.length;
    const axes = new Set(added.map((axis) => call.axis(axis, rank)));
    const rest = input.shape.values();
    return [
      reshaped(
        input,
        Array.from({ length: rank }, (_, axis) => (axes.has(axis) ? 1 : (rest.next().value ?? 1))),
      ),
    ];
  },
  gradient: reshapedGradient,
  examples: [{ inputs: ["2x3", int64s([0, -1])] }, { inputs: ["2x3"], attributes: { axes: [1] }, opset: 11 }],
};
