import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { claimImplicit, walkChunkTree, walkExtensibleArray, walkFixedArray } from "./chunk-arrays.ts";
import { FractalHeap } from "./fractal-heap.ts";
import { treeRecords } from "./tree-records.ts";
import { readAttribute, type Hdf5Attribute } from "./attribute.ts";
import { AddressReader, hdf5Start, readSuperblock, type Superblock } from "./hdf5-file.ts";
import { GlobalHeaps } from "./global-heaps.ts";
import { readLayout, walkChunks } from "./layout.ts";
import { readOldGroup } from "./old-group.ts";
import { readObjectHeader, type HeaderMessage } from "./object-header.ts";

/** What is told about an HDF5 file while it is walked. */
export interface Hdf5Visit {
  claim(start: number, end: number, what: string): void;
  attribute(path: string, attribute: Hdf5Attribute): void | Promise<void>;
  /** Filter numbers of a dataset. */
  filter(path: string, id: number): void;
  /** Files that hold the data of a dataset. */
  external(path: string, file: string): void;
  /** A link to another file, or of a kind that a library of somebody's own resolves. */
  link(path: string, file: string, kind: number): void;
  virtual(path: string): void;
  dataset(path: string): void;
}

const mostObjects = 1_000_000;
const mostExternal = 10_000;

/**
 * Goes through all objects of an HDF5 file that can be reached from the root: groups, datasets, attributes and
 * where their bytes are. Each object once, however many links lead to it.
 *
 * @throws FormatFault; `unsupported` for shared attributes and heaps that are compressed
 */
export async function walkHdf5(source: ByteSource, visit: Hdf5Visit): Promise<Superblock> {
  const start = await hdf5Start(source);
  if (start === undefined) throw new FormatFault("malformed", "no HDF5 signature", 0);
  const superblock = await readSuperblock(source, start);
  visit.claim(superblock.start, superblock.end, "superblock");
  if (superblock.fileEnd > source.size)
    throw new FormatFault("truncated", `the file should have ${superblock.fileEnd} bytes`, source.size);
  if (superblock.driver !== undefined) throw new FormatFault("unsupported", "a file of several parts", start);
  const walk = new Walk(source, superblock, visit);
  await walk.objects();
  return superblock;
}

class Walk {
  readonly #source: ByteSource;
  readonly #block: Superblock;
  readonly #visit: Hdf5Visit;
  readonly #heaps: GlobalHeaps;
  readonly #seen = new Set<number>();
  readonly #waiting: { readonly path: string; readonly address: number }[];

  constructor(source: ByteSource, block: Superblock, visit: Hdf5Visit) {
    this.#source = source;
    this.#block = block;
    this.#visit = visit;
    this.#heaps = new GlobalHeaps(source, block.base, visit.claim.bind(visit));
    this.#waiting = [{ path: "/", address: block.root }];
    if (block.extension !== undefined) this.#waiting.push({ path: "(superblock)", address: block.extension });
  }

  async objects(): Promise<void> {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      if (this.#seen.has(next.address)) continue;
      this.#seen.add(next.address);
      if (this.#seen.size > mostObjects)
        throw new FormatFault("too-large", `more than ${mostObjects} objects`, next.address);
      await this.#object(next.path, next.address);
    }
  }

  async #object(path: string, address: number): Promise<void> {
    const { base } = this.#block;
    const claim = this.#visit.claim.bind(this.#visit);
    const messages = await readObjectHeader(this.#source, address, base, claim);
    if (messages.some(({ type }) => type === 0x08)) await this.#dataset(path, messages);
    for (const message of messages) {
      const reader = new AddressReader(this.#source, message.from, base);
      switch (message.type) {
        case 0x02:
          await this.#linkInfo(path, reader);
          break;
        case 0x06:
          await this.#link(path, reader);
          break;
        case 0x0c:
          if (message.shared)
            throw new FormatFault("unsupported", "an attribute that is shared", message.from);
          await this.#visit.attribute(path, await readAttribute(this.#source, message, base, this.#heaps));
          break;
        case 0x11:
          await this.#oldGroup(path, reader);
          break;
        case 0x15:
          await this.#attributeInfo(path, reader);
          break;
        default:
      }
    }
  }

  #child(path: string, name: string, address: number | undefined): void {
    if (address === undefined) return;
    this.#waiting.push({ path: path === "/" ? `/${name}` : `${path.slice(0, 1000)}/${name}`, address });
  }

  async #oldGroup(path: string, reader: AddressReader): Promise<void> {
    const [tree, heap] = [await reader.address(), await reader.address()];
    if (tree === undefined || heap === undefined) return;
    await readOldGroup(
      this.#source,
      this.#block,
      { tree, heap },
      this.#visit.claim.bind(this.#visit),
      (name, address) => this.#child(path, name, address),
    );
  }

  async #linkInfo(path: string, reader: AddressReader): Promise<void> {
    reader.skip(1);
    const flags = await reader.u8();
    if ((flags & 1) !== 0) reader.skip(8);
    await this.#dense(reader, flags, 5, ([from]) =>
      this.#link(path, new AddressReader(this.#source, from, this.#block.base)),
    );
  }

  async #attributeInfo(path: string, reader: AddressReader): Promise<void> {
    reader.skip(1);
    const flags = await reader.u8();
    if ((flags & 1) !== 0) reader.skip(2);
    await this.#dense(reader, flags, 8, async ([from, to], shared) => {
      if (shared) throw new FormatFault("unsupported", "an attribute that is shared", from);
      const message = { type: 0x0c, from, to, shared };
      const { base } = this.#block;
      await this.#visit.attribute(path, await readAttribute(this.#source, message, base, this.#heaps));
    });
  }

  /**
   * Links or attributes in dense storage: in a heap, with a tree by name, and where the flags say so one by the order
   * in which they were made. The first tree has all of them.
   */
  async #dense(
    reader: AddressReader,
    flags: number,
    type: number,
    object: (place: readonly [from: number, to: number], shared: boolean) => Promise<void>,
  ): Promise<void> {
    const [heapAt, byName] = [await reader.address(), await reader.address()];
    const byOrder = (flags & 2) === 0 ? undefined : await reader.address();
    if (heapAt === undefined) return;
    if (byName === undefined) throw new FormatFault("malformed", "a heap without its tree", reader.position);
    const { base } = this.#block;
    const claim = this.#visit.claim.bind(this.#visit);
    const heap = await FractalHeap.open(this.#source, base, heapAt, claim);
    for await (const record of treeRecords(this.#source, base, byName, claim)) {
      if (record.type !== type) throw new FormatFault("malformed", "a tree of another kind", record.at);
      // A record of links is a check sum and an id; one of attributes an id, flags, order and a check sum.
      const id = new AddressReader(this.#source, record.at + (type === 5 ? 4 : 0), base);
      const isShared = type === 8 && ((await this.#source.read(record.at + 8, 1))[0] ?? 0) !== 0;
      await object(await heap.place(id, type === 5 ? 7 : 8), isShared);
    }
    if (byOrder === undefined) return;
    for await (const record of treeRecords(this.#source, base, byOrder, claim))
      if (record.type !== type + 1) throw new FormatFault("malformed", "a tree of another kind", record.at);
  }

  async #link(path: string, reader: AddressReader): Promise<void> {
    reader.skip(1);
    const flags = await reader.u8();
    const kind = (flags & 8) === 0 ? 0 : await reader.u8();
    if ((flags & 4) !== 0) reader.skip(8);
    if ((flags & 16) !== 0) reader.skip(1);
    const width = flags & 3;
    const length = width === 0 ? await reader.u8() : width === 1 ? await reader.u16() : await reader.u32();
    if (length > 65_536) throw new FormatFault("too-large", "a name too long", reader.position);
    const name = Buffer.from(await reader.bytes(length)).toString("utf8");
    if (kind === 0) return this.#child(path, name, await reader.address());
    if (kind === 1) return undefined;
    const value = Buffer.from(await reader.bytes(await reader.u16())).toString("latin1");
    // Of an external link: a byte of version and flags, the file, the object in it.
    this.#visit.link(`${path}/${name}`, value.slice(1).split("\0")[0] ?? "", kind);
    return undefined;
  }

  async #dataset(path: string, messages: readonly HeaderMessage[]): Promise<void> {
    const { base } = this.#block;
    this.#visit.dataset(path);
    for (const message of messages) {
      const reader = new AddressReader(this.#source, message.from, base);
      if (message.type === 0x07) await this.#external(path, reader);
      if (message.type === 0x0b && !message.shared) await this.#filters(path, reader);
    }
    const layout = messages.find(({ type }) => type === 0x08);
    if (layout === undefined) return;
    const found = await readLayout(this.#source, layout, base);
    const claim = this.#visit.claim.bind(this.#visit);
    switch (found.kind) {
      case "compact":
        return;
      case "virtual":
        this.#visit.virtual(path);
        return;
      case "contiguous":
      case "single":
        if (found.address === undefined) return;
        if (found.size > this.#source.size - found.address)
          throw new FormatFault("truncated", "a dataset beyond the end of the file", layout.from);
        claim(found.address, found.address + found.size, "dataset");
        return;
      case "chunks":
        if (found.address !== undefined)
          await walkChunks(this.#source, found.address, found.dimensions, this.#block, claim);
        return;
      case "indexed":
        if (found.address !== undefined) await this.#indexed(found.address, found, messages);
    }
  }

  async #indexed(
    address: number,
    { index: kind, chunk }: { readonly index: number; readonly chunk: readonly number[] },
    messages: readonly HeaderMessage[],
  ): Promise<void> {
    const { base } = this.#block;
    const chunkBytes = chunk.reduce((product, side) => product * side, 1);
    const index = { source: this.#source, base, chunkBytes, claim: this.#visit.claim.bind(this.#visit) };
    if (kind === 3) return walkFixedArray(index, address);
    if (kind === 4) return walkExtensibleArray(index, address);
    if (kind === 5) return walkChunkTree(index, address, chunk.length);
    const space = messages.find(({ type, shared }) => type === 0x01 && !shared);
    if (space === undefined) throw new FormatFault("malformed", "a dataset without dimensions", address);
    return claimImplicit(index, address, new AddressReader(this.#source, space.from, base), chunk);
  }

  async #external(path: string, reader: AddressReader): Promise<void> {
    reader.skip(6);
    const count = await reader.u16();
    const heap = await reader.address();
    if (heap === undefined || count > mostExternal)
      throw new FormatFault("malformed", "a list of files without names", reader.position);
    const names = new AddressReader(this.#source, heap, this.#block.base);
    await names.signature("HEAP");
    names.skip(4);
    const size = await names.size64();
    names.skip(8);
    const data = await names.address();
    if (data === undefined || data + size > this.#source.size)
      throw new FormatFault("malformed", "a heap beyond the file", heap);
    this.#visit.claim(heap, heap + 32, "heap");
    this.#visit.claim(data, data + size, "heap");
    for (let i = 0; i < count; i++) {
      const offset = await reader.size64();
      reader.skip(16);
      const bytes = await this.#source.read(data + offset, Math.min(4096, Math.max(0, size - offset)));
      const end = bytes.indexOf(0);
      this.#visit.external(
        path,
        Buffer.from(bytes.subarray(0, end === -1 ? undefined : end)).toString("utf8"),
      );
    }
  }

  async #filters(path: string, reader: AddressReader): Promise<void> {
    const version = await reader.u8();
    const count = await reader.u8();
    if (version === 1) reader.skip(6);
    for (let i = 0; i < count; i++) {
      const id = await reader.u16();
      const nameLength = version === 1 || id >= 256 ? await reader.u16() : 0;
      reader.skip(2);
      const values = await reader.u16();
      reader.skip(version === 1 ? Math.ceil(nameLength / 8) * 8 : nameLength);
      reader.skip(values * 4 + (version === 1 && values % 2 === 1 ? 4 : 0));
      this.#visit.filter(path, id);
    }
  }
}
