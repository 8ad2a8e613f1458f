import { int64s, stridesOf } from "../../tensor/index.ts";
import type { ExpandCall } from "../gradient-call.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "Pad",
  domain: "",
  run: (call) => {
    const input = call.numbers(0);
    const rank = input.shape.length;
    const [before, behind] = sides(
      call.list(1, "pads") ?? [],
      call.opset >= 18 ? call.list(3, "axes") : undefined,
      rank,
    );
    const mode = call.attributes.text("mode", "constant");
    if (!["constant", "reflect", "edge"].includes(mode)) throw call.unsupported(`pads by ${mode}`);
    const filler = call.optional(2)?.data[0] ?? call.attributes.float("value", 0);
    const shape = input.shape.map((dim, axis) => dim + (before[axis] ?? 0) + (behind[axis] ?? 0));
    const output = call.fresh(input.type, shape);
    const places = shape.map((dim, axis) =>
      placesAlong(dim, input.shape[axis] ?? 0, before[axis] ?? 0, mode),
    );
    const strides = stridesOf(input.shape);
    const at = shape.map(() => 0);
    for (let i = 0; i < output.data.length; i++) {
      let from = 0;
      for (let axis = 0; axis < rank && from >= 0; axis++) {
        const place = places[axis]?.[at[axis] ?? 0] ?? -1;
        from = place < 0 ? -1 : from + place * (strides[axis] ?? 1);
      }
      output.data[i] = from < 0 ? filler : (input.data[from] ?? 0);
      for (let axis = rank - 1; axis >= 0; axis--) {
        at[axis] = (at[axis] ?? 0) + 1;
        if ((at[axis] ?? 0) < (shape[axis] ?? 0)) break;
        at[axis] = 0;
      }
    }
    return [output];
  },
  gradient: (call) => {
    if (call.attributes.text("mode", "constant") !== "constant")
      throw call.none("repeats values at its edges");
    const rank = call.shape(call.input(0)).length;
    const [before] = sidesOf(call, rank);
    if (before.some((size) => size < 0)) throw call.none("cuts values off");
    const axes = Array.from({ length: rank }, (_, axis) => axis);
    const starts = call.emit.ints(before);
    const ends = call.emit.add(starts, call.emit.node("Shape", [call.input(0)]));
    return [call.emit.node("Slice", [call.gradient, starts, ends, call.emit.ints(axes)])];
  },
  examples: [
    { inputs: ["2x3", int64s([0, 1, 1, 2])] },
    { inputs: ["1x2x3x3", int64s([0, 0, 1, 1, 0, 0, 1, 1])] },
    { inputs: ["2x4", int64s([0, 2, 0, 1])], attributes: { mode: "reflect" }, varied: [] },
    { inputs: ["2x4", int64s([0, 2, 0, 1])], attributes: { mode: "edge" }, varied: [] },
  ],
};

const sidesOf = (call: ExpandCall, rank: number): [number[], number[]] =>
  sides(call.list(1, "pads") ?? [], call.opset >= 18 ? call.list(3, "axes") : undefined, rank);

/** How much is put before and behind, by axis. */
function sides(
  pads: readonly number[],
  axes: readonly number[] | undefined,
  rank: number,
): [number[], number[]] {
  const before = Array.from({ length: rank }, () => 0);
  const behind = Array.from({ length: rank }, () => 0);
  const named = axes ?? before.map((_, axis) => axis);
  for (const [i, given] of named.entries()) {
    const axis = given < 0 ? given + rank : given;
    before[axis] = pads[i] ?? 0;
    behind[axis] = pads[i + named.length] ?? 0;
  }
  return [before, behind];
}

/** From where each element along an axis is taken; -1 for the filler. */
function placesAlong(dim: number, from: number, before: number, mode: string): Int32Array {
  return Int32Array.from({ length: dim }, (_, i) => {
    const at = i - before;
    if (at >= 0 && at < from) return at;
    if (mode === "edge") return Math.min(Math.max(at, 0), from - 1);
    return mode === "reflect" ? (at < 0 ? -at : 2 * (from - 1) - at) : -1;
  });
}
