import type { Operator } from "../operator.ts";

/** (x − offset) · scale, by feature. */
export const operator: Operator = {
  op: "Scaler",
  domain: "ai.onnx.ml",
  run: (call) => {
    const x = call.numbers(0);
    const [offsets, scales] = [
      call.attributes.floats("offset") ?? [0],
      call.attributes.floats("scale") ?? [1],
    ];
    const width = x.shape.at(-1) ?? 1;
    const output = call.fresh(x.type === "float64" ? "float64" : "float32", x.shape);
    const of = (list: readonly number[], i: number): number => list[list.length === 1 ? 0 : i % width] ?? 0;
    for (let i = 0; i < x.data.length; i++)
      output.data[i] = ((x.data[i] ?? 0) - of(offsets, i)) * of(scales, i);
    return [output];
  },
  expand: (call) => {
    const { emit } = call;
    const x = call.input(0);
    const list = (name: string, otherwise: number): string =>
      emit.constant(call.listOf(call.attributes.floats(name) ?? [otherwise], x));
    return [emit.multiply(emit.subtract(x, list("offset", 0)), list("scale", 1))];
  },
  examples: [
    { inputs: ["3x2"], attributes: { offset: [0.5, -1], scale: [2, 0.25] }, floats: ["offset", "scale"] },
    { inputs: ["3x2"], attributes: { offset: [0.5], scale: [2] }, floats: ["offset", "scale"] },
  ],
};
