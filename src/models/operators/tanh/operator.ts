import { unary } from "../elementwise/unary.ts";

export const operator = unary("Tanh", {
  value: Math.tanh,
  gradient: (call, x, y, g) =>
    call.emit.multiply(g, call.emit.subtract(call.number(1, x), call.emit.multiply(y, y))),
});
