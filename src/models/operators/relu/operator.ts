import { unary } from "../elementwise/unary.ts";

export const operator = unary("Relu", {
  value: (x) => (x > 0 || Number.isNaN(x) ? x : 0),
  gradient: (call, x, y, g) => call.emit.multiply(g, call.emit.node("Sign", [y])),
});
