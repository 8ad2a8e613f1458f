import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { readCentralHeader } from "./fields.ts";
import { signatures, type CentralDirectory, type CentralHeader, type ZipMark } from "./records.ts";

const endLength = 22;
const end64Length = 56;
const locatorLength = 20;
/** The end record and the longest comment behind it. */
const searched = endLength + 0xffff;
const full16 = 0xffff;
const full32 = 0xffff_ffff;
/** End records that are looked into; a file with more of them is made to be misread, and told of all the same. */
const mostEnds = 16;

/** An end record, and what it and its ZIP64 companion say. */
export interface EndRecord {
  readonly at: number;
  /** Behind the record, before its comment. */
  readonly end: number;
  readonly comment: Uint8Array;
  /** Where the directory may be and how many entries it has: one reading of it for each kind of reader. */
  readonly readings: readonly Reading[];
  readonly marks: readonly ZipMark[];
}

interface Reading {
  readonly announced: number;
  readonly size: number;
  readonly offset: number;
  /** The directory lies before this. */
  readonly before: number;
}

/**
 * End records that some reader takes: the last one in the file, and those whose comment ends with the
 * file. Others lie inside of a member that is an archive itself.
 */
export async function findEnds(source: ByteSource): Promise<readonly number[]> {
  const start = Math.max(0, source.size - searched);
  const tail = await source.read(start, searched);
  const places: number[] = [];
  for (let at = tail.length - endLength; at >= 0 && places.length < mostEnds; at--) {
    if (tail[at] !== 0x50 || tail[at + 1] !== 0x4b || tail[at + 2] !== 5 || tail[at + 3] !== 6) continue;
    const comment = (tail[at + 20] ?? 0) + 256 * (tail[at + 21] ?? 0);
    if (places.length === 0 || at + endLength + comment === tail.length) places.push(start + at);
  }
  return places;
}

/** The end record at a place; undefined where what is there cannot be one. */
export async function readEnd(source: ByteSource, at: number): Promise<EndRecord | undefined> {
  const bytes = await source.read(at, endLength);
  if (bytes.length < endLength) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0, true) !== signatures.end) return undefined;
  const disk = view.getUint16(4, true);
  const announced = view.getUint16(10, true);
  const size = view.getUint32(12, true);
  const offset = view.getUint32(16, true);
  if (disk !== full16 && disk !== view.getUint16(6, true)) return undefined;
  const comment = (await source.read(at + endLength, view.getUint16(20, true))).slice();
  const marks: ZipMark[] = [{ start: at, end: at + endLength, what: "end of central directory" }];
  const readings: Reading[] = [];
  const wide = await readEnd64(source, at);
  if (wide !== undefined) {
    marks.push(...wide.marks);
    readings.push(wide.reading);
  }
  const isFull = announced === full16 || size === full32 || offset === full32;
  const before = wide?.reading.before ?? at;
  if (!isFull || wide === undefined) {
    const plain = { announced, size, offset, before };
    const same =
      wide !== undefined &&
      wide.reading.announced === announced &&
      wide.reading.size === size &&
      wide.reading.offset === offset;
    if (!same) readings.push(plain);
  }
  const possible = readings.filter((reading) => reading.size <= reading.before);
  return possible.length === 0 ? undefined : { at, end: at + endLength, comment, readings: possible, marks };
}

async function readEnd64(
  source: ByteSource,
  endAt: number,
): Promise<{ readonly reading: Reading; readonly marks: readonly ZipMark[] } | undefined> {
  const locatorAt = endAt - locatorLength;
  if (locatorAt < 0) return undefined;
  const locator = await source.read(locatorAt, locatorLength);
  const locatorView = new DataView(locator.buffer, locator.byteOffset, locator.length);
  if (locatorView.getUint32(0, true) !== signatures.locator64) return undefined;
  const mark = { start: locatorAt, end: endAt, what: "ZIP64 locator" };
  // Where it says, and where a reader finds it that allows bytes before the archive.
  for (const at of [Number(locatorView.getBigUint64(8, true)), locatorAt - end64Length]) {
    if (!(at >= 0 && at + end64Length <= locatorAt)) continue;
    const bytes = await source.read(at, end64Length);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (view.getUint32(0, true) !== signatures.end64) continue;
    const end = at + 12 + Number(view.getBigUint64(4, true));
    if (end > locatorAt || end < at + end64Length) continue;
    return {
      reading: {
        announced: Number(view.getBigUint64(32, true)),
        size: Number(view.getBigUint64(40, true)),
        offset: Number(view.getBigUint64(48, true)),
        before: at,
      },
      marks: [mark, { start: at, end, what: "ZIP64 end of central directory" }],
    };
  }
  return undefined;
}

/**
 * Reads the directory of an end record as each kind of reader does: at the offset given, and right before
 * the end record, from where readers that allow bytes before the archive reckon.
 */
export async function readDirectories(
  source: ByteSource,
  record: EndRecord,
  mostEntries: number,
): Promise<{ readonly directories: readonly CentralDirectory[]; readonly fault?: FormatFault }> {
  const directories: CentralDirectory[] = [];
  let fault: FormatFault | undefined;
  for (const reading of record.readings) {
    const packedTo = reading.before - reading.size;
    for (const start of new Set([reading.offset, packedTo])) {
      if (start < 0 || start > reading.before) continue;
      const shift = start - reading.offset;
      try {
        const { entries, end } = await readEntries(source, start, reading, shift, mostEntries);
        // Nobody takes an empty directory for one where another with entries is.
        if (directories.some((known) => known.start === start && known.shift === shift)) continue;
        directories.push({ start, end, endRecord: record.at, announced: reading.announced, entries, shift });
      } catch (cause) {
        if (!(cause instanceof FormatFault)) throw cause;
        if (cause.kind === "too-large") throw cause;
        fault ??= cause;
      }
    }
  }
  return { directories, ...(fault === undefined || directories.length > 0 ? {} : { fault }) };
}

async function readEntries(
  source: ByteSource,
  start: number,
  { announced, size, before }: Reading,
  shift: number,
  mostEntries: number,
): Promise<{ readonly entries: readonly CentralHeader[]; readonly end: number }> {
  const entries: CentralHeader[] = [];
  const sizeEnd = Math.min(start + size, before);
  let at = start;
  // One reader stops after the bytes announced, another after the entries announced: go on to the later one.
  while (at < sizeEnd || entries.length < announced) {
    if (at >= before) break;
    if (at >= sizeEnd && !(await isHeader(source, at))) break;
    if (entries.length >= mostEntries)
      throw new FormatFault("too-large", `more than ${mostEntries} entries`, at);
    const entry = await readCentralHeader(source, at, shift);
    entries.push(entry);
    at = entry.end;
  }
  return { entries, end: at };
}

async function isHeader(source: ByteSource, at: number): Promise<boolean> {
  const bytes = await source.read(at, 4);
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 1 && bytes[3] === 2;
}
