import { isFloat } from "../../tensor/index.ts";
import { binary, paired } from "../elementwise/binary.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  ...binary("Div", {
    value: (a, b) => a / b,
    gradient: ({ emit }, a, b, g) => [
      () => emit.divide(g, b),
      () => emit.negate(emit.divide(emit.multiply(g, a), emit.multiply(b, b))),
    ],
    examples: [{ inputs: ["2x3x4", "2x3x4+"] }, { inputs: ["2x3x4", "3x1+"] }, { inputs: ["4", "2x3x1+"] }],
  }),
  run: (call) => {
    const a = call.numbers(0);
    // Whole numbers are divided towards zero.
    const value = isFloat(a.type)
      ? (x: number, y: number) => x / y
      : (x: number, y: number) => Math.trunc(x / y);
    return [paired(call, a, call.numbers(1), value)];
  },
};
