import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import type { Decoder } from "./unpacking.ts";
import { Xxh32 } from "./xxh32.ts";

export const lz4Magic = 0x184d2204;
export const lz4LegacyMagic = 0x184c2102;
const history = 64 * 1024;
const legacyBlock = 8 * 1024 * 1024;

/**
 * One frame of LZ4 (LZ4 Frame Format 1.6.2), or of its old form. Checksums of header and content are checked.
 *
 * @throws FormatFault
 */
export async function* unlz4(source: ByteSource, start: number, end: number): Decoder {
  const magic = await u32(source, start);
  if (magic === lz4LegacyMagic) return yield* legacy(source, start + 4, end);
  if (magic !== lz4Magic) throw new FormatFault("malformed", "there is no frame", start);
  const head = await source.read(start + 4, 15);
  const [flags = 0, descriptor = 0] = head;
  if (flags >> 6 !== 1) throw new FormatFault("unsupported", `version ${flags >> 6} of the frame`, start + 4);
  if ((flags & 2) !== 0 || (descriptor & 0x8f) !== 0)
    throw new FormatFault("malformed", "reserved bits are set", start + 4);
  if ((flags & 1) !== 0) throw new FormatFault("unsupported", "a dictionary that is not in it", start);
  const blockSize = [0, 0, 0, 0, 65536, 262144, 1048576, 4194304][descriptor >> 4] ?? 0;
  if (blockSize === 0) throw new FormatFault("malformed", "a block size that there is not", start + 5);
  const length = 2 + ((flags & 8) === 0 ? 0 : 8);
  if (head.length < length + 1) throw new FormatFault("truncated", "the frame header ends early", start);
  const check = (new Xxh32().update(head.subarray(0, length)).digest() >>> 8) & 0xff;
  if (head[length] !== check) throw new FormatFault("malformed", "the header's checksum is wrong", start + 4);
  const announced =
    (flags & 8) === 0 ? undefined : new DataView(head.buffer, head.byteOffset).getBigUint64(2, true);
  const frame = { blockSize, isLinked: (flags & 0x20) === 0, hasChecks: (flags & 0x10) !== 0 };
  const content = new Xxh32();
  const blocks = blocksOf(source, start + 4 + length + 1, end, frame);
  let out = 0;
  for (;;) {
    const next = await blocks.next();
    if (next.done !== true) {
      content.update(next.value);
      out += next.value.length;
      yield next.value;
      continue;
    }
    if (announced !== undefined && announced !== BigInt(out))
      throw new FormatFault("malformed", `${announced} bytes are announced, ${out} come out`, start);
    if ((flags & 4) === 0) return next.value;
    if ((await u32(source, next.value)) !== content.digest())
      throw new FormatFault("malformed", "the content's checksum is wrong", next.value);
    return next.value + 4;
  }
}

interface Frame {
  readonly blockSize: number;
  readonly isLinked: boolean;
  readonly hasChecks: boolean;
}

async function* blocksOf(
  source: ByteSource,
  start: number,
  end: number,
  { blockSize, isLinked, hasChecks }: Frame,
): Decoder {
  const window = new Uint8Array(history + blockSize);
  let filled = 0;
  for (let at = start; ;) {
    const word = await u32(source, at);
    at += 4;
    if (word === 0) return at;
    const size = word & 0x7fffffff;
    const isStored = word >>> 31 === 1;
    if (size > blockSize) throw new FormatFault("malformed", "a block larger than the frame allows", at - 4);
    const packed = await whole(source, at, size, end);
    // What comes next may refer to the last 64 KiB of what came before.
    const kept = isLinked ? Math.min(filled, history) : 0;
    window.copyWithin(0, filled - kept, filled);
    if (isStored) window.set(packed, kept);
    const to = isStored ? kept + size : decodeBlock(packed, window, kept, kept + blockSize, at);
    filled = to;
    at += size;
    if (hasChecks) {
      if ((await u32(source, at)) !== new Xxh32().update(packed).digest())
        throw new FormatFault("malformed", "a block's checksum is wrong", at);
      at += 4;
    }
    yield window.subarray(kept, to);
  }
}

/** Blocks of 8 MiB with their packed size before them, to the end of the file or the next frame. */
async function* legacy(source: ByteSource, start: number, end: number): Decoder {
  const window = new Uint8Array(legacyBlock);
  const largest = legacyBlock + Math.ceil(legacyBlock / 255) + 16;
  let at = start;
  while (at + 4 <= end) {
    const size = await u32(source, at);
    if (size > largest || size === 0) break;
    const packed = await whole(source, at + 4, size, end);
    yield window.subarray(0, decodeBlock(packed, window, 0, legacyBlock, at + 4));
    at += 4 + size;
  }
  return at;
}

/** LZ4 Block Format: literals, then a copy of what came before, over and over. Returns where the output ends. */
function decodeBlock(
  packed: Uint8Array,
  out: Uint8Array,
  start: number,
  limit: number,
  place: number,
): number {
  let at = 0;
  let to = start;
  const end = packed.length;
  const broken = (why: string): never => {
    throw new FormatFault("malformed", why, place + Math.min(at, end));
  };
  while (at < end) {
    const token = packed[at++] ?? 0;
    let literals = token >> 4;
    if (literals === 15)
      for (let more = 255; more === 255; literals += more) {
        if (at >= end) broken("a length does not end");
        more = packed[at++] ?? 0;
      }
    if (at + literals > end || to + literals > limit) broken("more literals than there is room for");
    if (literals > 32) out.set(packed.subarray(at, at + literals), to);
    else for (let i = 0; i < literals; i++) out[to + i] = packed[at + i] ?? 0;
    at += literals;
    to += literals;
    if (at === end) return to;
    const distance = (packed[at] ?? 0) + 256 * (packed[at + 1] ?? 0);
    at += 2;
    if (at > end || distance === 0 || distance > to) broken("a copy from before the beginning");
    let length = (token & 15) + 4;
    if (length === 19)
      for (let more = 255; more === 255; length += more) {
        if (at >= end) broken("a length does not end");
        more = packed[at++] ?? 0;
      }
    if (to + length > limit) broken("more comes out than the block may hold");
    if (distance >= length) out.copyWithin(to, to - distance, to - distance + length);
    else for (let i = 0; i < length; i++) out[to + i] = out[to - distance + i] ?? 0;
    to += length;
  }
  return broken("a block without its last literals");
}

async function whole(source: ByteSource, at: number, size: number, end: number): Promise<Uint8Array> {
  const bytes = await source.read(at, Math.min(size, Math.max(0, end - at)));
  if (bytes.length < size) throw new FormatFault("truncated", "a block ends early", at);
  return bytes;
}

async function u32(source: ByteSource, at: number): Promise<number> {
  const bytes = await source.read(at, 4);
  if (bytes.length < 4) throw new FormatFault("truncated", "the frame ends early", at);
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
}
