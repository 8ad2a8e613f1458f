import { binary } from "../elementwise/binary.ts";

export const operator = binary("Less", {
  value: (a, b) => Number(a < b),
  type: "bool",
});
