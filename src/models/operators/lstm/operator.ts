import { recurrent } from "../recurrent/recurrent.ts";
import { affine, gatesOf } from "../recurrent/unroll.ts";

/** Gates stand in the order input, output, forget, cell. */
export const operator = recurrent(
  "LSTM",
  {
    gates: 4,
    initial: [5, 6],
    activations: ["Sigmoid", "Tanh", "Tanh"],
    step: (call, x, [h = "", c = ""], weights) => {
      const { emit } = call;
      const all = emit.add(
        affine(call, x, weights.input, weights.inputBias),
        affine(call, h, weights.recurrent, weights.recurrentBias),
      );
      const [i = "", o = "", f = "", n = ""] = gatesOf(call, all, 4);
      const open = (gate: string): string => emit.node("Sigmoid", [gate]);
      const cell = emit.add(emit.multiply(open(f), c), emit.multiply(open(i), emit.node("Tanh", [n])));
      return [emit.multiply(open(o), emit.node("Tanh", [cell])), cell];
    },
  },
  [
    { inputs: ["3x2x4", "1x12x4", "1x12x3", "1x24"], attributes: { hidden_size: 3 }, outputs: 3 },
    {
      inputs: ["3x2x4", "2x12x4", "2x12x3", "2x24", "", "2x2x3", "2x2x3"],
      attributes: { hidden_size: 3, direction: "bidirectional" },
      outputs: 3,
    },
    { inputs: ["2x2x4", "1x8x4", "1x8x2"], attributes: { hidden_size: 2, direction: "reverse" }, outputs: 3 },
  ],
);
