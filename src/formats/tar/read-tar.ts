import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";

const block = 512;
const longestText = 1024 * 1024;
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

export type TarKind =
  | "file"
  | "folder"
  | "hard link"
  | "symbolic link"
  | "device"
  | "pipe"
  | "sparse"
  | "other";

export interface TarEntry {
  readonly name: string;
  readonly kind: TarKind;
  /** What a link points to. */
  readonly target: string;
  /** Of the first header that belongs to it. */
  readonly start: number;
  readonly dataStart: number;
  readonly dataEnd: number;
  /** Behind the padding. */
  readonly end: number;
  /** A pax header gives another size than the entry's own, which could hold it. */
  readonly sizeContradicts: boolean;
}

export interface TarEnd {
  /** Behind the last entry. */
  readonly end: number;
  /** The two blocks of zeros that end an archive are there. */
  readonly isMarked: boolean;
}

interface Header {
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly target: string;
}

/** Whether a block is a tar header: its checksum is that of its bytes. */
export function isTarHeader(bytes: Uint8Array): boolean {
  if (bytes.length < block) return false;
  const announced = numberOf(bytes.subarray(148, 156));
  if (announced === undefined || announced === 0) return false;
  let unsigned = 0;
  let signed = 0;
  for (let i = 0; i < block; i++) {
    const byte = i >= 148 && i < 156 ? 0x20 : (bytes[i] ?? 0);
    unsigned += byte;
    signed += byte < 128 ? byte : byte - 256;
  }
  // Old writers added the bytes up as signed numbers.
  return announced === unsigned || announced === signed;
}

/**
 * The entries of a tar archive in order: ustar, GNU (long names, numbers in base 256, sparse) and pax.
 * Sparse files are named and not put together.
 *
 * Format: POSIX.1-2001 (pax), GNU tar manual, "Basic Tar Format".
 *
 * @throws FormatFault where a header is broken or the archive ends early
 */
export async function* readTar(source: ByteSource): AsyncGenerator<TarEntry, TarEnd> {
  let at = 0;
  let start = 0;
  let long: { name?: string; target?: string } = {};
  const shared = new Map<string, string>();
  let own = new Map<string, string>();
  while (at + block <= source.size) {
    const bytes = await source.read(at, block);
    if (bytes.every((byte) => byte === 0)) return { end: at, isMarked: true };
    if (!isTarHeader(bytes)) throw new FormatFault("malformed", "a header whose checksum is wrong", at);
    const header = headerOf(bytes, at);
    const pax = (key: string): string | undefined => own.get(key) ?? shared.get(key);
    const paxSize = header.type === "x" || header.type === "g" ? undefined : sizeOf(pax("size"), at);
    const isContent = !"LKxg".includes(header.type);
    const size = isContent ? (paxSize ?? header.size) : header.size;
    const dataStart = at + block + (header.type === "S" ? await moreSparse(source, bytes, at + block) : 0);
    const hasData = !"123456".includes(header.type);
    const dataEnd = dataStart + (hasData ? size : 0);
    const end = dataStart + Math.ceil((dataEnd - dataStart) / block) * block;
    if (dataEnd > source.size) throw new FormatFault("truncated", "an entry's data ends early", at);
    if (!isContent) {
      if (size > longestText) throw new FormatFault("too-large", `a header of ${size} bytes`, at);
      const text = (await source.read(dataStart, size)).slice();
      if (header.type === "L") long = { ...long, name: cut(text) };
      else if (header.type === "K") long = { ...long, target: cut(text) };
      else if (header.type === "x") own = readPax(text, dataStart);
      else for (const [key, value] of readPax(text, dataStart)) shared.set(key, value);
      at = end;
      continue;
    }
    const isSparse = header.type === "S" || [...own.keys()].some((key) => key.startsWith("GNU.sparse"));
    yield {
      name: pax("GNU.sparse.name") ?? pax("path") ?? long.name ?? header.name,
      kind: isSparse ? "sparse" : kindOf(header),
      target: pax("linkpath") ?? long.target ?? header.target,
      start,
      dataStart,
      dataEnd,
      end: Math.min(end, source.size),
      // An own size of zero is right only where the real one needs more than eleven octal digits.
      sizeContradicts:
        paxSize !== undefined && paxSize !== header.size && !(header.size === 0 && paxSize >= 8 ** 11),
    };
    long = {};
    own = new Map();
    at = end;
    start = end;
  }
  if (start < at) throw new FormatFault("truncated", "a header without the entry it is for", start);
  return { end: Math.min(at, source.size), isMarked: false };
}

function headerOf(bytes: Uint8Array, at: number): Header {
  const size = numberOf(bytes.subarray(124, 136));
  if (size === undefined) throw new FormatFault("malformed", "a size that is no number", at + 124);
  const isUstar = utf8.decode(bytes.subarray(257, 263)) === "ustar\0";
  const prefix = isUstar ? cut(bytes.subarray(345, 500)) : "";
  const name = cut(bytes.subarray(0, 100));
  return {
    name: prefix === "" ? name : `${prefix}/${name}`,
    size,
    type: String.fromCharCode(bytes[156] ?? 0),
    target: cut(bytes.subarray(157, 257)),
  };
}

function kindOf({ type, name }: Header): TarKind {
  if (type === "\0" || type === "0" || type === "7")
    return name.endsWith("/") && type === "\0" ? "folder" : "file";
  const kinds: Readonly<Record<string, TarKind>> = {
    1: "hard link",
    2: "symbolic link",
    3: "device",
    4: "device",
    5: "folder",
    6: "pipe",
  };
  return kinds[type] ?? "other";
}

function cut(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return utf8.decode(end === -1 ? bytes : bytes.subarray(0, end));
}

/** Octal digits, or a number of base 256 where the first bit is set. Undefined where it is neither, or too large. */
function numberOf(field: Uint8Array): number | undefined {
  const [first = 0] = field;
  if ((first & 0x80) !== 0) {
    let value = first & 0x7f;
    for (const byte of field.subarray(1)) value = value * 256 + byte;
    return first === 0x80 && Number.isSafeInteger(value) ? value : undefined;
  }
  const text = cut(field).trim();
  if (text === "") return 0;
  return /^[0-7]{1,12}$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

function sizeOf(text: string | undefined, at: number): number | undefined {
  if (text === undefined) return undefined;
  const size = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(size)) throw new FormatFault("malformed", "a size that is no number", at);
  return size;
}

/** `<length> <key>=<value>\n`, over and over. */
function readPax(bytes: Uint8Array, place: number): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    if (bytes[at] === 0) break;
    const space = bytes.indexOf(0x20, at);
    const digits = space === -1 || space - at > 10 ? "" : utf8.decode(bytes.subarray(at, space));
    const length = /^\d+$/.test(digits) ? Number(digits) : 0;
    const equals = bytes.indexOf(0x3d, space);
    if (length <= space - at || at + length > bytes.length || equals === -1 || equals >= at + length)
      throw new FormatFault("malformed", "a pax record that does not add up", place + at);
    records.set(
      utf8.decode(bytes.subarray(space + 1, equals)),
      utf8.decode(bytes.subarray(equals + 1, at + length - 1)),
    );
    at += length;
  }
  return records;
}

/** Bytes of further maps behind the header of a sparse file in GNU's old form. */
async function moreSparse(source: ByteSource, header: Uint8Array, start: number): Promise<number> {
  let more = header[482] === 1;
  let at = start;
  while (more) {
    const bytes = await source.read(at, block);
    if (bytes.length < block) throw new FormatFault("truncated", "the map of a sparse file ends early", at);
    more = bytes[504] === 1;
    at += block;
  }
  return at - start;
}
