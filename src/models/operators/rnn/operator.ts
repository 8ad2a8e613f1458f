import { recurrent } from "../recurrent/recurrent.ts";
import { affine } from "../recurrent/unroll.ts";

export const operator = recurrent(
  "RNN",
  {
    gates: 1,
    initial: [5],
    activations: ["Tanh"],
    step: (call, x, [h = ""], weights) => {
      const fromInput = affine(call, x, weights.input, weights.inputBias);
      const fromState = affine(call, h, weights.recurrent, weights.recurrentBias);
      return [call.emit.node("Tanh", [call.emit.add(fromInput, fromState)])];
    },
  },
  [
    { inputs: ["3x2x4", "1x3x4", "1x3x3", "1x6"], attributes: { hidden_size: 3 }, outputs: 2 },
    {
      inputs: ["3x2x4", "1x3x4", "1x3x3", "", "", "1x2x3"],
      attributes: { hidden_size: 3, direction: "reverse" },
      outputs: 2,
    },
  ],
);
