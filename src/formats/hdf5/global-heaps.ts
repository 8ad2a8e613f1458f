import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { AddressReader } from "./hdf5-file.ts";

interface Collection {
  readonly objects: ReadonlyMap<number, readonly [from: number, to: number]>;
}

const largestObject = 64_000_000;
const mostKept = 64;

/** The collections in which values of variable length are kept. Each is read once, as far as it is asked for. */
export class GlobalHeaps {
  readonly #source: ByteSource;
  readonly #base: number;
  readonly #claim: (start: number, end: number, what: string) => void;
  readonly #collections = new Map<number, Collection>();
  readonly #claimed = new Set<number>();

  constructor(source: ByteSource, base: number, claim: (start: number, end: number, what: string) => void) {
    this.#source = source;
    this.#base = base;
    this.#claim = claim;
  }

  async object(address: number, index: number): Promise<Uint8Array> {
    const known = this.#collections.get(address) ?? (await this.#read(address));
    const place = known.objects.get(index);
    if (place === undefined)
      throw new FormatFault("malformed", "a value that its heap does not have", address);
    const [from, to] = place;
    if (to - from > largestObject) throw new FormatFault("too-large", `a value of ${to - from} bytes`, from);
    return (await this.#source.read(from, to - from)).slice();
  }

  async #read(address: number): Promise<Collection> {
    const { objects, end } = await readCollection(this.#source, address, this.#base);
    if (!this.#claimed.has(address)) this.#claim(address, end, "global heap");
    this.#claimed.add(address);
    const [oldest] = this.#collections.keys();
    if (this.#collections.size >= mostKept && oldest !== undefined) this.#collections.delete(oldest);
    const collection = { objects };
    this.#collections.set(address, collection);
    return collection;
  }
}

/** The objects of one collection, by their number. @throws FormatFault where it is none */
export async function readCollection(
  source: ByteSource,
  address: number,
  base: number,
): Promise<{ readonly objects: ReadonlyMap<number, readonly [number, number]>; readonly end: number }> {
  const reader = new AddressReader(source, address, base);
  await reader.signature("GCOL");
  if ((await reader.u8()) !== 1)
    throw new FormatFault("unsupported", "a global heap of another version", address);
  reader.skip(3);
  const size = await reader.size64();
  const end = address + size;
  if (size < 16 || end > source.size)
    throw new FormatFault("malformed", "a global heap beyond the end", address);
  const objects = new Map<number, readonly [number, number]>();
  while (end - reader.position >= 16) {
    const index = await reader.u16();
    reader.skip(6);
    const length = await reader.size64();
    if (index === 0) break;
    const from = reader.position;
    if (length > end - from) throw new FormatFault("malformed", "a value beyond its heap", from);
    objects.set(index, [from, from + length]);
    reader.position = Math.min(end, from + Math.ceil(length / 8) * 8);
  }
  return { objects, end };
}
