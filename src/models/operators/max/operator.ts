import { toWinner } from "../elementwise/choice.ts";
import { variadic } from "../elementwise/variadic.ts";

export const operator = variadic("Max", {
  value: (a, b) => (a > b || Number.isNaN(a) ? a : b),
  gradient: (call, index, gradient) => {
    if (call.node.inputs.length > 2) throw call.none("chooses among more than two inputs");
    if (call.node.inputs.length === 1) return gradient;
    return toWinner(call, call.input(index), call.input(1 - index), gradient, "Greater");
  },
  examples: [{ inputs: ["2x3", "2x3"] }, { inputs: ["2x3", "1"] }],
});
