import { overAxes } from "../softmax/over-axes.ts";
import type { Operator } from "../operator.ts";

/** Where the largest or smallest number stands along an axis; the first, or the last where that is asked for. */
export function extremeIndex(op: "ArgMax" | "ArgMin"): Operator {
  const sign = op === "ArgMax" ? 1 : -1;
  return {
    op,
    domain: "",
    run: (call) => {
      const input = call.numbers(0);
      const axis = call.axis(call.attributes.int("axis", 0), input.shape.length);
      const isKept = call.attributes.int("keepdims", 1) === 1;
      const takesLast = call.attributes.int("select_last_index", 0) === 1;
      const shape = input.shape.flatMap((dim, i) => (i === axis ? (isKept ? [1] : []) : [dim]));
      const output = call.fresh("int64", shape);
      overAxes(input.shape, [axis], (places, group) => {
        let best = 0;
        for (let i = 1; i < places.length; i++) {
          const found = sign * (input.data[places[i] ?? 0] ?? 0);
          const held = sign * (input.data[places[best] ?? 0] ?? 0);
          if (found > held || (takesLast && found === held)) best = i;
        }
        output.data[group] = best;
      });
      return [output];
    },
    isFlat: true,
    examples: [{ inputs: ["3x4"] }, { inputs: ["3x4"], attributes: { axis: -1, keepdims: 0 } }],
  };
}
