import { unary } from "../elementwise/unary.ts";

export const operator = unary("Sin", {
  value: Math.sin,
  gradient: (call, x, y, g) => call.emit.multiply(g, call.emit.node("Cos", [x])),
});
