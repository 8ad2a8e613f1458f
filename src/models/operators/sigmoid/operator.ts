import { unary } from "../elementwise/unary.ts";

export const operator = unary("Sigmoid", {
  value: (x) => 1 / (1 + Math.exp(-x)),
  gradient: (call, x, y, g) =>
    call.emit.multiply(g, call.emit.multiply(y, call.emit.subtract(call.number(1, x), y))),
});
