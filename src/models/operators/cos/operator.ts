import { unary } from "../elementwise/unary.ts";

export const operator = unary("Cos", {
  value: Math.cos,
  gradient: (call, x, y, g) => call.emit.negate(call.emit.multiply(g, call.emit.node("Sin", [x]))),
});
