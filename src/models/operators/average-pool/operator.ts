import { sizeOf, tensorOf, type NumberType } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";
import { tapsOf } from "../windows/taps.ts";
import { windowsOf, type Windows } from "../windows/windows.ts";

export const operator: Operator = {
  op: "AveragePool",
  domain: "",
  run: (call) => {
    const x = call.numbers(0);
    const sizes = x.shape.slice(2);
    const windows = windowsOf(call.attributes, sizes, call.attributes.ints("kernel_shape") ?? []);
    const { to, at } = tapsOf(windows, sizes);
    const counts = countsOf(windows, sizes, call.attributes.int("count_include_pad", 0) === 1);
    const output = call.fresh(x.type, [...x.shape.slice(0, 2), ...windows.count]);
    const [from, many] = [sizeOf(sizes), sizeOf(windows.count)];
    const sums = new Float64Array(many);
    for (let plane = 0; plane < sizeOf(x.shape.slice(0, 2)); plane++) {
      sums.fill(0);
      for (let i = 0; i < to.length; i++) {
        const window = to[i] ?? 0;
        sums[window] = (sums[window] ?? 0) + (x.data[plane * from + (at[i] ?? 0)] ?? 0);
      }
      for (let window = 0; window < many; window++)
        output.data[plane * many + window] = (sums[window] ?? 0) / (counts[window] ?? 1);
    }
    return [output];
  },
  gradient: (call) => {
    const { emit } = call;
    const x = call.input(0);
    const shape = call.shape(x);
    const sizes = shape.slice(2);
    if (call.attributes.int("ceil_mode", 0) === 1) throw call.none("rounds its number of windows up");
    const windows = windowsOf(call.attributes, sizes, call.attributes.ints("kernel_shape") ?? []);
    const counts = countsOf(windows, sizes, call.attributes.int("count_include_pad", 0) === 1);
    const { type } = call.seen(x);
    // Safe: averages are of numbers; what is text failed when the model ran.
    const of = type as NumberType;
    const shares = emit.divide(call.gradient, emit.constant(tensorOf(of, [1, 1, ...windows.count], counts)));
    const channels = shape[1] ?? 1;
    const ones = tensorOf(
      of,
      [channels, 1, ...windows.kernel],
      Array.from({ length: channels * sizeOf(windows.kernel) }, () => 1),
    );
    const rest = sizes.map((size, axis) => {
      const span = ((windows.kernel[axis] ?? 1) - 1) * (windows.dilations[axis] ?? 1) + 1;
      const covered = ((windows.count[axis] ?? 0) - 1) * (windows.strides[axis] ?? 1) + span;
      return size + (windows.before[axis] ?? 0) + (windows.behind[axis] ?? 0) - covered;
    });
    return [
      emit.node("ConvTranspose", [shares, emit.constant(ones)], {
        strides: windows.strides,
        dilations: windows.dilations,
        pads: [...windows.before, ...windows.behind],
        group: channels,
        ...(rest.some((size) => size > 0) ? { output_padding: rest } : {}),
      }),
    ];
  },
  examples: [
    { inputs: ["2x2x4x4"], attributes: { kernel_shape: [2, 2], strides: [2, 2] } },
    { inputs: ["1x2x5x5"], attributes: { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] } },
    {
      inputs: ["1x2x6x5"],
      attributes: { kernel_shape: [3, 2], strides: [2, 2], pads: [1, 0, 1, 0], count_include_pad: 1 },
    },
    { inputs: ["1x2x7"], attributes: { kernel_shape: [3], strides: [2] } },
  ],
};

/** By how many each window's sum is divided: what it covers, with the padding where that counts. */
function countsOf(windows: Windows, sizes: readonly number[], countsPadding: boolean): Float64Array {
  const counts = new Float64Array(sizeOf(windows.count));
  if (countsPadding) return counts.fill(sizeOf(windows.kernel));
  for (const window of tapsOf(windows, sizes).to) counts[window] = (counts[window] ?? 0) + 1;
  return counts;
}
