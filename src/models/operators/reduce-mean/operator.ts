import { reduction } from "../reduce/reduce.ts";

export const operator = reduction("ReduceMean", {
  value: (data, places) => {
    let sum = 0;
    for (const at of places) sum += data[at] ?? 0;
    return sum / places.length;
  },
  gradient: (call, { gradient, count }) =>
    call.emit.expandAs(call.emit.divide(gradient, call.number(count, call.input(0))), call.input(0)),
});
