import { ByteReader } from "../bytes/byte-reader.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";

/** What is told of a document: the way to a value, and text or numbers as they stand there. */
export interface UbjsonVisit {
  value(path: readonly string[], value: string | number | boolean | null): void;
}

const widths: Readonly<Record<string, number>> = {
  i: 1,
  U: 1,
  I: 2,
  l: 4,
  L: 8,
  d: 4,
  D: 8,
  C: 1,
  T: 0,
  F: 0,
  Z: 0,
  N: 0,
};
const deepest = 200;
const longestText = 64 * 1024 * 1024;
const shownText = 4096;

interface Open {
  readonly object: boolean;
  /** Of a container with a count: how many values are still to come. */
  left: number | undefined;
  /** Of a container of one type. */
  readonly type: string | undefined;
}

/**
 * Reads Universal Binary JSON (draft 12) with its big-endian numbers, as XGBoost writes it: one value, arrays of
 * one type skipped as a whole. Names and texts are read, at most 4 KiB of each told.
 *
 * @returns where the value ends
 * @throws FormatFault
 */
export async function walkUbjson(source: ByteSource, visit: UbjsonVisit): Promise<number> {
  const reader = new ByteReader(source, 0, false);
  const open: Open[] = [];
  const path: string[] = [];
  const marker = async (): Promise<string> => String.fromCharCode(await reader.u8());
  const length = async (): Promise<number> => {
    const type = await marker();
    const at = reader.position;
    const value = await number(reader, type);
    if (value === undefined || !Number.isSafeInteger(value) || value < 0)
      throw new FormatFault("malformed", "an impossible length", at);
    return value;
  };
  const text = async (): Promise<string> => {
    const size = await length();
    if (size > longestText) throw new FormatFault("too-large", `a text of ${size} bytes`, reader.position);
    const start = reader.position;
    reader.skip(size);
    return Buffer.from(await source.read(start, Math.min(size, shownText))).toString("utf8");
  };
  for (;;) {
    const inside = open.at(-1);
    if (inside !== undefined) {
      if (
        inside.left === 0 ||
        (inside.left === undefined && (await peek(source, reader.position)) === (inside.object ? "}" : "]"))
      ) {
        if (inside.left === undefined) reader.skip(1);
        open.pop();
        path.pop();
        if (open.length === 0) return reader.position;
        continue;
      }
      if (inside.left !== undefined) inside.left -= 1;
      path[open.length - 1] = inside.object ? await text() : "";
    }
    const type = inside?.type ?? (await marker());
    if (type === "[" || type === "{") {
      if (open.length >= deepest)
        throw new FormatFault("too-large", `values deeper than ${deepest}`, reader.position);
      const object = type === "{";
      let of: string | undefined;
      let left: number | undefined;
      if ((await peek(source, reader.position)) === "$") {
        reader.skip(1);
        of = await marker();
      }
      if ((await peek(source, reader.position)) === "#") {
        reader.skip(1);
        left = await length();
      } else if (of !== undefined)
        throw new FormatFault("malformed", "values of one type without a count", reader.position);
      const width = of === undefined ? undefined : widths[of];
      if (!object && width !== undefined && left !== undefined) {
        reader.skip(width * left);
        if (open.length === 0) return reader.position;
        continue;
      }
      // Values without bytes of their own would cost time that no byte pays for.
      if (left !== undefined && left > reader.remaining)
        throw new FormatFault("malformed", "more values than bytes", reader.position);
      open.push({ object, left, type: of });
      path.push("");
      continue;
    }
    if (type === "S" || type === "H") visit.value(path, await text());
    else if (type === "T" || type === "F") visit.value(path, type === "T");
    else if (type === "Z") visit.value(path, null);
    else {
      const at = reader.position;
      const value = await number(reader, type);
      if (value === undefined) throw new FormatFault("malformed", "a value of no type that there is", at);
      visit.value(path, value);
    }
    if (open.length === 0) return reader.position;
  }
}

async function peek(source: ByteSource, at: number): Promise<string> {
  const [byte] = await source.read(at, 1);
  if (byte === undefined) throw new FormatFault("truncated", "the document ends inside of a value", at);
  return String.fromCharCode(byte);
}

async function number(reader: ByteReader, type: string): Promise<number | undefined> {
  const width = widths[type];
  if (width === undefined || width === 0) return undefined;
  const bytes = Buffer.from(await reader.bytes(width));
  switch (type) {
    case "i":
      return bytes.readInt8(0);
    case "I":
      return bytes.readInt16BE(0);
    case "l":
      return bytes.readInt32BE(0);
    case "L":
      return Number(bytes.readBigInt64BE(0));
    case "d":
      return bytes.readFloatBE(0);
    case "D":
      return bytes.readDoubleBE(0);
    default:
      return bytes.readUInt8(0);
  }
}
