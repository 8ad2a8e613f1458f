import type { Operator } from "../operator.ts";
import { overAxes, softmaxAxes } from "../softmax/over-axes.ts";

export const operator: Operator = {
  op: "LogSoftmax",
  domain: "",
  run: (call) => {
    const input = call.numbers(0);
    const output = call.fresh(input.type, input.shape);
    overAxes(input.shape, softmaxAxes(call, input.shape.length), (places) => {
      let most = -Infinity;
      for (const at of places) most = Math.max(most, input.data[at] ?? 0);
      let sum = 0;
      for (const at of places) sum += Math.exp((input.data[at] ?? 0) - most);
      const log = most + Math.log(sum);
      for (const at of places) output.data[at] = (input.data[at] ?? 0) - log;
    });
    return [output];
  },
  gradient: (call) => {
    const { emit, gradient } = call;
    const y = call.output(0);
    const axes = softmaxAxes(call, call.shape(y).length);
    return [emit.subtract(gradient, emit.multiply(emit.node("Exp", [y]), emit.sum(gradient, axes)))];
  },
  examples: [{ inputs: ["3x4"] }, { inputs: ["2x3x4"], attributes: { axis: 1 } }],
};
