import { mapped } from "../elementwise/unary.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "HardSwish",
  domain: "",
  run: (call) => [mapped(call, (x) => x * Math.max(0, Math.min(1, x / 6 + 0.5)))],
  expand: (call) => {
    const { emit } = call;
    const x = call.input(0);
    const line = emit.add(emit.multiply(x, call.number(1 / 6, x)), call.number(0.5, x));
    return [emit.multiply(x, emit.node("Clip", [line, call.number(0, x), call.number(1, x)]))];
  },
  examples: [{ inputs: ["3x4"] }],
};
