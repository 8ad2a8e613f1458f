import { sizeOf } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";

/** With the mean and variance that training left behind. */
export const operator: Operator = {
  op: "BatchNormalization",
  domain: "",
  run: (call) => {
    if (call.attributes.int("training_mode", 0) !== 0) throw call.unsupported("is in training mode");
    const x = call.numbers(0);
    const [scale, bias, mean, variance] = [1, 2, 3, 4].map((index) => call.numbers(index).data);
    const epsilon = call.attributes.float("epsilon", 1e-5);
    const output = call.fresh(x.type, x.shape);
    const size = sizeOf(x.shape.slice(2));
    const channels = x.shape[1] ?? 1;
    for (let plane = 0, at = 0; at < output.data.length; plane++) {
      const channel = plane % channels;
      const factor = (scale?.[channel] ?? 1) / Math.sqrt((variance?.[channel] ?? 0) + epsilon);
      for (let i = 0; i < size; i++, at++)
        output.data[at] = ((x.data[at] ?? 0) - (mean?.[channel] ?? 0)) * factor + (bias?.[channel] ?? 0);
    }
    return [output];
  },
  gradient: (call) => {
    if ([1, 2, 3, 4].some((index) => call.needs(index)))
      throw call.none("has weights that depend on the rows");
    const { emit } = call;
    const variance = emit.add(
      call.input(4),
      call.number(call.attributes.float("epsilon", 1e-5), call.input(4)),
    );
    const factor = emit.divide(call.input(1), emit.node("Sqrt", [variance]));
    const channels = [
      1,
      -1,
      ...call
        .shape(call.input(0))
        .slice(2)
        .map(() => 1),
    ];
    return [emit.multiply(call.gradient, emit.node("Reshape", [factor, emit.ints(channels)]))];
  },
  examples: [
    { inputs: ["2x3x4x4", "3", "3", "3", "3+"], varied: [0] },
    { inputs: ["4x3", "3", "3", "3", "3+"], attributes: { epsilon: 0.01 }, varied: [0] },
  ],
};
