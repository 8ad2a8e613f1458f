import { reduction } from "../reduce/reduce.ts";

export const operator = reduction("ReduceLogSumExp", {
  value: (data, places) => {
    let most = -Infinity;
    for (const at of places) most = Math.max(most, data[at] ?? 0);
    let sum = 0;
    for (const at of places) sum += Math.exp((data[at] ?? 0) - most);
    return most + Math.log(sum);
  },
  gradient: (call, { gradient, axes }) => {
    const { emit } = call;
    const exp = emit.node("Exp", [call.input(0)]);
    return emit.multiply(gradient, emit.divide(exp, emit.sum(exp, axes)));
  },
});
