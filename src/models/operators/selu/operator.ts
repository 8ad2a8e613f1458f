import { mapped } from "../elementwise/unary.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "Selu",
  domain: "",
  run: (call) => {
    const alpha = call.attributes.float("alpha", 1.6732632423543772);
    const gamma = call.attributes.float("gamma", 1.0507009873554805);
    return [mapped(call, (x) => gamma * (x > 0 ? x : alpha * Math.expm1(x)))];
  },
  gradient: (call) => {
    const { emit, gradient } = call;
    const x = call.input(0);
    const alpha = call.attributes.float("alpha", 1.6732632423543772);
    const gamma = call.attributes.float("gamma", 1.0507009873554805);
    const side = emit.node("Greater", [x, call.number(0, x)]);
    return [
      emit.multiply(
        gradient,
        emit.node("Where", [
          side,
          call.number(gamma, x),
          emit.add(call.output(0), call.number(alpha * gamma, x)),
        ]),
      ),
    ];
  },
  examples: [{ inputs: ["3x4"] }],
};
