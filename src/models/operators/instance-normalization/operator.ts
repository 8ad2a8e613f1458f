import { paired } from "../elementwise/binary.ts";
import { expandNormalized, normalized } from "../normalization/normalized.ts";
import type { Operator } from "../operator.ts";

const axesOf = (rank: number): number[] => Array.from({ length: rank - 2 }, (_, i) => i + 2);

/** Every channel of every row by itself. */
export const operator: Operator = {
  op: "InstanceNormalization",
  domain: "",
  run: (call) => {
    const x = call.numbers(0);
    const rank = x.shape.length;
    const even = normalized(call, x, axesOf(rank), call.attributes.float("epsilon", 1e-5));
    const [scale, bias] = [1, 2].map((index) => {
      const weights = call.numbers(index);
      return { ...weights, shape: [weights.data.length, ...axesOf(rank).map(() => 1)] };
    });
    if (scale === undefined || bias === undefined) throw call.unsupported("lacks its weights");
    return [
      paired(
        call,
        paired(call, even, scale, (a, b) => a * b),
        bias,
        (a, b) => a + b,
      ),
    ];
  },
  expand: (call) => {
    const { emit } = call;
    const x = call.input(0);
    const rank = call.shape(x).length;
    const shape = emit.ints([-1, ...axesOf(rank).map(() => 1)]);
    const weights = (index: number): string => emit.node("Reshape", [call.input(index), shape]);
    const even = expandNormalized(call, x, axesOf(rank), x);
    return [emit.add(emit.multiply(even, weights(1)), weights(2))];
  },
  examples: [
    { inputs: ["2x3x4x4", "3", "3"] },
    { inputs: ["2x3x5", "3", "3"], attributes: { epsilon: 0.01 } },
  ],
};
