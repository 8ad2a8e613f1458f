import { modelsErrors } from "../errors.ts";

/** How far apart neighbours along each axis are, the last axis fastest. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--)
    strides[axis] = (strides[axis + 1] ?? 1) * (shape[axis + 1] ?? 1);
  return strides;
}

/** The shape of an operation on two shapes, after numpy's rule. @throws MODELS_WRONG_INPUT where they do not fit */
export function broadcastShapes(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[i - rank + a.length] ?? 1;
    const y = b[i - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1)
      throw modelsErrors.wrongInput(`Shapes [${a.join(", ")}] and [${b.join(", ")}] do not fit each other.`);
    return x === 1 ? y : x;
  });
}

/** Strides with which a tensor of `shape` is read as one of `wanted`: 0 along axes it is repeated on. */
export function broadcastStrides(shape: readonly number[], wanted: readonly number[]): number[] {
  const strides = stridesOf(shape);
  const offset = wanted.length - shape.length;
  return wanted.map((_, axis) =>
    axis < offset || shape[axis - offset] === 1 ? 0 : (strides[axis - offset] ?? 0),
  );
}
