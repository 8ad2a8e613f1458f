import type { Call } from "../call.ts";
import type { GradientCall } from "../gradient-call.ts";
import type { Example, Operator } from "../operator.ts";
import { overAxes } from "../softmax/over-axes.ts";

interface Reduction {
  /** Of the numbers at some places. */
  readonly value: (data: ArrayLike<number>, places: Int32Array) => number;
  /** Name of the gradient by the input; `gradient` has the input's rank, with size 1 along the axes. */
  readonly gradient?: (
    call: GradientCall,
    parts: { readonly gradient: string; readonly count: number; readonly axes: readonly number[] },
  ) => string;
  readonly examples?: readonly Example[];
}

const withAttribute: readonly Example[] = [
  { inputs: ["2x3x4"], attributes: { axes: [1], keepdims: 0 } },
  { inputs: ["2x3x4"], attributes: { axes: [0, -1] } },
  { inputs: ["2x3"] },
];

/** An operator that makes one number of all along some axes. */
export function reduction(op: string, { value, gradient, examples = withAttribute }: Reduction): Operator {
  return {
    op,
    domain: "",
    run: (call) => [reduced(call, value)],
    ...(gradient === undefined
      ? {}
      : {
          gradient: (call: GradientCall) => {
            const shape = call.shape(call.input(0));
            const axes = axesOf(
              call.list(1, "axes"),
              call.attributes.int("noop_with_empty_axes", 0),
              shape.length,
            );
            if (axes.length === 0) return [call.gradient];
            const isKept = call.attributes.int("keepdims", 1) === 1;
            return [
              gradient(call, {
                gradient: isKept
                  ? call.gradient
                  : call.emit.node("Unsqueeze", [call.gradient, call.emit.ints(axes)]),
                count: axes.reduce((count, axis) => count * (shape[axis] ?? 1), 1),
                axes,
              }),
            ];
          },
        }),
    examples,
  };
}

function reduced(call: Call, value: Reduction["value"]): ReturnType<Call["fresh"]> {
  const input = call.numbers(0);
  const axes = axesOf(
    call.list(1, "axes"),
    call.attributes.int("noop_with_empty_axes", 0),
    input.shape.length,
  );
  const isKept = call.attributes.int("keepdims", 1) === 1;
  const along = new Set(axes);
  const shape = input.shape.flatMap((dim, axis) => (along.has(axis) ? (isKept ? [1] : []) : [dim]));
  const output = call.fresh(input.type, shape);
  overAxes(input.shape, axes, (places, group) => {
    output.data[group] = value(input.data, places);
  });
  return output;
}

/** All axes where none is named, unless the node says that then nothing is to be done. */
function axesOf(given: readonly number[] | undefined, noop: number, rank: number): number[] {
  if (given === undefined || given.length === 0)
    return noop === 1 ? [] : Array.from({ length: rank }, (_, axis) => axis);
  return given.map((axis) => (axis < 0 ? axis + rank : axis));
}
