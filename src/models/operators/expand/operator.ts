import { broadcastShapes, broadcastStrides, int64s } from "../../tensor/index.ts";
import { picked } from "../elementwise/picked.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "Expand",
  domain: "",
  run: (call) => {
    const input = call.any(0);
    const shape = broadcastShapes(input.shape, call.list(1, "shape") ?? []);
    return [picked(call, input, shape, broadcastStrides(input.shape, shape))];
  },
  gradient: (call) => [call.unbroadcast(call.gradient, 0)],
  examples: [{ inputs: ["3x1", int64s([2, 1, 4])] }, { inputs: ["2x3", int64s([1])] }],
};
