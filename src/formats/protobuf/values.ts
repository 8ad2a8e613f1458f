import { FormatFault } from "../fault/format-fault.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import type { WireField } from "./read-message.ts";

/** A varint or fixed field as `int64`, which `int32`, `bool` and enums are also written as. Beyond 2^53 it is rounded. */
export function int64Of(field: WireField): number {
  return (field.high | 0) * 4294967296 + field.low;
}

/** The same, exactly. */
export function bigintOf(field: WireField): bigint {
  return (BigInt(field.high | 0) << 32n) | BigInt(field.low);
}

export function floatOf(field: WireField): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, field.low, true);
  view.setUint32(4, field.high, true);
  return field.wire === "i32" ? view.getFloat32(0, true) : view.getFloat64(0, true);
}

/**
 * The value of a `len` field, at most `limit` bytes of it.
 *
 * @throws FormatFault `too-large` where it is longer
 */
export async function bytesOf(source: ByteSource, field: WireField, limit: number): Promise<Uint8Array> {
  const { from, to, bytes, start } = field;
  if (to - from > limit)
    throw new FormatFault("too-large", `${to - from} bytes where ${limit} are read at most`, start);
  return bytes ?? source.read(from, to - from);
}

const decoder = new TextDecoder();

/** Most are names of this length at most, for which the decoder's call alone costs more. */
const shortText = 32;

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) >= 0x80) return false;
  return true;
}

/** A `string` field; bytes that are no UTF-8 become U+FFFD. Longer ones are cut to `limit` bytes. */
export function textOf(source: ByteSource, field: WireField, limit = 64 * 1024): string | Promise<string> {
  const { from, to, bytes } = field;
  if (bytes !== undefined) {
    if (bytes.length <= Math.min(shortText, limit) && isAscii(bytes)) return String.fromCharCode(...bytes);
    return decoder.decode(bytes.length > limit ? bytes.subarray(0, limit) : bytes);
  }
  return source.read(from, Math.min(to - from, limit)).then((read) => decoder.decode(read));
}

/** The numbers of a packed field of varints, up to `limit` of them; further ones are left out. */
export function packedVarints(bytes: Uint8Array, limit: number): number[] {
  const numbers: number[] = [];
  let low = 0;
  let high = 0;
  let shift = 0;
  for (const byte of bytes) {
    if (shift < 28) low += (byte & 0x7f) * 2 ** shift;
    else high += (byte & 0x7f) * 2 ** (shift - 28);
    shift += 7;
    if (byte >= 0x80 && shift < 70) continue;
    // Above the low 28 bits there are 36 more; a negative number has the uppermost of them set.
    const upper = high % 2 ** 36;
    numbers.push((upper >= 2 ** 35 ? upper - 2 ** 36 : upper) * 2 ** 28 + low);
    if (numbers.length >= limit) return numbers;
    low = 0;
    high = 0;
    shift = 0;
  }
  return numbers;
}
