import { unary } from "../elementwise/unary.ts";

export const operator = unary("Sign", {
  value: Math.sign,
});
