import { reduction } from "../reduce/reduce.ts";

export const operator = reduction("ReduceL1", {
  value: (data, places) => {
    let sum = 0;
    for (const at of places) sum += Math.abs(data[at] ?? 0);
    return sum;
  },
  gradient: (call, { gradient }) => call.emit.multiply(gradient, call.emit.node("Sign", [call.input(0)])),
});
