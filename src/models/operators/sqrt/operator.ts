import { unary } from "../elementwise/unary.ts";

export const operator = unary("Sqrt", {
  value: Math.sqrt,
  gradient: (call, x, y, g) => call.emit.divide(call.emit.multiply(g, call.number(0.5, x)), y),
  examples: [{ inputs: ["3x4+"] }],
});
