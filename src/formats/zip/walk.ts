import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { inflate, inflate64, Unpacking } from "../unpack/index.ts";

import { exactly, readCentralHeader, readLocal } from "./fields.ts";
import {
  flagBits,
  signatures,
  type Descriptor,
  type LocalEntry,
  type LocalHeader,
  type ZipMark,
} from "./records.ts";

const searchStep = 256 * 1024;
/** An entry of unknown length is unpacked up to here to find its end. */
const largestMeasured = 1024 ** 3;

/** What the central directory tells of the local headers: where they are, and how long their data is. */
export type KnownEntries = ReadonlyMap<number, { readonly packed: number }>;

export interface Walk {
  readonly locals: readonly LocalEntry[];
  /** Central headers met, end records met: a reader who goes through the file would use these. */
  readonly centrals: readonly number[];
  readonly ends: readonly number[];
  readonly marks: readonly ZipMark[];
  readonly faults: readonly { readonly at: number; readonly why: string }[];
}

/**
 * Goes through the file from its start, record by record, as a reader does who cannot seek. Where it
 * meets something that is no record it looks for the next local header, so that an entry which no
 * directory names is found too.
 *
 * @param known in addition to which entries there are, the lengths of data whose header leaves it open
 */
export async function walkZip(source: ByteSource, known: KnownEntries, mostEntries: number): Promise<Walk> {
  const walker = new Walker(source, known, mostEntries);
  await walker.run();
  return walker;
}

class Walker implements Walk {
  readonly #source: ByteSource;
  readonly #known: KnownEntries;
  readonly #starts: readonly number[];
  readonly #mostEntries: number;
  readonly #measuring: Measuring;
  /** The first of `starts` that was not passed yet. */
  #nextStart = 0;
  readonly locals: LocalEntry[] = [];
  readonly centrals: number[] = [];
  readonly ends: number[] = [];
  readonly marks: ZipMark[] = [];
  readonly faults: { at: number; why: string }[] = [];

  constructor(source: ByteSource, known: KnownEntries, mostEntries: number) {
    this.#source = source;
    this.#known = known;
    this.#starts = [...known.keys()].sort((a, b) => a - b);
    this.#mostEntries = mostEntries;
    this.#measuring = measuringOf(source);
  }

  async run(): Promise<void> {
    let at = 0;
    while (at < this.#source.size) {
      const next = await this.#step(at);
      at = next ?? (await this.#search(at + 1));
    }
  }

  /** Behind the record that lies here; undefined where none does. */
  async #step(at: number): Promise<number | undefined> {
    const signature = await u32(this.#source, at);
    try {
      switch (signature) {
        case signatures.local:
          return await this.#local(at);
        case signatures.central: {
          const { end } = await readCentralHeader(this.#source, at, 0);
          if (this.centrals.length >= this.#mostEntries)
            throw new FormatFault("too-large", `more than ${this.#mostEntries} entries`, at);
          this.centrals.push(at);
          return end;
        }
        case signatures.end: {
          const record = await exactly(this.#source, at, 22);
          this.ends.push(at);
          return at + 22 + (record[20] ?? 0) + 256 * (record[21] ?? 0);
        }
        case signatures.end64: {
          const record = await exactly(this.#source, at, 12);
          const length = new DataView(record.buffer, record.byteOffset, 12).getBigUint64(4, true);
          const end = at + 12 + Number(length);
          return end <= this.#source.size ? end : undefined;
        }
        case signatures.locator64:
          return at + 20;
        case signatures.spanned:
        case signatures.descriptor:
          if (at !== 0) return undefined;
          this.marks.push({ start: 0, end: 4, what: "spanning marker" });
          return 4;
        case undefined:
        default:
          return undefined;
      }
    } catch (cause) {
      if (!(cause instanceof FormatFault) || cause.kind === "too-large") throw cause;
      this.faults.push({ at: cause.offset, why: cause.message });
      return undefined;
    }
  }

  async #local(at: number): Promise<number> {
    if (this.locals.length >= this.#mostEntries)
      throw new FormatFault("too-large", `more than ${this.#mostEntries} entries`, at);
    const header = await readLocal(this.#source, at);
    const { dataEnd, descriptor } = await dataOf(this.#source, header, {
      packed: this.#known.get(at)?.packed,
      measuring: this.#measuring,
    });
    const cut = dataEnd > this.#source.size;
    this.locals.push({
      header,
      dataEnd: Math.min(dataEnd, this.#source.size),
      ...(descriptor === undefined ? {} : { descriptor }),
      met: true,
    });
    if (!cut) return descriptor?.end ?? dataEnd;
    this.faults.push({ at, why: `the data of an entry goes ${dataEnd - this.#source.size} bytes too far` });
    // Who trusts the directory goes on at the next entry.
    return header.end;
  }

  /** The next place from `from` where a local header or an end record may lie, or the end of the file. */
  async #search(from: number): Promise<number> {
    while ((this.#starts[this.#nextStart] ?? Infinity) < from) this.#nextStart += 1;
    const listed = this.#starts[this.#nextStart] ?? Infinity;
    for (let at = from; at < this.#source.size; at += searchStep) {
      const window = await this.#source.read(at, searchStep + 3);
      for (let i = window.indexOf(0x50); i !== -1 && i + 3 < window.length; i = window.indexOf(0x50, i + 1)) {
        if (at + i >= listed) return listed;
        if (window[i + 1] !== 0x4b) continue;
        const [, , third, fourth] = window.subarray(i, i + 4);
        const isLocal = third === 3 && fourth === 4 && (await this.#plausible(at + i));
        if (isLocal || (third === 1 && fourth === 2) || (third === 5 && fourth === 6)) return at + i;
      }
      if (at + searchStep >= listed) return listed;
    }
    return this.#source.size;
  }

  /** Whether what looks like a local header in bytes of no known kind has values that one can have. */
  async #plausible(at: number): Promise<boolean> {
    // Without its name: that would be read again and again where signatures follow each other.
    const head = await this.#source.read(at, 30);
    if (head.length < 30) return false;
    const view = new DataView(head.buffer, head.byteOffset, 30);
    const nameLength = view.getUint16(26, true);
    const end = at + 30 + nameLength + view.getUint16(28, true);
    return view.getUint16(8, true) < 100 && nameLength > 0 && nameLength <= 4096 && end <= this.#source.size;
  }
}

async function u32(source: ByteSource, at: number): Promise<number | undefined> {
  const bytes = await source.read(at, 4);
  if (bytes.length < 4) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
}

/** How many bytes may still be read to find out where data ends: entries that do not end are tried only so often. */
interface Measuring {
  left: number;
}

const measuringOf = (source: ByteSource): Measuring => ({ left: 8 * source.size + 64 * 1024 * 1024 });

/**
 * Where the data behind a local header ends, and the descriptor that follows it.
 *
 * @param known.packed the length of the data, where a directory tells it
 */
export async function dataOf(
  source: ByteSource,
  header: LocalHeader,
  known: { readonly packed: number | undefined; readonly measuring?: Measuring },
): Promise<{ readonly dataEnd: number; readonly descriptor?: Descriptor }> {
  const announces = (header.flags & flagBits.descriptor) !== 0;
  if (!announces) return { dataEnd: header.end + header.packed };
  const length =
    header.packed > 0
      ? header.packed
      : (known.packed ?? (await measured(source, header, known.measuring ?? measuringOf(source))));
  const dataEnd = header.end + length;
  const descriptor = dataEnd > source.size ? undefined : await descriptorAt(source, dataEnd, length);
  return { dataEnd, ...(descriptor === undefined ? {} : { descriptor }) };
}

/** How many bytes data has whose header does not say: deflate ends by itself, other data at a descriptor that fits. */
async function measured(source: ByteSource, header: LocalHeader, measuring: Measuring): Promise<number> {
  const spend = (bytes: number): void => {
    measuring.left -= bytes;
    if (measuring.left < 0)
      throw new FormatFault("too-large", "too many entries of unknown length", header.start);
  };
  if (header.method === 8 || header.method === 9) {
    const unpack = header.method === 8 ? inflate : inflate64;
    const unpacking = new Unpacking(unpack(source, header.end, source.size));
    let out = 0;
    for await (const chunk of unpacking) {
      spend(chunk.length / 128);
      out += chunk.length;
      if (out > largestMeasured)
        throw new FormatFault("too-large", "an entry of unknown length does not end", header.start);
    }
    spend(1024);
    return (unpacking.end ?? header.end) - header.end;
  }
  for (let at = header.end; at < source.size; at += searchStep) {
    const window = await source.read(at, searchStep + 15);
    spend(window.length);
    for (let i = window.indexOf(0x50); i !== -1 && i < searchStep; i = window.indexOf(0x50, i + 1)) {
      if (window[i + 1] !== 0x4b || window[i + 2] !== 7 || window[i + 3] !== 8) continue;
      const length = at + i - header.end;
      if ((await descriptorAt(source, at + i, length)) !== undefined) return length;
    }
  }
  throw new FormatFault("truncated", "an entry of unknown length does not end", header.start);
}

/**
 * The descriptor at a place: with or without its signature, of 32 or 64 bits. The packed size must be the
 * length of the data; where several kinds fit, as for an empty entry, the one that a record follows.
 */
async function descriptorAt(
  source: ByteSource,
  start: number,
  packed: number,
): Promise<Descriptor | undefined> {
  const bytes = await source.read(start, 26);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isSigned = bytes.length >= 4 && view.getUint32(0, true) === signatures.descriptor;
  const fitting: Descriptor[] = [];
  for (const skip of isSigned ? [4, 0] : [0]) {
    if (bytes.length >= skip + 12 && view.getUint32(skip + 4, true) === packed)
      fitting.push({
        start,
        end: start + skip + 12,
        crc: view.getUint32(skip, true),
        packed,
        size: view.getUint32(skip + 8, true),
      });
    if (bytes.length >= skip + 20 && view.getBigUint64(skip + 4, true) === BigInt(packed))
      fitting.push({
        start,
        end: start + skip + 20,
        crc: view.getUint32(skip, true),
        packed,
        size: Number(view.getBigUint64(skip + 12, true)),
      });
  }
  const isFollowed = ({ end }: Descriptor): boolean =>
    bytes[end - start] === 0x50 && bytes[end - start + 1] === 0x4b;
  return fitting.find(isFollowed) ?? fitting[0];
}
