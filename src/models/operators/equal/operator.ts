import { binary } from "../elementwise/binary.ts";

export const operator = binary("Equal", {
  value: (a, b) => Number(a === b),
  type: "bool",
});
