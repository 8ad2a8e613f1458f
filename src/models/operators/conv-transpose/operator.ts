import { modelsErrors } from "../../errors.ts";
import { sizeOf, type NumberTensor } from "../../tensor/index.ts";
import type { Call } from "../call.ts";
import type { Operator } from "../operator.ts";
import { tapsOf } from "../windows/taps.ts";
import type { Windows } from "../windows/windows.ts";

/** What a convolution does backwards: every value is spread over its window. */
export const operator: Operator = {
  op: "ConvTranspose",
  domain: "",
  run: (call) => [spread(call)],
  gradient: (call) => {
    if (call.needs(1) || call.needs(2)) throw call.none("has weights that depend on the rows");
    const { attributes, emit } = call;
    refuseForms(call.attributes.text("auto_pad", "NOTSET"), call.attributes.has("output_shape"));
    const sizes = call.shape(call.input(0)).slice(2);
    const reached = call.shape(call.output(0)).slice(2);
    const rank = sizes.length;
    const g = emit.node("Conv", [call.gradient, call.input(1)], {
      strides: attributes.ints("strides") ?? sizes.map(() => 1),
      dilations: attributes.ints("dilations") ?? sizes.map(() => 1),
      pads: attributes.ints("pads") ?? reached.flatMap(() => [0, 0]),
      group: attributes.int("group", 1),
    });
    // With an output padding as large as a stride there is a window more than there were values.
    const axes = sizes.map((_, axis) => axis + 2);
    const starts = Array.from({ length: rank }, () => 0);
    return [emit.node("Slice", [g, emit.ints(starts), emit.ints(sizes), emit.ints(axes)])];
  },
  examples: [
    {
      inputs: ["2x3x4x4", "3x2x3x3"],
      attributes: { strides: [2, 2], pads: [1, 1, 1, 1], output_padding: [1, 1] },
      varied: [0],
    },
    { inputs: ["1x4x3x3", "4x1x2x2", "2"], attributes: { group: 2 }, varied: [0] },
    { inputs: ["1x2x5", "2x3x3"], attributes: { strides: [2], dilations: [2] }, varied: [0] },
  ],
};

function refuseForms(auto: string, hasShape: boolean): void {
  if (auto !== "NOTSET" || hasShape)
    throw modelsErrors.unsupportedOperator(
      "ConvTranspose with `auto_pad` or `output_shape` is not computed here.",
    );
}

function spread(call: Call): NumberTensor {
  const { attributes } = call;
  refuseForms(attributes.text("auto_pad", "NOTSET"), attributes.has("output_shape"));
  const x = call.numbers(0);
  const w = call.numbers(1);
  const bias = call.optional(2);
  const group = attributes.int("group", 1);
  const [rows = 0, channels = 0, ...sizes] = x.shape;
  const [given = 0, depth = 0, ...kernel] = w.shape;
  if (given !== channels || channels % group !== 0 || sizes.length > 2 || sizes.length < 1)
    throw modelsErrors.unsupportedOperator(
      `ConvTranspose of [${x.shape.join(", ")}] with weights [${w.shape.join(", ")}] is not computed here.`,
    );
  const strides = attributes.ints("strides") ?? sizes.map(() => 1);
  const dilations = attributes.ints("dilations") ?? sizes.map(() => 1);
  const pads = attributes.ints("pads") ?? sizes.flatMap(() => [0, 0]);
  const padding = attributes.ints("output_padding") ?? sizes.map(() => 0);
  const reached = sizes.map(
    (size, axis) =>
      (strides[axis] ?? 1) * (size - 1) +
      (padding[axis] ?? 0) +
      ((kernel[axis] ?? 1) - 1) * (dilations[axis] ?? 1) +
      1 -
      (pads[axis] ?? 0) -
      (pads[axis + sizes.length] ?? 0),
  );
  const windows: Windows = {
    kernel,
    strides,
    dilations,
    before: pads.slice(0, sizes.length),
    behind: pads.slice(sizes.length),
    count: sizes,
  };
  const { to, tap, at } = tapsOf(windows, reached);
  const filters = depth * group;
  const output = call.fresh(x.type, [rows, filters, ...reached]);
  const [from, many, taps] = [sizeOf(sizes), sizeOf(reached), sizeOf(kernel)];
  const sums = new Float64Array(many);
  for (let row = 0; row < rows; row++)
    for (let filter = 0; filter < filters; filter++) {
      sums.fill(bias?.data[filter] ?? 0);
      const within = filter % depth;
      const first = Math.floor(filter / depth) * (channels / group);
      for (let channel = first; channel < first + channels / group; channel++) {
        const picture = (row * channels + channel) * from;
        const weights = (channel * depth + within) * taps;
        for (let i = 0; i < to.length; i++) {
          const place = at[i] ?? 0;
          sums[place] =
            (sums[place] ?? 0) +
            (x.data[picture + (to[i] ?? 0)] ?? 0) * (w.data[weights + (tap[i] ?? 0)] ?? 0);
        }
      }
      output.data.set(sums, (row * filters + filter) * many);
    }
  return output;
}
