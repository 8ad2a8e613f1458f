import { stridesOf } from "../../tensor/index.ts";
import { picked } from "../elementwise/picked.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "Transpose",
  domain: "",
  run: (call) => {
    const input = call.any(0);
    const perm = call.attributes.ints("perm") ?? input.shape.map((_, axis) => input.shape.length - 1 - axis);
    const strides = stridesOf(input.shape);
    const of = (list: readonly number[]): number[] => perm.map((axis) => list[axis] ?? 1);
    return [picked(call, input, of(input.shape), of(strides))];
  },
  gradient: (call) => {
    const rank = call.shape(call.input(0)).length;
    const perm = call.attributes.ints("perm") ?? Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
    const back = perm.map((_, axis) => perm.indexOf(axis));
    return [call.emit.node("Transpose", [call.gradient], { perm: back })];
  },
  examples: [{ inputs: ["2x3x4"] }, { inputs: ["2x3x4"], attributes: { perm: [1, 2, 0] } }],
};
