import { stridesOf, tensorOf } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "GatherElements",
  domain: "",
  run: (call) => {
    const data = call.numbers(0);
    const indices = call.numbers(1);
    const axis = call.axis(call.attributes.int("axis", 0), data.shape.length);
    const output = call.fresh(data.type, indices.shape);
    const strides = stridesOf(data.shape);
    const own = stridesOf(indices.shape);
    const dim = data.shape[axis] ?? 0;
    for (let i = 0; i < indices.data.length; i++) {
      const index = indices.data[i] ?? 0;
      const along = index < 0 ? index + dim : index;
      if (!(along >= 0 && along < dim)) throw call.unsupported(`reads at ${index} of ${dim}`);
      let at = along * (strides[axis] ?? 1);
      for (let a = 0, rest = i; a < own.length; a++) {
        const step = own[a] ?? 1;
        const here = Math.floor(rest / step);
        rest -= here * step;
        if (a !== axis) at += here * (strides[a] ?? 0);
      }
      output.data[i] = data.data[at] ?? 0;
    }
    return [output];
  },
  gradient: (call) => {
    const { emit } = call;
    const zeros = emit.expandAs(call.number(0, call.input(0)), call.input(0));
    const axis = call.attributes.int("axis", 0);
    return [emit.node("ScatterElements", [zeros, call.input(1), call.gradient], { axis, reduction: "add" })];
  },
  examples: [
    { inputs: ["2x4", tensorOf("int64", [2, 2], [0, 3, 1, 1])], attributes: { axis: 1 } },
    { inputs: ["3x2", tensorOf("int64", [1, 2], [2, -2])] },
  ],
};
