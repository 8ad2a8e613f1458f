import { int64s, stridesOf } from "../../tensor/index.ts";
import { picked } from "../elementwise/picked.ts";
import { scatterAlong } from "../scatter-elements/scatter-along.ts";
import type { Operator } from "../operator.ts";
import { slicePlan } from "./plan.ts";

export const operator: Operator = {
  op: "Slice",
  domain: "",
  run: (call) => {
    const input = call.any(0);
    const plan = slicePlan(
      input.shape,
      call.list(1, "starts") ?? [],
      call.list(2, "ends") ?? [],
      call.list(3, "axes"),
      call.list(4, "steps"),
    );
    const strides = stridesOf(input.shape);
    const start = plan.reduce((sum, along, axis) => sum + along.start * (strides[axis] ?? 0), 0);
    return [
      picked(
        call,
        input,
        plan.map(({ count }) => count),
        plan.map(({ step }, axis) => step * (strides[axis] ?? 0)),
        start,
      ),
    ];
  },
  gradient: (call) => {
    const x = call.input(0);
    const { shape, rowAxes } = call.seen(x);
    const plan = slicePlan(
      shape,
      call.list(1, "starts") ?? [],
      call.list(2, "ends") ?? [],
      call.list(3, "axes"),
      call.list(4, "steps"),
    );
    const cutAxes = plan.flatMap(({ start, step, count }, axis) =>
      start === 0 && step === 1 && count === shape[axis] ? [] : [axis],
    );
    if (cutAxes.some((axis) => rowAxes.has(axis))) throw call.none("takes some rows and leaves others");
    if (cutAxes.every((axis) => plan[axis]?.step === 1)) {
      const before = plan.map(({ start }, axis) => (cutAxes.includes(axis) ? start : 0));
      const behind = plan.map(({ start, count }, axis) =>
        cutAxes.includes(axis) ? (shape[axis] ?? 0) - start - count : 0,
      );
      return [call.emit.node("Pad", [call.gradient, call.emit.ints([...before, ...behind])])];
    }
    // Axis by axis, the last first: each puts its elements back among zeros.
    let gradient = call.gradient;
    for (const axis of cutAxes) {
      const { start, step, count } = plan[axis] ?? { start: 0, step: 1, count: 0 };
      const places = Array.from({ length: count }, (_, i) => start + i * step);
      gradient = scatterAlong(call, gradient, {
        axis,
        places: call.emit.ints(places),
        rank: shape.length,
        size: shape[axis] ?? 0,
        like: x,
      });
    }
    return [gradient];
  },
  examples: [
    { inputs: ["2x5x4", int64s([1, 0]), int64s([4, 3]), int64s([1, 2])] },
    { inputs: ["2x5", int64s([4]), int64s([-(2 ** 63)]), int64s([1]), int64s([-2])] },
    { inputs: ["2x5x6", int64s([0, 5]), int64s([2 ** 63, 0]), int64s([1, -1]), int64s([2, -2])] },
    { inputs: ["4x3"], attributes: { starts: [1], ends: [3], axes: [0] }, opset: 9, varied: [] },
  ],
};
