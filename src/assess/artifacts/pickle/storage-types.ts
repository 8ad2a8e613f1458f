const elementBytes: Readonly<Record<string, number>> = {
  Double: 8,
  Float: 4,
  Half: 2,
  BFloat16: 2,
  Long: 8,
  Int: 4,
  Short: 2,
  Char: 1,
  Byte: 1,
  Bool: 1,
  ComplexFloat: 8,
  ComplexDouble: 16,
  QUInt8: 1,
  QInt8: 1,
  QInt32: 4,
  QUInt4x2: 1,
  QUInt2x4: 1,
  Untyped: 1,
};

/** Bytes of an element of a storage of PyTorch, by the name of its class: `FloatStorage`. */
export function storageElementBytes(type: string): number | undefined {
  const name = type.replace(/Storage$/, "");
  return Object.hasOwn(elementBytes, name) ? elementBytes[name] : undefined;
}
