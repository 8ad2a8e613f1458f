import { int64s, scalar, sizeOf, tensorOf } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";
import { scatterAlong } from "../scatter-elements/scatter-along.ts";

export const operator: Operator = {
  op: "Gather",
  domain: "",
  run: (call) => {
    const data = call.any(0);
    const indices = call.numbers(1);
    const axis = call.axis(call.attributes.int("axis", 0), data.shape.length);
    const dim = data.shape[axis] ?? 0;
    const shape = [...data.shape.slice(0, axis), ...indices.shape, ...data.shape.slice(axis + 1)];
    const rows = sizeOf(data.shape.slice(0, axis));
    const length = sizeOf(data.shape.slice(axis + 1));
    const places = Array.from(indices.data, (index) => {
      const place = index < 0 ? index + dim : index;
      if (!(place >= 0 && place < dim)) throw call.unsupported(`reads at ${index} of ${dim}`);
      return place;
    });
    const texts: string[] = [];
    const output = data.type === "string" ? undefined : call.fresh(data.type, shape);
    let at = 0;
    for (let row = 0; row < rows; row++)
      for (const place of places) {
        const from = (row * dim + place) * length;
        if (data.type === "string") texts.push(...data.data.slice(from, from + length));
        else output?.data.set(data.data.subarray(from, from + length), at);
        at += length;
      }
    return [output ?? { type: "string", shape, data: texts }];
  },
  gradient: (call) => {
    const x = call.input(0);
    const { shape, rowAxes } = call.seen(x);
    const indices = call.input(1);
    const rank = call.shape(indices).length;
    const axis = call.axis(call.attributes.int("axis", 0), shape.length);
    if (rowAxes.has(axis)) throw call.none("takes some rows and leaves others");
    // The axes of the indices become one, which is what `scatterAlong` puts back.
    const { emit } = call;
    let { gradient } = call;
    if (rank === 0) gradient = emit.node("Unsqueeze", [gradient, emit.ints([axis])]);
    if (rank > 1) {
      const dims = emit.node("Shape", [x]);
      const wanted = emit.node("ScatterElements", [dims, emit.ints([axis]), emit.ints([-1])]);
      gradient = emit.node("Reshape", [gradient, wanted]);
    }
    const places = emit.node("Reshape", [indices, emit.ints([-1])]);
    return [
      scatterAlong(call, gradient, { axis, places, rank: shape.length, size: shape[axis] ?? 0, like: x }),
    ];
  },
  examples: [
    { inputs: ["4x3", int64s([0, 2, 2])], attributes: { axis: 0 } },
    { inputs: ["2x4x3", tensorOf("int64", [2, 2], [0, 3, -1, 1])], attributes: { axis: 1 } },
    { inputs: ["2x4x3", scalar("int64", 1)], attributes: { axis: -1 } },
  ],
};
