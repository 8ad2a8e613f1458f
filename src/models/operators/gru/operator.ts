import { recurrent } from "../recurrent/recurrent.ts";
import { affine, gatesOf } from "../recurrent/unroll.ts";

/** Gates stand in the order update, reset, hidden. */
export const operator = recurrent(
  "GRU",
  {
    gates: 3,
    initial: [5],
    activations: ["Sigmoid", "Tanh"],
    step: (call, x, [h = ""], weights) => {
      const { emit } = call;
      const [xz = "", xr = "", xn = ""] = gatesOf(call, affine(call, x, weights.input, weights.inputBias), 3);
      const [hz = "", hr = "", hn = ""] = gatesOf(
        call,
        affine(call, h, weights.recurrent, weights.recurrentBias),
        3,
      );
      const z = emit.node("Sigmoid", [emit.add(xz, hz)]);
      const r = emit.node("Sigmoid", [emit.add(xr, hr)]);
      const resetLater = call.attributes.int("linear_before_reset", 0) !== 0;
      // With the reset first, the weights of the hidden gate see the state that was reset.
      const afterReset = (): string =>
        gatesOf(call, affine(call, emit.multiply(r, h), weights.recurrent, weights.recurrentBias), 3)[2] ??
        "";
      const n = emit.node("Tanh", [emit.add(xn, resetLater ? emit.multiply(r, hn) : afterReset())]);
      return [emit.add(n, emit.multiply(z, emit.subtract(h, n)))];
    },
  },
  [
    { inputs: ["3x2x4", "1x9x4", "1x9x3", "1x18"], attributes: { hidden_size: 3 }, outputs: 2 },
    {
      inputs: ["3x2x4", "2x9x4", "2x9x3", "2x18", "", "2x2x3"],
      attributes: { hidden_size: 3, direction: "bidirectional", linear_before_reset: 1 },
      outputs: 2,
    },
  ],
);
