import { unary } from "../elementwise/unary.ts";

export const operator = unary("Round", {
  value: (x) => {
    const r = Math.round(x);
    return Math.abs(x % 1) === 0.5 && r % 2 !== 0 ? r - 1 : r;
  },
});
