import { binary } from "../elementwise/binary.ts";

export const operator = binary("Add", {
  value: (a, b) => a + b,
  gradient: (call, a, b, g) => [() => g, () => g],
});
