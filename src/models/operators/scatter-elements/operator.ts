import { int64s, stridesOf, tensorOf } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "ScatterElements",
  domain: "",
  run: (call) => {
    const data = call.numbers(0);
    const indices = call.numbers(1);
    const updates = call.numbers(2);
    const axis = call.axis(call.attributes.int("axis", 0), data.shape.length);
    const reduction = call.attributes.text("reduction", "none");
    if (reduction !== "none" && reduction !== "add") throw call.unsupported(`reduces by ${reduction}`);
    const output = call.fresh(data.type, data.shape);
    output.data.set(data.data);
    const strides = stridesOf(data.shape);
    const own = stridesOf(indices.shape);
    const dim = data.shape[axis] ?? 0;
    const stride = strides[axis] ?? 1;
    const isFlat = data.shape.length === 1;
    for (let i = 0; i < indices.data.length; i++) {
      const index = indices.data[i] ?? 0;
      const along = index < 0 ? index + dim : index;
      if (!(along >= 0 && along < dim)) throw call.unsupported(`writes at ${index} of ${dim}`);
      let at = along * stride;
      if (!isFlat)
        for (let a = 0, rest = i; a < own.length; a++) {
          const step = own[a] ?? 1;
          const here = Math.floor(rest / step);
          rest -= here * step;
          if (a !== axis) at += here * (strides[a] ?? 0);
        }
      output.data[at] = (reduction === "add" ? (output.data[at] ?? 0) : 0) + (updates.data[i] ?? 0);
    }
    return [output];
  },
  gradient: (call) => {
    if (call.attributes.text("reduction", "none") !== "add") throw call.none("overwrites values");
    const axis = call.attributes.int("axis", 0);
    return [
      call.gradient,
      undefined,
      call.emit.node("GatherElements", [call.gradient, call.input(1)], { axis }),
    ];
  },
  examples: [
    { inputs: ["6", int64s([1, 1, 4]), "3"], attributes: { reduction: "add" } },
    {
      inputs: ["2x4", tensorOf("int64", [2, 2], [0, 3, 1, 1]), "2x2"],
      attributes: { axis: 1, reduction: "add" },
    },
    { inputs: ["2x4", tensorOf("int64", [1, 2], [0, -1]), "1x2"], attributes: { axis: 1 }, varied: [] },
  ],
};
