import { float32s, int64s, scalar, sizeOf } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "OneHot",
  domain: "",
  run: (call) => {
    const indices = call.numbers(0);
    const depth = call.numbers(1).data[0] ?? 0;
    const values = call.numbers(2);
    const [off = 0, on = 1] = values.data;
    const axis = call.axis(call.attributes.int("axis", -1), indices.shape.length + 1);
    const shape = [...indices.shape.slice(0, axis), depth, ...indices.shape.slice(axis)];
    const output = call.fresh(values.type, shape);
    output.data.fill(off);
    const inner = sizeOf(indices.shape.slice(axis));
    for (let i = 0; i < indices.data.length; i++) {
      const index = indices.data[i] ?? 0;
      const place = index < 0 ? index + depth : index;
      if (place >= 0 && place < depth)
        output.data[(Math.floor(i / inner) * depth + place) * inner + (i % inner)] = on;
    }
    return [output];
  },
  isFlat: true,
  examples: [
    { inputs: [int64s([0, 2, 1]), scalar("int64", 3), float32s([0, 1])] },
    { inputs: [int64s([0, -1]), scalar("int64", 3), float32s([0, 2])], attributes: { axis: 0 } },
  ],
};
