import { broadcastShapes, broadcastStrides, type NumberTensor, type NumberType } from "../../tensor/index.ts";
import type { Call } from "../call.ts";
import type { GradientCall } from "../gradient-call.ts";
import type { Example, Operator } from "../operator.ts";

interface Binary {
  readonly value: (a: number, b: number) => number;
  /** Names of the gradients by the two inputs, before they are summed to their shapes; absent: flat. */
  readonly gradient?: (
    call: GradientCall,
    a: string,
    b: string,
    gradient: string,
  ) => readonly [() => string, () => string];
  /** Type of the result, where it is not that of the inputs. */
  readonly type?: NumberType;
  readonly examples?: readonly Example[];
}

const shapes: readonly Example[] = [
  { inputs: ["2x3x4", "2x3x4"] },
  { inputs: ["2x3x4", "3x1"] },
  { inputs: ["4", "2x3x1"] },
  { inputs: ["2x3", ""].map((shape) => (shape === "" ? "1" : shape)) },
];

/** An operator on two tensors, number by number, repeated to a common shape after numpy's rule. */
export function binary(op: string, { value, gradient, type, examples = shapes }: Binary): Operator {
  return {
    op,
    domain: "",
    run: (call) => [paired(call, call.numbers(0), call.numbers(1), value, type)],
    ...(gradient === undefined
      ? { isFlat: true }
      : {
          gradient: (call) => {
            const [left, right] = gradient(call, call.input(0), call.input(1), call.gradient);
            return call.forNeeded(
              () => call.unbroadcast(left(), 0),
              () => call.unbroadcast(right(), 1),
            );
          },
        }),
    examples,
  };
}

export function paired(
  call: Call,
  a: NumberTensor,
  b: NumberTensor,
  value: (a: number, b: number) => number,
  type: NumberType = a.type,
): NumberTensor {
  const shape = broadcastShapes(a.shape, b.shape);
  const output = call.fresh(type, shape);
  const { data } = output;
  if (a.data.length === data.length && b.data.length === data.length) {
    for (let i = 0; i < data.length; i++) data[i] = value(a.data[i] ?? 0, b.data[i] ?? 0);
  } else if (b.data.length === 1 && a.data.length === data.length) {
    const right = b.data[0] ?? 0;
    for (let i = 0; i < data.length; i++) data[i] = value(a.data[i] ?? 0, right);
  } else {
    eachPair(shape, broadcastStrides(a.shape, shape), broadcastStrides(b.shape, shape), (i, left, right) => {
      data[i] = value(a.data[left] ?? 0, b.data[right] ?? 0);
    });
  }
  return output;
}

/** Goes over a shape in order, with the places in two tensors that are read with strides of their own. */
export function eachPair(
  shape: readonly number[],
  a: readonly number[],
  b: readonly number[],
  visit: (index: number, a: number, b: number) => void,
): void {
  const size = shape.reduce((product, dim) => product * dim, 1);
  const rank = shape.length;
  const at = Array.from({ length: rank }, () => 0);
  let left = 0;
  let right = 0;
  for (let i = 0; i < size; i++) {
    visit(i, left, right);
    for (let axis = rank - 1; axis >= 0; axis--) {
      const next = (at[axis] ?? 0) + 1;
      left += a[axis] ?? 0;
      right += b[axis] ?? 0;
      if (next < (shape[axis] ?? 0)) {
        at[axis] = next;
        break;
      }
      left -= next * (a[axis] ?? 0);
      right -= next * (b[axis] ?? 0);
      at[axis] = 0;
    }
  }
}
