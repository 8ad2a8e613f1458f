import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import type { GlobalHeaps } from "./global-heaps.ts";
import { AddressReader } from "./hdf5-file.ts";
import { readObjectHeader, type HeaderMessage } from "./object-header.ts";

export interface Hdf5Attribute {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** The texts or byte strings it holds; empty for numbers. */
  readonly strings: readonly Uint8Array[];
}

const mostStrings = 100_000;

/** Reads an attribute of version 1 to 3 and its strings, of fixed length or in the global heap. */
export async function readAttribute(
  source: ByteSource,
  message: HeaderMessage,
  base: number,
  heaps: GlobalHeaps,
): Promise<Hdf5Attribute> {
  const { from, to } = message;
  const reader = new AddressReader(source, from, base);
  const version = await reader.u8();
  if (version < 1 || version > 3) throw new FormatFault("unsupported", `attribute version ${version}`, from);
  const flags = await reader.u8();
  const [nameSize, typeSize, spaceSize] = [await reader.u16(), await reader.u16(), await reader.u16()];
  if (version === 3) reader.skip(1);
  const padded = (size: number): number => (version === 1 ? Math.ceil(size / 8) * 8 : size);
  const nameAt = reader.position;
  const typeAt = nameAt + padded(nameSize);
  const spaceAt = typeAt + padded(typeSize);
  const dataAt = spaceAt + padded(spaceSize);
  if (dataAt > to) throw new FormatFault("malformed", "an attribute beyond its message", from);
  const raw = Buffer.from(await source.read(nameAt, nameSize));
  const zero = raw.indexOf(0);
  const name = raw.subarray(0, zero === -1 ? raw.length : zero).toString("utf8");
  const strings: Uint8Array[] = [];
  const type = version > 1 && (flags & 1) !== 0 ? await sharedType(source, typeAt, base) : typeAt;
  reader.position = type;
  const kind = (await reader.u8()) & 15;
  const bits = await reader.u8();
  reader.skip(2);
  const size = await reader.u32();
  if (kind === 3 && size > 0)
    for (let at = dataAt; at + size <= to && strings.length < mostStrings; at += size) {
      const bytes = await source.read(at, size);
      strings.push(bytes.slice(0, lastByte(bytes)));
    }
  if (kind === 9) {
    const of = (bits & 15) === 1 ? 1 : Math.max(1, await elementSize(source, type + 8));
    for (let at = dataAt; at + 16 <= to && strings.length < mostStrings; at += 16) {
      reader.position = at;
      const length = await reader.u32();
      const heap = await reader.address();
      const index = await reader.u32();
      if (length === 0 || heap === undefined || heap === base) continue;
      strings.push((await heaps.object(heap, index)).subarray(0, length * of));
    }
  }
  return { name, from, to, strings };
}

/** A type that is kept elsewhere in the file, as an object with a name. Its header is claimed when it is walked. */
async function sharedType(source: ByteSource, at: number, base: number): Promise<number> {
  const reader = new AddressReader(source, at, base);
  const version = await reader.u8();
  const kind = await reader.u8();
  if (version === 1) reader.skip(6);
  if (version < 1 || version > 3 || (version === 3 && kind !== 2))
    throw new FormatFault("unsupported", "an attribute of a type in the heap of shared messages", at);
  const address = await reader.address();
  if (address === undefined) throw new FormatFault("malformed", "a type that is nowhere", at);
  const messages = await readObjectHeader(source, address, base, () => undefined);
  const type = messages.find((message) => message.type === 0x03 && !message.shared);
  if (type === undefined) throw new FormatFault("malformed", "a type that is nowhere", at);
  return type.from;
}

async function elementSize(source: ByteSource, at: number): Promise<number> {
  return new AddressReader(source, at + 4, 0).u32();
}

/** Where a text of fixed length ends: zeros fill it up. */
function lastByte(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return end;
}
