import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { AddressReader, type Superblock } from "./hdf5-file.ts";
import type { HeaderMessage } from "./object-header.ts";
import { treeLeaves } from "./old-group.ts";

/** Where the values of a dataset are. */
export type Layout =
  | { readonly kind: "compact" | "virtual" }
  | { readonly kind: "contiguous" | "single"; readonly address: number | undefined; readonly size: number }
  /** `dimensions` counts one more, for the size of an element. */
  | { readonly kind: "chunks"; readonly address: number | undefined; readonly dimensions: number };

/** @throws FormatFault `unsupported` for chunk indexes other than a B-tree of version 1 and a single chunk */
export async function readLayout(source: ByteSource, message: HeaderMessage, base: number): Promise<Layout> {
  const reader = new AddressReader(source, message.from, base);
  const version = await reader.u8();
  if (version < 3) return readOldLayout(reader, version);
  if (version > 4) throw new FormatFault("unsupported", `data layout version ${version}`, message.from);
  const kind = await reader.u8();
  if (kind === 0) return { kind: "compact" };
  if (kind === 1) return { kind: "contiguous", address: await reader.address(), size: await reader.size64() };
  if (kind === 3) return { kind: "virtual" };
  if (kind !== 2) throw new FormatFault("unsupported", `data layout ${kind}`, message.from);
  if (version === 3) {
    const dimensions = await reader.u8();
    return { kind: "chunks", address: await reader.address(), dimensions };
  }
  const flags = await reader.u8();
  const dimensions = await reader.u8();
  const width = await reader.u8();
  let size = 1;
  for (let i = 0; i < dimensions; i++) {
    const bytes = await reader.bytes(width);
    size *= bytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
  }
  const index = await reader.u8();
  if (index !== 1) throw new FormatFault("unsupported", `chunks in an index of kind ${index}`, message.from);
  if ((flags & 2) !== 0) {
    size = await reader.size64();
    reader.skip(4);
  }
  return { kind: "single", address: await reader.address(), size };
}

async function readOldLayout(reader: AddressReader, version: number): Promise<Layout> {
  const at = reader.position;
  if (version === 0) throw new FormatFault("malformed", "data layout version 0", at);
  const dimensions = await reader.u8();
  const kind = await reader.u8();
  reader.skip(5);
  if (kind === 0) return { kind: "compact" };
  const address = await reader.address();
  if (kind === 2) return { kind: "chunks", address, dimensions };
  let size = 1;
  for (let i = 0; i < dimensions; i++) size *= await reader.u32();
  return { kind: "contiguous", address, size };
}

/** Claims every chunk of a dataset. */
export async function walkChunks(
  source: ByteSource,
  tree: number,
  dimensions: number,
  block: Superblock,
  claim: (start: number, end: number, what: string) => void,
): Promise<void> {
  const keySize = 8 + dimensions * 8;
  for (const { key, child } of await treeLeaves(source, block, tree, keySize, block.chunkK, 1, claim)) {
    const size = await new AddressReader(source, key, block.base).u32();
    if (size > source.size - child)
      throw new FormatFault("truncated", "a chunk beyond the end of the file", key);
    claim(child, child + size, "chunk");
  }
}
