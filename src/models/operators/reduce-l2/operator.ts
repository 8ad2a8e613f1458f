import { reduction } from "../reduce/reduce.ts";

export const operator = reduction("ReduceL2", {
  value: (data, places) => {
    let sum = 0;
    for (const at of places) sum += (data[at] ?? 0) ** 2;
    return Math.sqrt(sum);
  },
  gradient: (call, { gradient, axes }) => {
    const { emit } = call;
    const x = call.input(0);
    return emit.multiply(gradient, emit.divide(x, emit.node("Sqrt", [emit.sum(emit.multiply(x, x), axes)])));
  },
});
