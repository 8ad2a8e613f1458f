import { scalar } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "Range",
  domain: "",
  run: (call) => {
    const start = call.numbers(0);
    const [from = 0, to = 0, step = 1] = [start, call.numbers(1), call.numbers(2)].map(
      ({ data }) => data[0] ?? 0,
    );
    const output = call.fresh(start.type, [Math.max(0, Math.ceil((to - from) / step))]);
    for (let i = 0; i < output.data.length; i++) output.data[i] = from + i * step;
    return [output];
  },
  isFlat: true,
  examples: [{ inputs: [scalar("int64", 1), scalar("int64", 9), scalar("int64", 3)] }],
};
