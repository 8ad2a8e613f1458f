import { binary } from "../elementwise/binary.ts";

export const operator = binary("Sub", {
  value: (a, b) => a - b,
  gradient: (call, a, b, g) => [() => g, () => call.emit.negate(g)],
});
