import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { AddressReader } from "./hdf5-file.ts";
import { numberOf, treeRecords } from "./tree-records.ts";

type Claim = (start: number, end: number, what: string) => void;

/** Where the chunks of one dataset are told, and what a chunk takes where it is not packed. */
export interface ChunkIndex {
  readonly source: ByteSource;
  readonly base: number;
  readonly chunkBytes: number;
  readonly claim: Claim;
}

const mostBlocks = 1_000_000;

function claimChunk({ source, claim }: ChunkIndex, address: number, size: number, at: number): void {
  if (size > source.size - address)
    throw new FormatFault("truncated", "a chunk beyond the end of the file", at);
  claim(address, address + size, "chunk");
}

/** Elements one after another: an address, and of a packed chunk its size and which filters were skipped. */
async function claimElements(
  index: ChunkIndex,
  reader: AddressReader,
  { count, size }: { readonly count: number; readonly size: number },
): Promise<void> {
  if (count * size > reader.remaining)
    throw new FormatFault("truncated", "an index of chunks beyond the end", reader.position);
  for (let i = 0; i < count; i++) {
    const at = reader.position;
    const address = await reader.address();
    const bytes = size === 8 ? index.chunkBytes : await numberOf(reader, size - 12);
    if (size !== 8) reader.skip(4);
    if (address !== undefined) claimChunk(index, address, bytes, at);
  }
}

/** Elements in pages, each with a check sum; a page that was never used is empty. */
async function claimPages(
  index: ChunkIndex,
  reader: AddressReader,
  { count, size, page, used }: { count: number; size: number; page: number; used: Uint8Array },
): Promise<void> {
  for (let i = 0; i * page < count; i++) {
    const here = Math.min(page, count - i * page);
    const start = reader.position;
    if (here * size + 4 > reader.remaining)
      throw new FormatFault("truncated", "an index of chunks beyond the end", start);
    if (((used[i >> 3] ?? 0) & (0x80 >> (i & 7))) === 0) {
      const bytes = await index.source.read(start, here * size + 4);
      reader.skip(here * size + 4);
      if (!bytes.every((byte) => byte === 0)) continue;
    } else {
      await claimElements(index, reader, { count: here, size });
      reader.skip(4);
    }
    index.claim(start, reader.position, "chunk index");
  }
}

const isElement = (client: number, size: number): boolean =>
  (client === 0 && size === 8) || (client === 1 && size > 12 && size <= 20);

/** A fixed array: as many elements as the dataset can have chunks. HDF5 File Format Specification 3.0, VII.C. */
export async function walkFixedArray(index: ChunkIndex, address: number): Promise<void> {
  const reader = new AddressReader(index.source, address, index.base);
  await reader.signature("FAHD");
  reader.skip(1);
  const [client, size, pageBits] = [await reader.u8(), await reader.u8(), await reader.u8()];
  const count = await reader.size64();
  const data = await reader.address();
  reader.skip(4);
  index.claim(address, reader.position, "chunk index");
  if (!isElement(client, size) || pageBits > 30)
    throw new FormatFault("malformed", "an index of impossible elements", address);
  if (data === undefined) return;
  const block = new AddressReader(index.source, data, index.base);
  await block.signature("FADB");
  block.skip(10);
  const page = 2 ** pageBits;
  if (count <= page) {
    await claimElements(index, block, { count, size });
    block.skip(4);
    return index.claim(data, block.position, "chunk index");
  }
  const used = (await block.bytes(Math.ceil(Math.ceil(count / page) / 8))).slice();
  block.skip(4);
  index.claim(data, block.position, "chunk index");
  return claimPages(index, block, { count, size, page, used });
}

interface Extensible {
  readonly size: number;
  readonly offsetWidth: number;
  readonly firstElements: number;
  readonly page: number;
}

/** An extensible array, for datasets that grow in one direction. HDF5 File Format Specification 3.0, VII.D. */
export async function walkExtensibleArray(index: ChunkIndex, address: number): Promise<void> {
  const reader = new AddressReader(index.source, address, index.base);
  await reader.signature("EAHD");
  reader.skip(1);
  const [client, size, bits] = [await reader.u8(), await reader.u8(), await reader.u8()];
  const [inIndex, firstElements] = [await reader.u8(), await reader.u8()];
  const [pointers, pageBits] = [await reader.u8(), await reader.u8()];
  reader.skip(48);
  const top = await reader.address();
  reader.skip(4);
  index.claim(address, reader.position, "chunk index");
  const [first, direct] = [Math.log2(firstElements), Math.log2(pointers) * 2];
  if (!isElement(client, size) || bits > 64 || pageBits > 30 || bits < first)
    throw new FormatFault("malformed", "an index of impossible elements", address);
  if (!Number.isInteger(first) || !Number.isInteger(direct))
    throw new FormatFault("malformed", "an index of impossible elements", address);
  if (top === undefined) return;
  const shape = { size, offsetWidth: Math.ceil(bits / 8), firstElements, page: 2 ** pageBits };
  const block = new AddressReader(index.source, top, index.base);
  await block.signature("EAIB");
  block.skip(10);
  await claimElements(index, block, { count: inIndex, size });
  const levels = 1 + bits - first;
  for (let level = 0; level < Math.min(direct, levels); level++)
    for (let i = 0; i < 2 ** (level >> 1); i++) {
      const data = await block.address();
      if (data !== undefined) await dataBlock(index, data, elementsOf(shape, level), shape);
    }
  for (let level = direct; level < levels; level++) {
    const secondary = await block.address();
    if (secondary !== undefined) await secondaryBlock(index, secondary, level, shape);
  }
  block.skip(4);
  index.claim(top, block.position, "chunk index");
}

const elementsOf = ({ firstElements }: Extensible, level: number): number =>
  2 ** ((level + 1) >> 1) * firstElements;

async function secondaryBlock(
  index: ChunkIndex,
  address: number,
  level: number,
  shape: Extensible,
): Promise<void> {
  const reader = new AddressReader(index.source, address, index.base);
  await reader.signature("EASB");
  reader.skip(10 + shape.offsetWidth);
  const count = elementsOf(shape, level);
  const blocks = 2 ** (level >> 1);
  if (blocks > mostBlocks || blocks * 8 > reader.remaining)
    throw new FormatFault("truncated", "an index of chunks beyond the end", address);
  const width = count > shape.page ? Math.ceil(count / shape.page / 8) : 0;
  const used = (await reader.bytes(width * blocks)).slice();
  for (let i = 0; i < blocks; i++) {
    const data = await reader.address();
    if (data !== undefined)
      await dataBlock(index, data, count, shape, used.subarray(i * width, (i + 1) * width));
  }
  reader.skip(4);
  index.claim(address, reader.position, "chunk index");
}

async function dataBlock(
  index: ChunkIndex,
  address: number,
  count: number,
  { size, offsetWidth, page }: Extensible,
  used: Uint8Array = new Uint8Array(0),
): Promise<void> {
  const reader = new AddressReader(index.source, address, index.base);
  await reader.signature("EADB");
  reader.skip(10 + offsetWidth);
  if (count <= page) await claimElements(index, reader, { count, size });
  reader.skip(4);
  index.claim(address, reader.position, "chunk index");
  if (count > page) await claimPages(index, reader, { count, size, page, used });
}

/** A B-tree of version 2, for datasets that grow in several directions. */
export async function walkChunkTree(index: ChunkIndex, address: number, dimensions: number): Promise<void> {
  for await (const { type, at, size } of treeRecords(index.source, index.base, address, index.claim)) {
    const width = size - 12 - 8 * (dimensions - 1);
    if ((type !== 10 || size !== 8 * dimensions) && (type !== 11 || width < 1 || width > 8))
      throw new FormatFault("malformed", "a tree of something else than chunks", at);
    const reader = new AddressReader(index.source, at, index.base);
    const chunk = await reader.address();
    const bytes = type === 10 ? index.chunkBytes : await numberOf(reader, width);
    if (chunk !== undefined) claimChunk(index, chunk, bytes, at);
  }
}

/** Chunks that lie one after another, because all were made at once and none is packed. */
export async function claimImplicit(
  index: ChunkIndex,
  address: number,
  space: AddressReader,
  chunk: readonly number[],
): Promise<void> {
  const version = await space.u8();
  const rank = await space.u8();
  space.skip(version === 1 ? 6 : 2);
  if ((version !== 1 && version !== 2) || rank !== chunk.length - 1)
    throw new FormatFault("malformed", "a dataset of other dimensions than its chunks", space.position);
  let chunks = 1;
  for (let i = 0; i < rank; i++) chunks *= Math.ceil((await space.size64()) / Math.max(1, chunk[i] ?? 1));
  claimChunk(index, address, chunks * index.chunkBytes, space.position);
}
