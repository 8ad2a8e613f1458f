import { int64s } from "../../tensor/index.ts";
import { reduction } from "../reduce/reduce.ts";

export const operator = reduction("ReduceSum", {
  value: (data, places) => {
    let sum = 0;
    for (const at of places) sum += data[at] ?? 0;
    return sum;
  },
  gradient: (call, { gradient }) => call.emit.expandAs(gradient, call.input(0)),
  examples: [
    { inputs: ["2x3x4", int64s([1])], attributes: { keepdims: 0 } },
    { inputs: ["2x3x4", int64s([0, -1])] },
    { inputs: ["2x3"] },
    { inputs: ["2x3x4"], attributes: { axes: [1] }, opset: 11 },
  ],
});
