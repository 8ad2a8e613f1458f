import { variadic } from "../elementwise/variadic.ts";

export const operator = variadic("Sum", {
  value: (a, b) => a + b,
  gradient: (_call, _index, gradient) => gradient,
  examples: [{ inputs: ["2x3", "2x3", "3"] }, { inputs: ["2x3"] }],
});
