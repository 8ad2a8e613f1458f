import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { AddressReader } from "./hdf5-file.ts";

type Claim = (start: number, end: number, what: string) => void;

/** A record of a B-tree of version 2: what kind of tree it is of, and where it lies. */
export interface TreeRecord {
  readonly type: number;
  readonly at: number;
  readonly size: number;
}

const mostNodes = 1_000_000;
const deepest = 32;
/** Signature, version, type and check sum of a node. */
const overhead = 10;

/** How many bytes a number up to `limit` takes. */
export function bytesFor(limit: number): number {
  let bytes = 1;
  for (let rest = limit; rest >= 256; rest = Math.floor(rest / 256)) bytes += 1;
  return bytes;
}

/**
 * The records of a B-tree of version 2, those of the inner nodes too.
 *
 * Source: HDF5 File Format Specification 3.0, III.A.2.
 *
 * @throws FormatFault
 */
export async function* treeRecords(
  source: ByteSource,
  base: number,
  address: number,
  claim: Claim,
): AsyncGenerator<TreeRecord> {
  const reader = new AddressReader(source, address, base);
  await reader.signature("BTHD");
  const [version, type] = [await reader.u8(), await reader.u8()];
  const [nodeSize, size, depth] = [await reader.u32(), await reader.u16(), await reader.u16()];
  reader.skip(2);
  const [root, count] = [await reader.address(), await reader.u16()];
  reader.skip(12);
  claim(address, reader.position, "tree");
  if (version !== 0 || size === 0 || nodeSize <= overhead + size || depth > deepest)
    throw new FormatFault("malformed", "a tree of impossible nodes", address);
  if (root === undefined) return;
  const widths = pointersOf(nodeSize, size, depth);
  const seen = new Set<number>();
  const waiting = [{ at: root, count, depth }];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node.at) || seen.size > mostNodes)
      throw new FormatFault("malformed", "a tree that does not end", node.at);
    seen.add(node.at);
    reader.position = node.at;
    await reader.signature(node.depth === 0 ? "BTLF" : "BTIN");
    reader.skip(1);
    if ((await reader.u8()) !== type) throw new FormatFault("malformed", "a tree of another kind", node.at);
    const records = reader.position;
    reader.skip(node.count * size);
    if (node.depth > 0) {
      const { child, total } = widths;
      for (let i = 0; i <= node.count; i++) {
        const at = await reader.address();
        const inChild = await numberOf(reader, child);
        reader.skip(total[node.depth] ?? 0);
        if (at === undefined) throw new FormatFault("malformed", "a tree with lost nodes", node.at);
        waiting.push({ at, count: inChild, depth: node.depth - 1 });
      }
    }
    reader.skip(4);
    if (reader.position > node.at + nodeSize)
      throw new FormatFault("malformed", "a tree with too many entries", node.at);
    claim(node.at, reader.position, "tree");
    // The library clears what of a node is not used.
    const rest = await source.read(reader.position, node.at + nodeSize - reader.position);
    if (rest.every((byte) => byte === 0)) claim(reader.position, reader.position + rest.length, "free space");
    for (let i = 0; i < node.count; i++) yield { type, at: records + i * size, size };
  }
}

/** How wide the counts beside the address of a child are: its own records, and those below it. */
function pointersOf(
  nodeSize: number,
  size: number,
  depth: number,
): { readonly child: number; readonly total: readonly number[] } {
  const inLeaf = Math.floor((nodeSize - overhead) / size);
  const child = bytesFor(inLeaf);
  const total = [0, 0];
  let below = inLeaf;
  for (let level = 1; level < depth; level++) {
    const pointer = 8 + child + (total[level] ?? 0);
    const here = Math.max(0, Math.floor((nodeSize - overhead - pointer) / (size + pointer)));
    below = (here + 1) * below + here;
    if (!Number.isSafeInteger(below)) throw new FormatFault("malformed", "a tree of impossible depth", 0);
    total.push(bytesFor(below));
  }
  return { child, total };
}

/** A number of so many bytes, the lowest first. */
export async function numberOf(reader: AddressReader, width: number): Promise<number> {
  const at = reader.position;
  const value = (await reader.bytes(width)).reduceRight((sum, byte) => sum * 256 + byte, 0);
  if (!Number.isSafeInteger(value)) throw new FormatFault("malformed", "a number that is no size", at);
  return value;
}
