import { modelsErrors } from "../../errors.ts";
import { sizeOf, type NumberTensor } from "../../tensor/index.ts";
import type { Call } from "../call.ts";
import type { GradientCall } from "../gradient-call.ts";
import type { Operator } from "../operator.ts";
import { tapsOf } from "../windows/taps.ts";
import { windowsOf } from "../windows/windows.ts";

/** Convolution over one or two axes, in groups of channels. */
export const operator: Operator = {
  op: "Conv",
  domain: "",
  run: (call) => [convolved(call)],
  gradient: (call) => {
    if (call.needs(1)) throw call.none("has weights that depend on the rows");
    return call.forNeeded(
      () => backThroughConv(call, call.gradient),
      () => "",
      () => call.emit.sum(call.gradient, axesBeside(call), false),
    );
  },
  examples: [
    { inputs: ["2x3x5x5", "4x3x3x3", "4"], attributes: { pads: [1, 1, 1, 1] }, varied: [0, 2] },
    { inputs: ["1x2x6x5", "2x2x3x2"], attributes: { strides: [2, 2], pads: [1, 0, 0, 1] }, varied: [0] },
    { inputs: ["1x4x5x5", "6x2x2x2"], attributes: { group: 2, dilations: [2, 1] }, varied: [0] },
    { inputs: ["1x2x7x6", "3x2x3x3"], attributes: { auto_pad: "SAME_UPPER", strides: [2, 2] }, varied: [0] },
    { inputs: ["2x2x9", "3x2x3"], attributes: { strides: [2], pads: [1, 1] }, varied: [0] },
  ],
};

const axesBeside = (call: GradientCall): number[] =>
  call.shape(call.output(0)).flatMap((_, axis) => (axis === 1 ? [] : [axis]));

/** The transposed convolution with the same windows puts every gradient where it came from. */
function backThroughConv(call: GradientCall, gradient: string): string {
  const shape = call.shape(call.input(0));
  const sizes = shape.slice(2);
  const weights = call.shape(call.input(1));
  const windows = windowsOf(call.attributes, sizes, weights.slice(2));
  // What no window reached at the end of an axis.
  const rest = sizes.map((size, axis) => {
    const span = ((weights[axis + 2] ?? 1) - 1) * (windows.dilations[axis] ?? 1) + 1;
    const covered = ((windows.count[axis] ?? 0) - 1) * (windows.strides[axis] ?? 1) + span;
    return size + (windows.before[axis] ?? 0) + (windows.behind[axis] ?? 0) - covered;
  });
  return call.emit.node("ConvTranspose", [gradient, call.input(1)], {
    strides: windows.strides,
    dilations: windows.dilations,
    pads: [...windows.before, ...windows.behind],
    group: call.attributes.int("group", 1),
    ...(rest.some((size) => size > 0) ? { output_padding: rest } : {}),
  });
}

function convolved(call: Call): NumberTensor {
  const x = call.numbers(0);
  const w = call.numbers(1);
  const bias = call.optional(2);
  const group = call.attributes.int("group", 1);
  const [rows = 0, channels = 0, ...sizes] = x.shape;
  const [filters = 0, depth = 0, ...kernel] = w.shape;
  if (depth * group !== channels || filters % group !== 0)
    throw modelsErrors.wrongInput(`Conv of ${channels} channels has weights [${w.shape.join(", ")}].`);
  const windows = windowsOf(call.attributes, sizes, kernel);
  const { to, tap, at } = tapsOf(windows, sizes);
  const output = call.fresh(x.type, [rows, filters, ...windows.count]);
  const [from, many, taps] = [sizeOf(sizes), sizeOf(windows.count), sizeOf(kernel)];
  const sums = new Float64Array(many);
  for (let row = 0; row < rows; row++)
    for (let filter = 0; filter < filters; filter++) {
      sums.fill(bias?.data[filter] ?? 0);
      const first = Math.floor(filter / (filters / group)) * depth;
      for (let channel = 0; channel < depth; channel++) {
        const picture = (row * channels + first + channel) * from;
        const weights = (filter * depth + channel) * taps;
        for (let i = 0; i < to.length; i++) {
          const window = to[i] ?? 0;
          sums[window] =
            (sums[window] ?? 0) +
            (x.data[picture + (at[i] ?? 0)] ?? 0) * (w.data[weights + (tap[i] ?? 0)] ?? 0);
        }
      }
      output.data.set(sums, (row * filters + filter) * many);
    }
  return output;
}
