import { mapped } from "../elementwise/unary.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "LeakyRelu",
  domain: "",
  run: (call) => {
    const alpha = call.attributes.float("alpha", 0.01);
    return [mapped(call, (x) => (x > 0 ? x : alpha * x))];
  },
  gradient: (call) => {
    const { emit, gradient } = call;
    const x = call.input(0);
    const alpha = call.attributes.float("alpha", 0.01);
    const side = emit.node("Greater", [x, call.number(0, x)]);
    return [emit.multiply(gradient, emit.node("Where", [side, call.number(1, x), call.number(alpha, x)]))];
  },
  examples: [{ inputs: ["3x4"] }, { inputs: ["3x4"], attributes: { alpha: 0.25 } }],
};
