import { binary } from "../elementwise/binary.ts";

export const operator = binary("GreaterOrEqual", {
  value: (a, b) => Number(a >= b),
  type: "bool",
});
