import { mapped } from "../elementwise/unary.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "HardSigmoid",
  domain: "",
  run: (call) => {
    const alpha = call.attributes.float("alpha", 0.2);
    const beta = call.attributes.float("beta", 0.5);
    return [mapped(call, (x) => Math.max(0, Math.min(1, alpha * x + beta)))];
  },
  expand: (call) => {
    const { emit } = call;
    const x = call.input(0);
    const line = emit.multiply(x, call.number(call.attributes.float("alpha", 0.2), x));
    const moved = emit.add(line, call.number(call.attributes.float("beta", 0.5), x));
    return [emit.node("Clip", [moved, call.number(0, x), call.number(1, x)])];
  },
  examples: [{ inputs: ["3x4"] }, { inputs: ["3x4"], attributes: { alpha: 0.75, beta: 0.25 } }],
};
