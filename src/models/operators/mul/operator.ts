import { binary } from "../elementwise/binary.ts";

export const operator = binary("Mul", {
  value: (a, b) => a * b,
  gradient: (call, a, b, g) => [() => call.emit.multiply(g, b), () => call.emit.multiply(g, a)],
});
