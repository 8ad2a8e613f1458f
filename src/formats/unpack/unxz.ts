import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { Crc64 } from "./crc64.ts";
import { filtered, type PackFilter } from "./filtered.ts";
import { unlzma2 } from "./lzma.ts";
import type { Decoder } from "./unpacking.ts";

const checkBytes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

/**
 * One stream of .xz (The .xz File Format 1.2.1), LZMA2 with up to three filters before it. The checks CRC32, CRC64 and
 * SHA-256 are checked, and the index against the blocks.
 *
 * @throws FormatFault
 */
export async function* unxz(source: ByteSource, start: number, end: number): Decoder {
  const head = (await source.read(start, 12)).slice();
  if (head.length < 12) throw new FormatFault("truncated", "the stream header ends early", start);
  const kind = head[7] ?? 0;
  if (head[6] !== 0 || kind > 15 || u32(head, 8) !== crc32(head.subarray(6, 8)))
    throw new FormatFault("malformed", "the stream header is broken", start);
  const checkLength = checkBytes[kind] ?? 0;
  const sizes: (readonly [number, number])[] = [];
  let at = start + 12;
  for (;;) {
    const [headerSize] = await source.read(at, 1);
    if (headerSize === undefined || at >= end) throw new FormatFault("truncated", "a block is missing", at);
    if (headerSize === 0) break;
    const block = await readBlockHeader(source, at, (headerSize + 1) * 4);
    const check = checkOf(kind);
    let out = 0;
    let decoder = unlzma2(source, block.end, end, block.dictionary);
    for (const filter of block.filters.toReversed()) decoder = filtered(decoder, filter);
    let dataEnd = block.end;
    for (;;) {
      const next = await decoder.next();
      if (next.done === true) {
        dataEnd = next.value;
        break;
      }
      check?.update(next.value);
      out += next.value.length;
      yield next.value;
    }
    const unpadded = dataEnd - at + checkLength;
    const paddedEnd = dataEnd + padding(dataEnd - block.end);
    const rest = (await source.read(dataEnd, paddedEnd - dataEnd + checkLength)).slice();
    if (rest.length < paddedEnd - dataEnd + checkLength)
      throw new FormatFault("truncated", "a block's check is missing", dataEnd);
    const found = rest.subarray(paddedEnd - dataEnd);
    const isRight =
      (block.packed === undefined || block.packed === dataEnd - block.end) &&
      (block.size === undefined || block.size === out) &&
      rest.subarray(0, paddedEnd - dataEnd).every((byte) => byte === 0);
    if (!isRight) throw new FormatFault("malformed", "a block is not as long as it says", at);
    if (check !== undefined && Buffer.compare(check.digest(), found) !== 0)
      throw new FormatFault("malformed", "a block's check is wrong", paddedEnd);
    sizes.push([unpadded, out]);
    at = paddedEnd + checkLength;
  }
  return readIndex(source, at, sizes, head.subarray(6, 8));
}

const padding = (length: number): number => (4 - (length % 4)) % 4;
const u32 = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(at, true);

interface Check {
  update(bytes: Uint8Array): unknown;
  digest(): Buffer;
}

function checkOf(kind: number): Check | undefined {
  if (kind === 1) {
    let value = 0;
    return {
      update: (bytes) => (value = crc32(bytes, value)),
      digest: () => {
        const bytes = Buffer.alloc(4);
        bytes.writeUInt32LE(value);
        return bytes;
      },
    };
  }
  if (kind === 4) {
    const crc = new Crc64();
    return {
      update: (bytes) => crc.update(bytes),
      digest: () => {
        const bytes = Buffer.alloc(8);
        bytes.writeBigUInt64LE(crc.digest());
        return bytes;
      },
    };
  }
  return kind === 10 ? createHash("sha256") : undefined;
}

interface BlockHeader {
  readonly end: number;
  readonly dictionary: number;
  /** In the order in which they were put on. */
  readonly filters: readonly PackFilter[];
  readonly packed: number | undefined;
  readonly size: number | undefined;
}

async function readBlockHeader(source: ByteSource, start: number, length: number): Promise<BlockHeader> {
  const bytes = (await source.read(start, length)).slice();
  if (bytes.length < length) throw new FormatFault("truncated", "a block header ends early", start);
  if (u32(bytes, length - 4) !== crc32(bytes.subarray(0, length - 4)))
    throw new FormatFault("malformed", "a block header's checksum is wrong", start);
  const flags = bytes[1] ?? 0;
  const numbers = new Numbers(bytes, 2, start);
  const packed = (flags & 0x40) === 0 ? undefined : numbers.next();
  const size = (flags & 0x80) === 0 ? undefined : numbers.next();
  const filters: PackFilter[] = [];
  for (let i = 0; i < (flags & 3); i++) filters.push(readFilter(bytes, numbers, start));
  if (numbers.next() !== 0x21) throw new FormatFault("unsupported", "another method than LZMA2", start);
  if (numbers.next() !== 1) throw new FormatFault("malformed", "properties of the wrong length", start);
  const bits = bytes[numbers.at] ?? 41;
  if (bits > 40) throw new FormatFault("malformed", "a dictionary that there is not", start);
  const dictionary = bits === 40 ? 0xffffffff : (2 | (bits & 1)) * 2 ** (Math.floor(bits / 2) + 11);
  return { end: start + length, dictionary, filters, packed, size };
}

const machines = { 4: "x86", 5: "powerPc", 7: "arm", 8: "thumb", 9: "sparc", 10: "arm64" } as const;

function readFilter(bytes: Uint8Array, numbers: Numbers, place: number): PackFilter {
  const id = numbers.next();
  const length = numbers.next();
  const at = numbers.at;
  numbers.at += length;
  if (numbers.at > bytes.length - 4)
    throw new FormatFault("malformed", "properties beyond their header", place);
  if (id === 3 && length === 1) return { kind: "delta", distance: (bytes[at] ?? 0) + 1 };
  const kind = Object.entries(machines).find(([number]) => Number(number) === id)?.[1];
  if (kind === undefined || (length !== 0 && length !== 4))
    throw new FormatFault("unsupported", `the filter ${id}`, place);
  return { kind, start: length === 0 ? 0 : u32(bytes, at) };
}

/** Numbers of seven bits a byte. */
class Numbers {
  readonly #bytes: Uint8Array;
  readonly #place: number;
  at: number;

  constructor(bytes: Uint8Array, at: number, place: number) {
    this.#bytes = bytes;
    this.at = at;
    this.#place = place;
  }

  next(): number {
    let value = 0;
    for (let shift = 0; shift < 9; shift++) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * 2 ** (7 * shift);
      if (byte < 0x80) return value;
    }
    throw new FormatFault("malformed", "a number that does not end", this.#place);
  }
}

/** The index must name the blocks that were there, and the footer the index. Returns the end of the stream. */
async function readIndex(
  source: ByteSource,
  start: number,
  sizes: readonly (readonly [number, number])[],
  flags: Uint8Array,
): Promise<number> {
  const longest = 1 + 9 + sizes.length * 18 + 3;
  const bytes = (await source.read(start, longest + 16)).slice();
  const numbers = new Numbers(bytes, 1, start);
  let isRight = numbers.next() === sizes.length;
  for (const [unpadded, size] of isRight ? sizes : []) {
    const same = numbers.next() === unpadded;
    isRight = numbers.next() === size && same && isRight;
  }
  const length = numbers.at + padding(numbers.at);
  isRight &&= bytes.subarray(numbers.at, length).every((byte) => byte === 0);
  if (bytes.length < length + 16) throw new FormatFault("truncated", "the stream footer is missing", start);
  isRight &&= u32(bytes, length) === crc32(bytes.subarray(0, length));
  if (!isRight) throw new FormatFault("malformed", "the index is not that of the blocks", start);
  const footer = bytes.subarray(length + 4, length + 16);
  const isFooter =
    footer[10] === 0x59 &&
    footer[11] === 0x5a &&
    u32(footer, 0) === crc32(footer.subarray(4, 10)) &&
    (u32(footer, 4) + 1) * 4 === length + 4 &&
    footer[8] === flags[0] &&
    footer[9] === flags[1];
  if (!isFooter) throw new FormatFault("malformed", "the stream footer is broken", start + length + 4);
  return start + length + 16;
}
