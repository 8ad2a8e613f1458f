import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { AddressReader, type Superblock } from "./hdf5-file.ts";
import type { HeaderMessage } from "./object-header.ts";
import { treeLeaves } from "./old-group.ts";
import { numberOf } from "./tree-records.ts";

/** Where the values of a dataset are. */
export type Layout =
  | { readonly kind: "compact" | "virtual" }
  | { readonly kind: "contiguous" | "single"; readonly address: number | undefined; readonly size: number }
  /** `dimensions` counts one more, for the size of an element. */
  | { readonly kind: "chunks"; readonly address: number | undefined; readonly dimensions: number }
  /** `chunk` is the shape of a chunk, the last number the size of an element; `index` the kind of index. */
  | {
      readonly kind: "indexed";
      readonly address: number | undefined;
      readonly index: number;
      readonly chunk: readonly number[];
    };

/** What lies between the kind of an index and its address: of implicit, fixed, extensible, B-tree of version 2. */
const indexSettings: Readonly<Record<number, number>> = { 2: 0, 3: 1, 4: 5, 5: 6 };

/** @throws FormatFault `unsupported` for layouts newer than version 4 */
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
  const chunk: number[] = [];
  for (let i = 0; i < dimensions; i++) chunk.push(await numberOf(reader, width));
  let size = chunk.reduce((product, side) => product * side, 1);
  if (!Number.isSafeInteger(size) || dimensions === 0)
    throw new FormatFault("malformed", "chunks of impossible size", message.from);
  const index = await reader.u8();
  const settings = indexSettings[index];
  if (settings !== undefined) {
    reader.skip(settings);
    return { kind: "indexed", address: await reader.address(), index, chunk };
  }
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
