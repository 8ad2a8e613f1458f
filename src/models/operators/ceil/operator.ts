import { unary } from "../elementwise/unary.ts";

export const operator = unary("Ceil", {
  value: Math.ceil,
});
