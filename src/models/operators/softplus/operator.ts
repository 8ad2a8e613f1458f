import { unary } from "../elementwise/unary.ts";

export const operator = unary("Softplus", {
  value: (x) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))),
  gradient: (call, x, y, g) => call.emit.multiply(g, call.emit.node("Sigmoid", [x])),
});
