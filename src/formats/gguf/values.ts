import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import type { Cursor } from "./cursor.ts";

/** A value of the metadata. Of arrays only their length, of long texts only their place is kept. */
export type GgufValue =
  | { readonly kind: "number"; readonly value: number | bigint }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "text"; readonly start: number; readonly end: number; readonly text: string | undefined }
  | {
      readonly kind: "array";
      readonly of: number;
      readonly length: number;
      readonly texts: readonly string[];
    };

type Reader = (view: DataView, at: number, little: boolean) => number | bigint;

/** Numbers by the number of their type: bytes, and how they are read. */
const numbers: ReadonlyMap<number, readonly [number, Reader]> = new Map<number, readonly [number, Reader]>([
  [0, [1, (view, at) => view.getUint8(at)]],
  [1, [1, (view, at) => view.getInt8(at)]],
  [2, [2, (view, at, little) => view.getUint16(at, little)]],
  [3, [2, (view, at, little) => view.getInt16(at, little)]],
  [4, [4, (view, at, little) => view.getUint32(at, little)]],
  [5, [4, (view, at, little) => view.getInt32(at, little)]],
  [6, [4, (view, at, little) => view.getFloat32(at, little)]],
  [10, [8, (view, at, little) => view.getBigUint64(at, little)]],
  [11, [8, (view, at, little) => view.getBigInt64(at, little)]],
  [12, [8, (view, at, little) => view.getFloat64(at, little)]],
]);
const [boolType, textType, arrayType] = [7, 8, 9];

/** Texts longer than this are not held: who wants them reads them where they are. */
const longestHeld = 65_536;
/** Of an array of texts the first few are kept, for names of templates and files. */
const mostTexts = 64;

/** How lengths are written: 32 bits in version 1, 64 since. */
export type Lengths = (cursor: Cursor) => Promise<number>;

export async function readText(
  cursor: Cursor,
  source: ByteSource,
  length: Lengths,
): Promise<GgufValue & { kind: "text" }> {
  const bytes = await length(cursor);
  const start = cursor.position;
  cursor.skip(bytes);
  if (bytes > longestHeld) return { kind: "text", start, end: start + bytes, text: undefined };
  return { kind: "text", start, end: start + bytes, text: decode(await source.read(start, bytes)) };
}

export async function readValue(
  cursor: Cursor,
  source: ByteSource,
  type: number,
  length: Lengths,
): Promise<GgufValue> {
  if (type === textType) return readText(cursor, source, length);
  if (type === arrayType) return readArray(cursor, source, length);
  if (type === boolType) {
    await cursor.have(1);
    const [view, at] = cursor.take(1);
    const byte = view.getUint8(at);
    if (byte > 1) throw new FormatFault("malformed", `a boolean of ${byte}`, cursor.position - 1);
    return { kind: "bool", value: byte === 1 };
  }
  const number = numbers.get(type);
  if (number === undefined)
    throw new FormatFault("malformed", `no value has the type ${type}`, cursor.position - 4);
  const [size, read] = number;
  await cursor.have(size);
  const [view, at] = cursor.take(size);
  return { kind: "number", value: read(view, at, cursor.littleEndian) };
}

async function readArray(cursor: Cursor, source: ByteSource, length: Lengths): Promise<GgufValue> {
  await cursor.have(4);
  const of = cursor.u32();
  const count = await length(cursor);
  const texts: string[] = [];
  if (of === arrayType) throw new FormatFault("unsupported", "an array of arrays", cursor.position);
  if (of === textType) {
    // Each has a length of at least four bytes: a count that cannot fit is not even tried.
    if (count > cursor.remaining / 4)
      throw new FormatFault("truncated", `${count} texts do not fit`, cursor.position);
    for (let i = 0; i < count; i++) {
      if (texts.length < mostTexts) {
        const { text } = await readText(cursor, source, length);
        texts.push(text ?? "");
      } else cursor.skip(await length(cursor));
    }
  } else {
    const size = of === boolType ? 1 : numbers.get(of)?.[0];
    if (size === undefined)
      throw new FormatFault("malformed", `no value has the type ${of}`, cursor.position);
    if (!Number.isSafeInteger(count * size))
      throw new FormatFault("malformed", "an impossible array", cursor.position);
    cursor.skip(count * size);
  }
  return { kind: "array", of, length: count, texts };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
