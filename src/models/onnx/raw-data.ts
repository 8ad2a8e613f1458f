import { modelsErrors } from "../errors.ts";
import { allocate, bytesOfElement, type NumberTensor, type NumberType } from "../tensor/index.ts";

/** Numbers as `raw_data` holds them: little-endian, one after another. */
export function rawToTensor(
  type: NumberType,
  shape: readonly number[],
  size: number,
  raw: Uint8Array,
  name: string,
): NumberTensor {
  const width = bytesOfElement[type];
  if (raw.length !== size * width)
    throw modelsErrors.notReadable(
      `The weights \`${name}\` of shape [${shape.join(", ")}] need ${size * width} bytes and have ${raw.length}.`,
    );
  const data = allocate(type, size);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  const read = readers[type];
  for (let i = 0; i < size; i++) data[i] = read(view, i * width);
  return { type, shape, data };
}

/** The counterpart. Values beyond the range of 64 bits become the nearest that are in it. */
export function tensorToRaw({ type, data }: NumberTensor): Uint8Array {
  const width = bytesOfElement[type];
  const raw = new Uint8Array(data.length * width);
  const view = new DataView(raw.buffer);
  const write = writers[type];
  for (let i = 0; i < data.length; i++) write(view, i * width, data[i] ?? 0);
  return raw;
}

const readers: Readonly<Record<NumberType, (view: DataView, at: number) => number>> = {
  float32: (view, at) => view.getFloat32(at, true),
  float64: (view, at) => view.getFloat64(at, true),
  float16: (view, at) => fromHalf(view.getUint16(at, true)),
  int64: (view, at) => Number(view.getBigInt64(at, true)),
  uint64: (view, at) => Number(view.getBigUint64(at, true)),
  int32: (view, at) => view.getInt32(at, true),
  uint32: (view, at) => view.getUint32(at, true),
  int16: (view, at) => view.getInt16(at, true),
  uint16: (view, at) => view.getUint16(at, true),
  int8: (view, at) => view.getInt8(at),
  uint8: (view, at) => view.getUint8(at),
  bool: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
};

const writers: Readonly<Record<NumberType, (view: DataView, at: number, value: number) => void>> = {
  float32: (view, at, value) => view.setFloat32(at, value, true),
  float64: (view, at, value) => view.setFloat64(at, value, true),
  float16: (view, at, value) => view.setUint16(at, toHalf(value), true),
  int64: (view, at, value) => view.setBigInt64(at, toInt64(value), true),
  uint64: (view, at, value) => view.setBigUint64(at, BigInt.asUintN(64, BigInt(Math.trunc(value))), true),
  int32: (view, at, value) => view.setInt32(at, value, true),
  uint32: (view, at, value) => view.setUint32(at, value, true),
  int16: (view, at, value) => view.setInt16(at, value, true),
  uint16: (view, at, value) => view.setUint16(at, value, true),
  int8: (view, at, value) => view.setInt8(at, value),
  uint8: (view, at, value) => view.setUint8(at, value),
  bool: (view, at, value) => view.setUint8(at, value === 0 ? 0 : 1),
};

/** The largest and smallest number of 64 bits stand for "to the end" in slices; they are kept as 2^63 and go back here. */
export function toInt64(value: number): bigint {
  if (value >= 2 ** 63) return 2n ** 63n - 1n;
  if (value <= -(2 ** 63)) return -(2n ** 63n);
  return BigInt(Math.trunc(value));
}

/** IEEE 754 binary16 from its bits. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** To bits, rounded to the nearest, ties to even. */
export function toHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size >= 65520) return sign | 0x7c00;
  // Below 2^-14 the steps are all 2^-24; above, 2^-10 of the power of two below.
  const exponent = size < 2 ** -14 ? -14 : Math.floor(Math.log2(size));
  const steps = size / 2 ** (exponent - 10);
  const down = Math.floor(steps);
  const rest = steps - down;
  const rounded = down + (rest > 0.5 || (rest === 0.5 && down % 2 === 1) ? 1 : 0);
  return sign | (exponent === -14 ? rounded : (exponent + 14) * 1024 + rounded);
}
