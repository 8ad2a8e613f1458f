import { scalar } from "../../tensor/index.ts";
import { mapped } from "../elementwise/unary.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "Clip",
  domain: "",
  run: (call) => {
    const low = call.optional(1)?.data[0] ?? call.attributes.float("min", -Infinity);
    const high = call.optional(2)?.data[0] ?? call.attributes.float("max", Infinity);
    return [mapped(call, (x) => Math.min(Math.max(x, low), high))];
  },
  // Where the number was left as it is, also on the border.
  gradient: (call) => {
    const { emit } = call;
    const x = call.input(0);
    const kept = emit.node("Where", [
      emit.node("Equal", [x, call.output(0)]),
      call.number(1, x),
      call.number(0, x),
    ]);
    return [emit.multiply(call.gradient, kept)];
  },
  examples: [
    { inputs: ["3x4", scalar("float32", -0.5), scalar("float32", 1)] },
    { inputs: ["3x4", "", scalar("float32", 0.5)] },
    { inputs: ["3x4", scalar("float32", 0)] },
  ],
};
