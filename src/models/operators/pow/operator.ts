import { scalar } from "../../tensor/index.ts";
import { binary } from "../elementwise/binary.ts";

export const operator = binary("Pow", {
  value: (a, b) => (b === 2 ? a * a : a ** b),
  gradient: (call, a, b, g) => {
    const { emit } = call;
    return [
      () => emit.multiply(g, emit.multiply(b, emit.node("Pow", [a, emit.subtract(b, call.number(1, b))]))),
      () => emit.multiply(g, emit.multiply(call.output(0), emit.node("Log", [a]))),
    ];
  },
  examples: [
    { inputs: ["2x3", scalar("float32", 2)] },
    { inputs: ["2x3", scalar("float32", 3)] },
    { inputs: ["2x3+", "3"] },
  ],
});
