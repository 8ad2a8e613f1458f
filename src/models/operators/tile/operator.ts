import { int64s } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "Tile",
  domain: "",
  run: (call) => {
    const input = call.numbers(0);
    const repeats = call.list(1, "repeats") ?? [];
    const shape = input.shape.map((dim, axis) => dim * (repeats[axis] ?? 1));
    const output = call.fresh(input.type, shape);
    for (let i = 0; i < output.data.length; i++) {
      let from = 0;
      for (let axis = shape.length - 1, rest = i, stride = 1; axis >= 0; axis--) {
        const dim = input.shape[axis] ?? 1;
        const size = shape[axis] ?? 1;
        from += ((rest % size) % dim) * stride;
        rest = Math.floor(rest / size);
        stride *= dim;
      }
      output.data[i] = input.data[from] ?? 0;
    }
    return [output];
  },
  gradient: (call) => {
    const repeats = call.list(1, "repeats") ?? [];
    const { shape, rowAxes } = call.seen(call.input(0));
    const split = shape.flatMap((dim, axis) => [repeats[axis] ?? 1, rowAxes.has(axis) ? -1 : dim]);
    const parts = call.emit.node("Reshape", [call.gradient, call.emit.ints(split)]);
    return [
      call.emit.sum(
        parts,
        shape.map((_, axis) => 2 * axis),
        false,
      ),
    ];
  },
  examples: [{ inputs: ["2x3", int64s([1, 2])] }, { inputs: ["2x1x3", int64s([2, 3, 1])] }],
};
