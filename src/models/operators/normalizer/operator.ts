import type { Operator } from "../operator.ts";
import { overAxes } from "../softmax/over-axes.ts";

/** Every row divided by its largest number, its sum of absolute values, or its length. */
export const operator: Operator = {
  op: "Normalizer",
  domain: "ai.onnx.ml",
  run: (call) => {
    const x = call.numbers(0);
    const norm = call.attributes.text("norm", "MAX");
    const output = call.fresh("float32", x.shape);
    overAxes(x.shape, [x.shape.length - 1], (places) => {
      let size = 0;
      for (const at of places) {
        const value = x.data[at] ?? 0;
        if (norm === "L1") size += Math.abs(value);
        else if (norm === "L2") size += value * value;
        else size = Math.max(size, Math.abs(value));
      }
      if (norm === "L2") size = Math.sqrt(size);
      for (const at of places) output.data[at] = size === 0 ? (x.data[at] ?? 0) : (x.data[at] ?? 0) / size;
    });
    return [output];
  },
  expand: (call) => {
    const { emit } = call;
    const x = call.input(0);
    const norm = call.attributes.text("norm", "MAX");
    const axes = [call.shape(x).length - 1];
    if (norm === "L2") return [emit.divide(x, emit.node("Sqrt", [emit.sum(emit.multiply(x, x), axes)]))];
    const sizes = emit.node("Abs", [x]);
    return [emit.divide(x, norm === "L1" ? emit.sum(sizes, axes) : call.reduceMax(sizes, axes))];
  },
  examples: [
    { inputs: ["3x4"], attributes: { norm: "L1" } },
    { inputs: ["3x4"], attributes: { norm: "L2" } },
    { inputs: ["3x4+"] },
  ],
};
