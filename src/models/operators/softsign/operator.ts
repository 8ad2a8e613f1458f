import type { GradientCall } from "../gradient-call.ts";
import { unary } from "../elementwise/unary.ts";

export const operator = unary("Softsign", {
  value: (x) => x / (1 + Math.abs(x)),
  gradient: (call, x, y, g) =>
    call.emit.multiply(g, square(call, call.emit.subtract(call.number(1, x), call.emit.node("Abs", [y])))),
});

const square = (call: GradientCall, a: string): string => call.emit.multiply(a, a);
