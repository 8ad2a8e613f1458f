import { binary } from "../elementwise/binary.ts";

export const operator = binary("Greater", {
  value: (a, b) => Number(a > b),
  type: "bool",
});
