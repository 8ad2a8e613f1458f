import { sizeOf } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";
import { tapsOf } from "../windows/taps.ts";
import { windowsOf } from "../windows/windows.ts";

export const operator: Operator = {
  op: "MaxPool",
  domain: "",
  run: (call) => {
    const x = call.numbers(0);
    if (call.attributes.int("storage_order", 0) !== 0) throw call.unsupported("stores by columns");
    const sizes = x.shape.slice(2);
    const windows = windowsOf(call.attributes, sizes, call.attributes.ints("kernel_shape") ?? []);
    const { to, at } = tapsOf(windows, sizes);
    const shape = [...x.shape.slice(0, 2), ...windows.count];
    const output = call.fresh(x.type, shape);
    const indices = call.fresh("int64", shape);
    const [from, many] = [sizeOf(sizes), sizeOf(windows.count)];
    output.data.fill(-Infinity);
    for (let plane = 0; plane < sizeOf(x.shape.slice(0, 2)); plane++)
      for (let i = 0; i < to.length; i++) {
        const place = plane * from + (at[i] ?? 0);
        const window = plane * many + (to[i] ?? 0);
        const value = x.data[place] ?? 0;
        if (value > (output.data[window] ?? 0) || Number.isNaN(value)) {
          output.data[window] = value;
          indices.data[window] = place;
        }
      }
    return [output, indices];
  },
  gradient: (call) => {
    const { emit } = call;
    const x = call.input(0);
    const windows = windowsOf(
      call.attributes,
      call.shape(x).slice(2),
      call.attributes.ints("kernel_shape") ?? [],
    );
    // Windows that do not overlap write each place once, which is faster than adding.
    const overlap = windows.kernel.some(
      (size, axis) => (size - 1) * (windows.dilations[axis] ?? 1) + 1 > (windows.strides[axis] ?? 1),
    );
    const flat = emit.ints([-1]);
    const length = emit.node("Reshape", [emit.node("Size", [x]), emit.ints([1])]);
    const zeros = emit.node("Expand", [call.number(0, x), length]);
    const scattered = emit.node(
      "ScatterElements",
      [zeros, emit.node("Reshape", [call.wantOutput(1), flat]), emit.node("Reshape", [call.gradient, flat])],
      { axis: 0, ...(overlap ? { reduction: "add" } : {}) },
    );
    return [emit.reshapeAs(scattered, x)];
  },
  examples: [
    { inputs: ["2x2x4x4~"], attributes: { kernel_shape: [2, 2], strides: [2, 2] } },
    { inputs: ["1x2x5x5~"], attributes: { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] } },
    { inputs: ["1x1x5x5~"], attributes: { kernel_shape: [2, 2], strides: [2, 2], ceil_mode: 1 } },
    { inputs: ["2x2x7~"], attributes: { kernel_shape: [3], strides: [2] } },
    { inputs: ["2x3x11~"], attributes: { kernel_shape: [2], strides: [2], dilations: [2] } },
  ],
};
