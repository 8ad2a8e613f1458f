import { paired } from "../elementwise/binary.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "PRelu",
  domain: "",
  run: (call) => [paired(call, call.numbers(0), call.numbers(1), (x, slope) => (x > 0 ? x : slope * x))],
  gradient: (call) => {
    const { emit, gradient } = call;
    const x = call.input(0);
    const side = emit.node("Greater", [x, call.number(0, x)]);
    const part = (yes: string, no: string): string =>
      emit.multiply(gradient, emit.node("Where", [side, yes, no]));
    return call.forNeeded(
      () => part(call.number(1, x), call.input(1)),
      () => call.unbroadcast(part(call.number(0, x), x), 1),
    );
  },
  examples: [{ inputs: ["2x3x4", "3x1"] }, { inputs: ["2x3", "1"] }],
};
