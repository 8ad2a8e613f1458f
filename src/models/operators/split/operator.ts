import { int64s, stridesOf } from "../../tensor/index.ts";
import { picked } from "../elementwise/picked.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "Split",
  domain: "",
  run: (call) => {
    const input = call.any(0);
    const axis = call.axis(call.attributes.int("axis", 0), input.shape.length);
    const strides = stridesOf(input.shape);
    const sizes = sizesOf(call.list(1, "split"), input.shape[axis] ?? 0, call.node.outputs.length);
    let start = 0;
    return sizes.map((size) => {
      const part = picked(
        call,
        input,
        input.shape.map((dim, i) => (i === axis ? size : dim)),
        strides,
        start * (strides[axis] ?? 1),
      );
      start += size;
      return part;
    });
  },
  gradient: (call) => {
    const rank = call.shape(call.input(0)).length;
    const axis = call.axis(call.attributes.int("axis", 0), rank);
    const parts = call.node.outputs.map(
      (name, index) => call.gradientOf(index) ?? call.emit.expandAs(call.number(0, name), name),
    );
    return [call.emit.node("Concat", parts, { axis })];
  },
  examples: [
    { inputs: ["2x5", int64s([2, 3])], attributes: { axis: 1 }, outputs: 2 },
    { inputs: ["2x6"], attributes: { axis: -1 }, outputs: 3 },
  ],
};

/** Equal parts where nothing is said, the last one smaller. */
function sizesOf(given: readonly number[] | undefined, dim: number, outputs: number): number[] {
  if (given !== undefined) return [...given];
  const each = Math.ceil(dim / outputs);
  return Array.from({ length: outputs }, (_, i) => Math.max(0, Math.min(each, dim - i * each)));
}
