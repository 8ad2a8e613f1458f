import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { AddressReader } from "./hdf5-file.ts";
import { bytesFor, numberOf, treeRecords } from "./tree-records.ts";

type Claim = (start: number, end: number, what: string) => void;

interface Shape {
  readonly offsetWidth: number;
  readonly lengthWidth: number;
  readonly columns: number;
  readonly firstBlock: number;
  readonly largestBlock: number;
  readonly hasChecksums: boolean;
}

/** A block of objects: the bytes of the heap from `offset` lie at `address` of the file, its own header included. */
interface Block {
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

const mostBlocks = 1_000_000;

/** The heap in which a group keeps many links, and an object many or large attributes. */
export class FractalHeap {
  readonly #blocks: readonly Block[];
  readonly #shape: Shape;
  /** Objects too large for a block, by their number. */
  readonly #huge: ReadonlyMap<number, readonly [from: number, to: number]>;

  private constructor(
    blocks: readonly Block[],
    shape: Shape,
    huge: ReadonlyMap<number, readonly [number, number]>,
  ) {
    this.#blocks = blocks;
    this.#shape = shape;
    this.#huge = huge;
  }

  /**
   * Reads the doubling table of a heap. Source: HDF5 File Format Specification 3.0, III.G.
   *
   * @throws FormatFault; `unsupported` where the heap itself is compressed
   */
  static async open(source: ByteSource, base: number, address: number, claim: Claim): Promise<FractalHeap> {
    const reader = new AddressReader(source, address, base);
    await reader.signature("FRHP");
    reader.skip(3);
    if ((await reader.u16()) !== 0)
      throw new FormatFault("unsupported", "a heap that is compressed", address);
    const flags = await reader.u8();
    const largestObject = await reader.u32();
    reader.skip(8);
    const hugeTree = await reader.address();
    reader.skip(8);
    const freeSpace = await reader.address();
    reader.skip(64);
    const columns = await reader.u16();
    const firstBlock = await reader.size64();
    const largestBlock = await reader.size64();
    const bits = await reader.u16();
    reader.skip(2);
    const root = await reader.address();
    const rows = await reader.u16();
    reader.skip(4);
    claim(address, reader.position, "heap");
    const isPower = (value: number): boolean => value > 0 && Number.isInteger(Math.log2(value));
    if (!isPower(columns) || !isPower(firstBlock) || !isPower(largestBlock) || bits > 52 || bits === 0)
      throw new FormatFault("malformed", "a heap of impossible blocks", address);
    const shape: Shape = {
      offsetWidth: Math.ceil(bits / 8),
      lengthWidth: bytesFor(Math.min(largestBlock, largestObject)),
      columns,
      firstBlock,
      largestBlock,
      hasChecksums: (flags & 2) !== 0,
    };
    const blocks = root === undefined ? [] : await blocksOf(source, base, shape, { root, rows }, claim);
    const huge = new Map<number, readonly [number, number]>();
    if (hugeTree !== undefined) await readHuge(source, base, hugeTree, huge, claim);
    if (freeSpace !== undefined) await claimFreeSpace(source, base, freeSpace, claim);
    return new FractalHeap(blocks, shape, huge);
  }

  /** Where the object of this id lies. `at` is where the id is. @throws FormatFault */
  async place(reader: AddressReader, size: number): Promise<readonly [from: number, to: number]> {
    const at = reader.position;
    const kind = ((await reader.u8()) >> 4) & 3;
    const { offsetWidth, lengthWidth } = this.#shape;
    // A tiny object lies in the id itself.
    if (kind === 2) {
      reader.position = at;
      const length = ((await reader.u8()) & 15) + 1;
      if (length > size - 1) throw new FormatFault("malformed", "an object beyond its id", at);
      return [reader.position, reader.position + length];
    }
    if (kind === 1) {
      const found = this.#huge.get(await numberOf(reader, Math.min(8, size - 1)));
      if (found === undefined)
        throw new FormatFault("malformed", "an object that its heap does not have", at);
      return found;
    }
    if (kind !== 0 || offsetWidth + lengthWidth > size - 1)
      throw new FormatFault("malformed", "an object that its heap does not have", at);
    const offset = await numberOf(reader, offsetWidth);
    const length = await numberOf(reader, lengthWidth);
    const block = this.#find(offset);
    if (block === undefined || offset + length > block.offset + block.size)
      throw new FormatFault("malformed", "an object beyond its heap", at);
    const from = block.address + offset - block.offset;
    return [from, from + length];
  }

  #find(offset: number): Block | undefined {
    let [low, high] = [0, this.#blocks.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const block = this.#blocks[middle];
      if (block === undefined) return undefined;
      if (offset < block.offset) high = middle - 1;
      else if (offset >= block.offset + block.size) low = middle + 1;
      else return block;
    }
    return undefined;
  }
}

/** All direct blocks that hang below the root, in order of their offset. */
async function blocksOf(
  source: ByteSource,
  base: number,
  shape: Shape,
  { root, rows }: { readonly root: number; readonly rows: number },
  claim: Claim,
): Promise<readonly Block[]> {
  const blocks: Block[] = [];
  const seen = new Set<number>();
  const { columns, firstBlock, largestBlock, offsetWidth } = shape;
  const sizeOf = (row: number): number => firstBlock * 2 ** Math.max(0, row - 1);
  const waiting = [{ at: root, rows, offset: 0, size: firstBlock }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next.at) || seen.size > mostBlocks)
      throw new FormatFault("malformed", "a heap that does not end", next.at);
    seen.add(next.at);
    const reader = new AddressReader(source, next.at, base);
    await reader.signature(next.rows === 0 ? "FHDB" : "FHIB");
    reader.skip(9);
    if ((await numberOf(reader, offsetWidth)) !== next.offset)
      throw new FormatFault("malformed", "a block of a heap at another place than its own", next.at);
    if (next.rows === 0) {
      if (next.size > source.size - next.at)
        throw new FormatFault("truncated", "a block of a heap beyond the end", next.at);
      claim(next.at, next.at + next.size, "heap");
      blocks.push({ offset: next.offset, address: next.at, size: next.size });
      continue;
    }
    if (next.rows > 64) throw new FormatFault("malformed", "a heap of impossible rows", next.at);
    let offset = next.offset;
    for (let row = 0; row < next.rows; row++) {
      const size = sizeOf(row);
      for (let column = 0; column < columns; column++, offset += size) {
        const at = await reader.address();
        if (at === undefined) continue;
        const inside = size <= largestBlock ? 0 : Math.log2(size / (firstBlock * columns)) + 1;
        if (!Number.isInteger(inside) || inside < 0)
          throw new FormatFault("malformed", "a heap of impossible rows", next.at);
        waiting.push({ at, rows: inside, offset, size });
      }
    }
    reader.skip(4);
    claim(next.at, reader.position, "heap");
  }
  return blocks.sort((a, b) => a.offset - b.offset);
}

async function readHuge(
  source: ByteSource,
  base: number,
  tree: number,
  huge: Map<number, readonly [number, number]>,
  claim: Claim,
): Promise<void> {
  for await (const { type, at } of treeRecords(source, base, tree, claim)) {
    if (type !== 1) throw new FormatFault("unsupported", `large objects in a tree of kind ${type}`, at);
    const reader = new AddressReader(source, at, base);
    const [from, length, id] = [await reader.address(), await reader.size64(), await reader.size64()];
    if (from === undefined || length > source.size - from)
      throw new FormatFault("truncated", "a large object beyond the end", at);
    claim(from, from + length, "heap");
    huge.set(id, [from, from + length]);
  }
}

/** The list of what is free in a heap: sizes and places only. */
async function claimFreeSpace(
  source: ByteSource,
  base: number,
  address: number,
  claim: Claim,
): Promise<void> {
  const reader = new AddressReader(source, address, base);
  await reader.signature("FSHD");
  reader.skip(50);
  const list = await reader.address();
  reader.skip(8);
  const allocated = await reader.size64();
  reader.skip(4);
  claim(address, reader.position, "free space list");
  if (list === undefined) return;
  reader.position = list;
  await reader.signature("FSSE");
  if (allocated > source.size - list)
    throw new FormatFault("truncated", "a list of free space beyond the end", address);
  claim(list, list + allocated, "free space list");
}
