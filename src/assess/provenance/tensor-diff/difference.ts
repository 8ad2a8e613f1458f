import { elementType } from "./decode.ts";
import type { TensorPlace } from "./tensor.ts";

/** How much a tensor has changed. */
export interface TensorDifference {
  /** ‖B − A‖ / ‖A‖, both Frobenius; undefined where A is zero and B is not. */
  readonly relativeNorm?: number;
  readonly maxChange: number;
  /** Share of the elements whose value is another. */
  readonly changedShare: number;
  /** Between A and B as vectors; undefined where one is zero. */
  readonly cosine?: number;
  /** Elements that are no finite number in one of them. */
  readonly notFinite: number;
  /** ‖B − A‖, for what comes after. */
  readonly norm: number;
}

const window = 1 << 18;

/**
 * Hands both tensors out in windows of the same elements: first element, count, values of A, values of B.
 * The arrays are used again for the next window.
 */
export async function eachWindow(
  a: TensorPlace,
  b: TensorPlace,
  visit: (first: number, count: number, before: Float64Array, after: Float64Array) => void,
  options: { readonly signal?: AbortSignal; readonly multipleOf?: number } = {},
): Promise<void> {
  const [left, right] = [elementType(a.dtype), elementType(b.dtype)];
  if (left === undefined || right === undefined)
    throw new TypeError(`${a.dtype} or ${b.dtype} has no elements`);
  const unit = options.multipleOf ?? 1;
  const step = Math.max(1, Math.floor(window / unit)) * unit;
  const [before, after] = [new Float64Array(step), new Float64Array(step)];
  for (let first = 0; first < a.elements; first += step) {
    options.signal?.throwIfAborted();
    const count = Math.min(step, a.elements - first);
    left.decode(await a.source.read(a.start + first * left.size, count * left.size), count, before);
    right.decode(await b.source.read(b.start + first * right.size, count * right.size), count, after);
    visit(first, count, before, after);
  }
}

/** Compares two tensors with the same number of elements, in one pass and constant memory. */
export async function tensorDifference(
  a: TensorPlace,
  b: TensorPlace,
  signal?: AbortSignal,
): Promise<TensorDifference> {
  let [aa, bb, ab, dd] = [0, 0, 0, 0];
  let [maxChange, changed, notFinite] = [0, 0, 0];
  await eachWindow(
    a,
    b,
    (_, count, before, after) => {
      for (let i = 0; i < count; i++) {
        const x = before[i] ?? 0;
        const y = after[i] ?? 0;
        if (x !== y && !(Number.isNaN(x) && Number.isNaN(y))) changed += 1;
        if (!Number.isFinite(x) || !Number.isFinite(y)) {
          notFinite += 1;
          continue;
        }
        const d = y - x;
        aa += x * x;
        bb += y * y;
        ab += x * y;
        dd += d * d;
        const size = Math.abs(d);
        if (size > maxChange) maxChange = size;
      }
    },
    signal === undefined ? {} : { signal },
  );
  const norm = Math.sqrt(dd);
  return {
    ...(norm === 0 ? { relativeNorm: 0 } : aa > 0 ? { relativeNorm: norm / Math.sqrt(aa) } : {}),
    maxChange,
    changedShare: a.elements === 0 ? 0 : changed / a.elements,
    notFinite,
    norm,
    ...(aa > 0 && bb > 0 ? { cosine: Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb))) } : {}),
  };
}
