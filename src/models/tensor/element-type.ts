/** The element types computed with. What is not listed (text of bfloat16, float8, int4 and complex numbers) is refused. */
export type ElementType =
  | "float32"
  | "float64"
  | "float16"
  | "int64"
  | "int32"
  | "int16"
  | "int8"
  | "uint64"
  | "uint32"
  | "uint16"
  | "uint8"
  | "bool"
  | "string";

/** `TensorProto.DataType` of each. */
const codes: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
};
const types = new Map(
  // Safe: the keys of the table are element types.
  Object.entries(codes).map(([type, code]) => [code, type as ElementType] as const),
);

export const codeOfElement = (type: ElementType): number => codes[type];
export const elementOfCode = (code: number): ElementType | undefined => types.get(code);

export const isFloat = (type: ElementType): boolean =>
  type === "float32" || type === "float64" || type === "float16";

/** Bytes of one element as a file stores it. */
export const bytesOfElement: Readonly<Record<Exclude<ElementType, "string">, number>> = {
  float32: 4,
  float64: 8,
  float16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint64: 8,
  uint32: 4,
  uint16: 2,
  uint8: 1,
  bool: 1,
};
