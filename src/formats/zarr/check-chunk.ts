import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { crc32c } from "../tfrecord/index.ts";
import { gunzip, inflateZlib, Unpacking, unzstd } from "../unpack/index.ts";
import type { ZarrArray, ZarrCodec } from "./metadata.ts";

const mostChunks = 1_000_000;
/** No packing here comes to more: zstd says 128 KiB in four bytes. */
const largestRatio = 40_000;
const nothing = 0xffffffffffffffffn;

/**
 * Checks that a chunk is what its array says: as many bytes as it has numbers, whether packed or not. Of a shard
 * each chunk in it, and the checksum of its index.
 *
 * @returns the bytes that belong to it, first and behind the last
 * @throws FormatFault
 */
export async function checkZarrChunk(
  source: ByteSource,
  array: ZarrArray,
): Promise<readonly (readonly [number, number])[]> {
  const { shard } = array.codec;
  if (shard === undefined) {
    await plain(source, 0, source.size, array.codec, array.chunkBytes);
    return [[0, source.size]];
  }
  const length = 16 * shard.chunks + 4;
  if (shard.chunks > mostChunks) throw new FormatFault("too-large", `${shard.chunks} chunks in a shard`, 0);
  const start = source.size - length;
  if (start < 0) throw new FormatFault("truncated", "a shard without its index", 0);
  const bytes = Uint8Array.from(await source.read(start, length));
  const view = new DataView(bytes.buffer);
  if (crc32c(bytes.subarray(0, length - 4)) !== view.getUint32(length - 4, true))
    throw new FormatFault("malformed", "the checksum of a shard's index is wrong", start);
  const extents: [number, number][] = [[start, source.size]];
  const seen = new Set<number>();
  for (let at = 0; at < length - 4; at += 16) {
    const from = view.getBigUint64(at, true);
    const size = view.getBigUint64(at + 8, true);
    if (from === nothing && size === nothing) continue;
    if (from > BigInt(start) || size > BigInt(start) - from)
      throw new FormatFault("malformed", "a chunk beyond its shard", start + at);
    const begin = Number(from);
    const end = begin + Number(size);
    // The same bytes for many chunks would be unpacked again and again.
    if (seen.has(begin)) throw new FormatFault("malformed", "two chunks at one place", start + at);
    seen.add(begin);
    await plain(source, begin, end, shard.codec, shard.bytes);
    extents.push([begin, end]);
  }
  disjoint(extents);
  return extents;
}

function disjoint(extents: readonly (readonly [number, number])[]): void {
  let reached = 0;
  for (const [from, to] of extents.toSorted((a, b) => a[0] - b[0])) {
    if (from < reached) throw new FormatFault("malformed", "chunks that share bytes", from);
    reached = to;
  }
}

async function plain(
  source: ByteSource,
  start: number,
  end: number,
  { packing }: ZarrCodec,
  bytes: number,
): Promise<void> {
  if (packing === "none") {
    if (end - start !== bytes)
      throw new FormatFault("malformed", `a chunk of ${end - start} bytes, not ${bytes}`, start);
    return;
  }
  if (bytes > 1024 * 1024 && bytes > largestRatio * (end - start))
    throw new FormatFault("malformed", `a chunk of ${bytes} bytes in ${end - start}`, start);
  const decoder = { zstd: unzstd, gzip: gunzip, zlib: inflateZlib }[packing];
  const unpacking = new Unpacking(decoder(source, start, end));
  for await (const _ of unpacking)
    if (unpacking.bytes > bytes)
      throw new FormatFault("malformed", `a chunk that unpacks to more than its ${bytes} bytes`, start);
  if (unpacking.bytes !== bytes)
    throw new FormatFault("malformed", `a chunk of ${unpacking.bytes} bytes, not ${bytes}`, start);
  if (unpacking.end !== end) throw new FormatFault("malformed", "bytes behind a packed chunk", start);
}
