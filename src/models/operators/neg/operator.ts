import { unary } from "../elementwise/unary.ts";

export const operator = unary("Neg", {
  value: (x) => -x,
  gradient: (call, x, y, g) => call.emit.negate(g),
});
