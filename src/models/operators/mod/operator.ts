import { tensorOf } from "../../tensor/index.ts";
import { paired } from "../elementwise/binary.ts";
import type { Operator } from "../operator.ts";

/** Of whole numbers with the sign of the divisor, as Python has it; with `fmod`, with that of the dividend. */
export const operator: Operator = {
  op: "Mod",
  domain: "",
  run: (call) => {
    const byDividend = call.attributes.int("fmod", 0) === 1;
    const value = (a: number, b: number): number => {
      const rest = a % b;
      return byDividend || rest === 0 || rest < 0 === b < 0 ? rest : rest + b;
    };
    return [paired(call, call.numbers(0), call.numbers(1), value)];
  },
  examples: [{ inputs: [tensorOf("int64", [4], [7, -7, 7, -7]), tensorOf("int64", [4], [3, 3, -3, -3])] }],
};
