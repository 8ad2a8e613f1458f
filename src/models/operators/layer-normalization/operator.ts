import { paired } from "../elementwise/binary.ts";
import { expandNormalized, normalized } from "../normalization/normalized.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "LayerNormalization",
  domain: "",
  run: (call) => {
    const x = call.numbers(0);
    const axes = axesFrom(call.attributes.int("axis", -1), x.shape.length);
    const scaled = paired(
      call,
      normalized(call, x, axes, call.attributes.float("epsilon", 1e-5)),
      call.numbers(1),
      (a, b) => a * b,
    );
    const bias = call.optional(2);
    return [bias === undefined ? scaled : paired(call, scaled, bias, (a, b) => a + b)];
  },
  expand: (call) => {
    const x = call.input(0);
    const axes = axesFrom(call.attributes.int("axis", -1), call.shape(x).length);
    const scaled = call.emit.multiply(expandNormalized(call, x, axes, x), call.input(1));
    return [call.hasInput(2) ? call.emit.add(scaled, call.input(2)) : scaled];
  },
  examples: [
    { inputs: ["2x3x4", "4", "4"] },
    { inputs: ["2x3x4", "3x4"], attributes: { axis: 1, epsilon: 0.001 } },
  ],
};

/** The given axis and all behind it. */
function axesFrom(given: number, rank: number): number[] {
  const first = given < 0 ? given + rank : given;
  return Array.from({ length: rank - first }, (_, i) => first + i);
}
