import { toExtreme } from "../reduce/to-extreme.ts";
import { reduction } from "../reduce/reduce.ts";

export const operator = reduction("ReduceMin", {
  value: (data, places) => {
    let found = Infinity;
    for (const at of places) found = Math.min(found, data[at] ?? 0);
    return found;
  },
  gradient: (call, { gradient, axes }) => toExtreme(call, gradient, axes),
});
