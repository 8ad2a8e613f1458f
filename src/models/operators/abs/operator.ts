import { unary } from "../elementwise/unary.ts";

export const operator = unary("Abs", {
  value: Math.abs,
  gradient: (call, x, y, g) => call.emit.multiply(g, call.emit.node("Sign", [x])),
});
