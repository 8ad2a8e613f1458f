import { reduction } from "../reduce/reduce.ts";

export const operator = reduction("ReduceSumSquare", {
  value: (data, places) => {
    let sum = 0;
    for (const at of places) sum += (data[at] ?? 0) ** 2;
    return sum;
  },
  gradient: (call, { gradient }) =>
    call.emit.multiply(gradient, call.emit.multiply(call.number(2, call.input(0)), call.input(0))),
});
