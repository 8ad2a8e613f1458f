import { mapped } from "../elementwise/unary.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "Mish",
  domain: "",
  run: (call) => [
    mapped(call, (x) => x * Math.tanh(x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)))),
  ],
  expand: (call) => {
    const x = call.input(0);
    return [call.emit.multiply(x, call.emit.node("Tanh", [call.emit.node("Softplus", [x])]))];
  },
  examples: [{ inputs: ["3x4"], opset: 18 }],
};
