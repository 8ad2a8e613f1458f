import { unary } from "../elementwise/unary.ts";

export const operator = unary("Exp", {
  value: Math.exp,
  gradient: (call, x, y, g) => call.emit.multiply(g, y),
});
