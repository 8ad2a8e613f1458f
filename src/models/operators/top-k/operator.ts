import { int64s } from "../../tensor/index.ts";
import { overAxes } from "../softmax/over-axes.ts";
import { stridesOf } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";

/** The k largest (or smallest) along an axis and where they stand; of equal ones, the first. */
export const operator: Operator = {
  op: "TopK",
  domain: "",
  run: (call) => {
    const input = call.numbers(0);
    const k = call.numbers(1).data[0] ?? 0;
    const axis = call.axis(call.attributes.int("axis", -1), input.shape.length);
    const sign = call.attributes.int("largest", 1) === 1 ? -1 : 1;
    if (k > (input.shape[axis] ?? 0)) throw call.unsupported(`looks for ${k} of ${input.shape[axis] ?? 0}`);
    const shape = input.shape.map((dim, i) => (i === axis ? k : dim));
    const values = call.fresh(input.type, shape);
    const indices = call.fresh("int64", shape);
    const stride = stridesOf(shape)[axis] ?? 1;
    const starts: number[] = [];
    overAxes(shape, [axis], (places, group) => {
      starts[group] = places[0] ?? 0;
    });
    overAxes(input.shape, [axis], (places, group) => {
      const order = Array.from(places, (at, i) => ({ value: input.data[at] ?? 0, i }));
      order.sort((a, b) => sign * (a.value - b.value) || a.i - b.i);
      for (let rank = 0; rank < k; rank++) {
        const at = (starts[group] ?? 0) + rank * stride;
        values.data[at] = order[rank]?.value ?? 0;
        indices.data[at] = order[rank]?.i ?? 0;
      }
    });
    return [values, indices];
  },
  gradient: (call) => {
    const { emit } = call;
    const x = call.input(0);
    const zeros = emit.expandAs(call.number(0, x), x);
    const axis = call.axis(call.attributes.int("axis", -1), call.shape(x).length);
    return [emit.node("ScatterElements", [zeros, call.output(1), call.gradient], { axis, reduction: "add" })];
  },
  examples: [
    { inputs: ["3x5~", int64s([2])], outputs: 2 },
    { inputs: ["4x3~", int64s([2])], attributes: { axis: 0 }, outputs: 2 },
  ],
};
