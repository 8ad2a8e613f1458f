import { unary } from "../elementwise/unary.ts";

export const operator = unary("Reciprocal", {
  value: (x) => 1 / x,
  gradient: (call, x, y, g) => call.emit.negate(call.emit.multiply(g, call.emit.multiply(y, y))),
  examples: [{ inputs: ["3x4+"] }],
});
