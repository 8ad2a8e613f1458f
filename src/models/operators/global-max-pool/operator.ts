import { sizeOf } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "GlobalMaxPool",
  domain: "",
  run: (call) => {
    const x = call.numbers(0);
    const output = call.fresh(
      x.type,
      x.shape.map((dim, axis) => (axis < 2 ? dim : 1)),
    );
    const size = sizeOf(x.shape.slice(2));
    for (let plane = 0; plane < output.data.length; plane++) {
      let most = -Infinity;
      for (let i = 0; i < size; i++) most = Math.max(most, x.data[plane * size + i] ?? 0);
      output.data[plane] = most;
    }
    return [output];
  },
  expand: (call) => {
    const axes = call.shape(call.input(0)).flatMap((_, axis) => (axis < 2 ? [] : [axis]));
    return [call.reduceMax(call.input(0), axes)];
  },
  examples: [{ inputs: ["2x3x4x4"] }, { inputs: ["2x3x5"] }],
};
