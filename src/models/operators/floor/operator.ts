import { unary } from "../elementwise/unary.ts";

export const operator = unary("Floor", {
  value: Math.floor,
});
