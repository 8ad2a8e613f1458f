import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { AddressReader, type Superblock } from "./hdf5-file.ts";

type Claim = (start: number, end: number, what: string) => void;

const mostNodes = 1_000_000;
const longestName = 4096;

/** The members of a group of the old kind: a B-tree of symbol tables, and a heap with the names. */
export async function readOldGroup(
  source: ByteSource,
  block: Superblock,
  group: { readonly tree: number; readonly heap: number },
  claim: Claim,
  member: (name: string, address: number | undefined) => void,
): Promise<void> {
  const { base } = block;
  const heap = new AddressReader(source, group.heap, base);
  await heap.signature("HEAP");
  heap.skip(4);
  const size = await heap.size64();
  heap.skip(8);
  const names = await heap.address();
  if (names === undefined || names + size > source.size)
    throw new FormatFault("malformed", "a heap of names beyond the file", group.heap);
  claim(group.heap, group.heap + 32, "heap");
  claim(names, names + size, "heap");
  for (const node of await treeLeaves(source, block, group.tree, 8, block.groupInternalK, 0, claim)) {
    const reader = new AddressReader(source, node.child, base);
    await reader.signature("SNOD");
    reader.skip(2);
    const count = await reader.u16();
    const end = node.child + 8 + 2 * block.groupLeafK * 40;
    if (count > 2 * block.groupLeafK)
      throw new FormatFault("malformed", "a symbol table with too many entries", node.child);
    claim(node.child, Math.min(end, source.size), "symbol table");
    for (let i = 0; i < count; i++) {
      const offset = await reader.size64();
      const address = await reader.address();
      const cache = await reader.u32();
      reader.skip(20);
      if (offset >= size) throw new FormatFault("malformed", "a name beyond its heap", reader.position);
      const bytes = Buffer.from(await source.read(names + offset, Math.min(longestName, size - offset)));
      const zero = bytes.indexOf(0);
      // With 2 it is a link to a name, which leads to nothing of its own.
      if (cache !== 2) member(bytes.subarray(0, zero === -1 ? bytes.length : zero).toString("utf8"), address);
    }
  }
}

/** A child of the lowest level of a B-tree of version 1, and where the key before it is. */
export interface Leaf {
  readonly key: number;
  readonly child: number;
}

/** The children of the lowest nodes of a B-tree of version 1. */
export async function treeLeaves(
  source: ByteSource,
  block: Superblock,
  root: number,
  keySize: number,
  k: number,
  type: number,
  claim: Claim,
): Promise<readonly Leaf[]> {
  const leaves: Leaf[] = [];
  const seen = new Set<number>();
  const waiting = [{ at: root, level: -1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next.at) || seen.size > mostNodes)
      throw new FormatFault("malformed", "a tree that does not end", next.at);
    seen.add(next.at);
    const reader = new AddressReader(source, next.at, block.base);
    await reader.signature("TREE");
    if ((await reader.u8()) !== type) throw new FormatFault("malformed", "a tree of another kind", next.at);
    const level = await reader.u8();
    if (next.level !== -1 && level !== next.level - 1)
      throw new FormatFault("malformed", "a tree with lost levels", next.at);
    const used = await reader.u16();
    if (used > 2 * k) throw new FormatFault("malformed", "a tree with too many entries", next.at);
    reader.skip(16);
    claim(next.at, Math.min(source.size, next.at + 24 + 2 * k * 8 + (2 * k + 1) * keySize), "tree");
    for (let i = 0; i < used; i++) {
      const key = reader.position;
      reader.skip(keySize);
      const child = await reader.address();
      if (child === undefined) throw new FormatFault("malformed", "a tree without a child", key);
      if (level === 0) leaves.push({ key, child });
      else waiting.push({ at: child, level });
    }
  }
  return leaves;
}
