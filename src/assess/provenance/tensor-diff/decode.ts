/** Turns little-endian elements into numbers, into `out` from its start. */
export type Decode = (bytes: Uint8Array, count: number, out: Float64Array) => void;

interface ElementType {
  /** Bytes of one element. */
  readonly size: number;
  readonly decode: Decode;
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function each(size: number, read: (data: DataView, at: number) => number): ElementType {
  return {
    size,
    decode(bytes, count, out) {
      const data = view(bytes);
      for (let i = 0; i < count; i++) out[i] = read(data, i * size);
    },
  };
}

/** All 256 values of an 8-bit float with these many bits of exponent. */
function eightBit(
  exponentBits: number,
  value: (sign: number, exponent: number, mantissa: number) => number,
): ElementType {
  const mantissaBits = 7 - exponentBits;
  const table = Float64Array.from({ length: 256 }, (_, byte) =>
    value(
      byte >> 7 === 1 ? -1 : 1,
      (byte >> mantissaBits) & ((1 << exponentBits) - 1),
      byte & ((1 << mantissaBits) - 1),
    ),
  );
  return {
    size: 1,
    decode(bytes, count, out) {
      for (let i = 0; i < count; i++) out[i] = table[bytes[i] ?? 0] ?? 0;
    },
  };
}

/** OCP 8-bit floating point: E4M3 has no infinity and one NaN, E5M2 is like a short half. */
const e4m3 = eightBit(4, (sign, exponent, mantissa) => {
  if (exponent === 15 && mantissa === 7) return NaN;
  return exponent === 0 ? sign * mantissa * 2 ** -9 : sign * (1 + mantissa / 8) * 2 ** (exponent - 7);
});
const e5m2 = eightBit(5, (sign, exponent, mantissa) => {
  if (exponent === 31) return mantissa === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * mantissa * 2 ** -16 : sign * (1 + mantissa / 4) * 2 ** (exponent - 15);
});

const word = new DataView(new ArrayBuffer(4));
function bfloat16(data: DataView, at: number): number {
  word.setUint32(0, data.getUint16(at, true) << 16);
  return word.getFloat32(0);
}

/** By the names that safetensors uses. */
const types: Readonly<Record<string, ElementType>> = {
  F64: each(8, (data, at) => data.getFloat64(at, true)),
  F32: each(4, (data, at) => data.getFloat32(at, true)),
  F16: each(2, (data, at) => data.getFloat16(at, true)),
  BF16: each(2, bfloat16),
  F8_E4M3: e4m3,
  F8_E5M2: e5m2,
  I64: each(8, (data, at) => Number(data.getBigInt64(at, true))),
  U64: each(8, (data, at) => Number(data.getBigUint64(at, true))),
  I32: each(4, (data, at) => data.getInt32(at, true)),
  U32: each(4, (data, at) => data.getUint32(at, true)),
  I16: each(2, (data, at) => data.getInt16(at, true)),
  U16: each(2, (data, at) => data.getUint16(at, true)),
  I8: each(1, (data, at) => data.getInt8(at)),
  U8: each(1, (data, at) => data.getUint8(at)),
  BOOL: each(1, (data, at) => data.getUint8(at)),
};

/** How to read a type, or undefined where its elements cannot be read one by one. */
export function elementType(dtype: string): ElementType | undefined {
  return Object.hasOwn(types, dtype) ? types[dtype] : undefined;
}
