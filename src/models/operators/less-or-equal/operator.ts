import { binary } from "../elementwise/binary.ts";

export const operator = binary("LessOrEqual", {
  value: (a, b) => Number(a <= b),
  type: "bool",
});
