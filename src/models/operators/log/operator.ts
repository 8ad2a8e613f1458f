import { unary } from "../elementwise/unary.ts";

export const operator = unary("Log", {
  value: Math.log,
  gradient: (call, x, y, g) => call.emit.divide(g, x),
  examples: [{ inputs: ["3x4+"] }],
});
