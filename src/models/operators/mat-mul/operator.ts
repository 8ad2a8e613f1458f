import { modelsErrors } from "../../errors.ts";
import { broadcastShapes, broadcastStrides } from "../../tensor/index.ts";
import { eachPair } from "../elementwise/binary.ts";
import type { GradientCall } from "../gradient-call.ts";
import { multiplyInto } from "../matrix/multiply.ts";
import type { Operator } from "../operator.ts";

/** Matrix product, of stacks of matrices as well, after numpy's rule. */
export const operator: Operator = {
  op: "MatMul",
  domain: "",
  run: (call) => {
    const a = call.numbers(0);
    const b = call.numbers(1);
    const left = a.shape.length === 1 ? [1, ...a.shape] : a.shape;
    const right = b.shape.length === 1 ? [...b.shape, 1] : b.shape;
    const [m = 1, k = 1] = left.slice(-2);
    const [inner = 1, n = 1] = right.slice(-2);
    if (k !== inner)
      throw modelsErrors.wrongInput(
        `MatMul multiplies [${a.shape.join(", ")}] with [${b.shape.join(", ")}].`,
      );
    const stack = broadcastShapes(left.slice(0, -2), right.slice(0, -2));
    const output = call.fresh(a.type, [
      ...stack,
      ...(a.shape.length === 1 ? [] : [m]),
      ...(b.shape.length === 1 ? [] : [n]),
    ]);
    eachPair(
      stack,
      broadcastStrides(left.slice(0, -2), stack).map((stride) => stride * m * k),
      broadcastStrides(right.slice(0, -2), stack).map((stride) => stride * k * n),
      (i, from, by) => multiplyInto(output.data, i * m * n, a.data, from, b.data, by, m, k, n),
    );
    return [output];
  },
  gradient: (call) => {
    const ranks = [0, 1].map((index) => call.shape(call.input(index)).length);
    if (ranks.some((rank) => rank < 2)) throw call.none("multiplies with a vector");
    const g = call.gradient;
    return call.forNeeded(
      () => toStack(call, call.emit.node("MatMul", [g, swapped(call, 1)]), 0),
      () => toStack(call, call.emit.node("MatMul", [swapped(call, 0), g]), 1),
    );
  },
  examples: [
    { inputs: ["3x4", "4x2"] },
    { inputs: ["2x3x4", "2x4x5"] },
    { inputs: ["2x3x4", "4x5"] },
    { inputs: ["2x1x3x4", "5x4x2"] },
    { inputs: ["3x4", "4"], varied: [] },
  ],
};

function swapped(call: GradientCall, index: number): string {
  const rank = call.shape(call.input(index)).length;
  const perm = Array.from({ length: rank }, (_, axis) => axis);
  perm.splice(rank - 2, 2, rank - 1, rank - 2);
  return call.emit.node("Transpose", [call.input(index)], { perm });
}

/** Sums over the matrices that one was repeated for. */
function toStack(call: GradientCall, gradient: string, index: number): string {
  const name = call.input(index);
  const to = call.shape(name);
  const from = call.shape(call.output(0));
  const offset = from.length - to.length;
  const axes = from
    .slice(0, -2)
    .flatMap((dim, axis) => (axis < offset || (to[axis - offset] === 1 && dim !== 1) ? [axis] : []));
  if (axes.length === 0) return gradient;
  const summed = call.emit.sum(gradient, axes);
  return offset === 0 ? summed : call.emit.reshapeAs(summed, name);
}
