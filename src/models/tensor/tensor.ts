import { modelsErrors } from "../errors.ts";
import type { ElementType } from "./element-type.ts";

/**
 * Storage of numbers. `int64` and `uint64` are kept as float64, exact to 2^53, which indices and shapes never
 * pass; `float16` is kept as float32; `bool` as 0 and 1.
 */
export type Numbers =
  | Float32Array
  | Float64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array;

export type NumberType = Exclude<ElementType, "string">;

/** Numbers in rows, the last axis fastest. A scalar has the shape `[]` and one element. */
export interface NumberTensor {
  readonly type: NumberType;
  readonly shape: readonly number[];
  readonly data: Numbers;
}
export interface TextTensor {
  readonly type: "string";
  readonly shape: readonly number[];
  readonly data: readonly string[];
}
export type Tensor = NumberTensor | TextTensor;

/** The most elements one value may have: 2 GiB of float64. */
export const mostElements = 2 ** 28;

/** @throws MODELS_TOO_LARGE before memory is taken */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const dim of shape) {
    if (!Number.isSafeInteger(dim) || dim < 0)
      throw modelsErrors.notReadable(`A tensor has the size ${dim} along an axis.`);
    size *= dim;
    if (size > mostElements)
      throw modelsErrors.tooLarge(
        `A value of shape [${shape.join(", ")}] would have more than ${mostElements} elements.`,
      );
  }
  return size;
}

/** Zeros. With `wide`, floats of every type are stored as float64. */
export function zeros(type: NumberType, shape: readonly number[], wide = false): NumberTensor {
  return { type, shape, data: allocate(type, sizeOf(shape), wide) };
}

export function allocate(type: NumberType, size: number, wide = false): Numbers {
  return wide && (type === "float32" || type === "float16") ? new Float64Array(size) : makers[type](size);
}

const makers: Readonly<Record<NumberType, (size: number) => Numbers>> = {
  float32: (size) => new Float32Array(size),
  float16: (size) => new Float32Array(size),
  float64: (size) => new Float64Array(size),
  int64: (size) => new Float64Array(size),
  uint64: (size) => new Float64Array(size),
  int32: (size) => new Int32Array(size),
  int16: (size) => new Int16Array(size),
  int8: (size) => new Int8Array(size),
  uint32: (size) => new Uint32Array(size),
  uint16: (size) => new Uint16Array(size),
  uint8: (size) => new Uint8Array(size),
  bool: (size) => new Uint8Array(size),
};

/** A tensor of given values. @example tensorOf("float32", [2, 2], [1, 2, 3, 4]) */
export function tensorOf(
  type: NumberType,
  shape: readonly number[],
  values: ArrayLike<number>,
): NumberTensor {
  const tensor = zeros(type, shape);
  if (values.length !== tensor.data.length)
    throw modelsErrors.wrongInput(
      `${values.length} values do not fill a tensor of shape [${shape.join(", ")}].`,
    );
  tensor.data.set(values);
  return tensor;
}

export const int64s = (values: readonly number[]): NumberTensor => tensorOf("int64", [values.length], values);
export const float32s = (values: readonly number[]): NumberTensor =>
  tensorOf("float32", [values.length], values);
export const scalar = (type: NumberType, value: number): NumberTensor => tensorOf(type, [], [value]);
