import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { AddressReader } from "./hdf5-file.ts";

/** One message of an object header: what it says is in `[from, to)`. */
export interface HeaderMessage {
  readonly type: number;
  readonly from: number;
  readonly to: number;
  /** It says only where the message is that it stands for. */
  readonly shared: boolean;
}

const mostMessages = 65_536;
const mostBlocks = 4096;

/** The messages of an object header of version 1 or 2, through all of its continuations. */
export async function readObjectHeader(
  source: ByteSource,
  address: number,
  base: number,
  claim: (start: number, end: number, what: string) => void,
): Promise<readonly HeaderMessage[]> {
  const reader = new AddressReader(source, address, base);
  const first = await reader.u8();
  const messages: HeaderMessage[] = [];
  const blocks: { readonly from: number; readonly to: number }[] = [];
  let second = false;
  let ordered = false;
  if (first === 1) {
    reader.skip(7);
    const size = await reader.u32();
    reader.skip(4);
    blocks.push({ from: reader.position, to: reader.position + size });
    claim(address, reader.position + size, "object header");
  } else {
    reader.position = address;
    await reader.signature("OHDR");
    second = true;
    const version = await reader.u8();
    if (version !== 2) throw new FormatFault("unsupported", `object header version ${version}`, address);
    const flags = await reader.u8();
    ordered = (flags & 4) !== 0;
    if ((flags & 0x20) !== 0) reader.skip(16);
    if ((flags & 0x10) !== 0) reader.skip(4);
    const width = 1 << (flags & 3);
    const size =
      width === 1
        ? await reader.u8()
        : width === 2
          ? await reader.u16()
          : width === 4
            ? await reader.u32()
            : await reader.size64();
    blocks.push({ from: reader.position, to: reader.position + size });
    claim(address, reader.position + size + 4, "object header");
  }
  const prefix = second ? (ordered ? 6 : 4) : 8;
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i];
    if (block === undefined) break;
    if (block.to > source.size)
      throw new FormatFault("truncated", "an object header beyond the end", block.from);
    reader.position = block.from;
    while (block.to - reader.position >= prefix) {
      if (messages.length >= mostMessages)
        throw new FormatFault("too-large", "an object header with too many messages", address);
      const type = second ? await reader.u8() : await reader.u16();
      const size = await reader.u16();
      const flags = await reader.u8();
      reader.skip(second ? (ordered ? 2 : 0) : 3);
      const from = reader.position;
      if (from + size > block.to)
        throw new FormatFault("malformed", "a message beyond its object header", from);
      reader.skip(size);
      if (type !== 0x10) {
        messages.push({ type, from, to: from + size, shared: (flags & 2) !== 0 });
        continue;
      }
      reader.position = from;
      const next = await reader.address();
      const length = await reader.size64();
      reader.position = from + size;
      if (next === undefined || blocks.length >= mostBlocks || next + length > source.size)
        throw new FormatFault("malformed", "an object header that goes on beyond the file", from);
      claim(next, next + length, "object header");
      if (second) {
        const there = new AddressReader(source, next, base);
        await there.signature("OCHK");
        blocks.push({ from: next + 4, to: next + length - 4 });
      } else blocks.push({ from: next, to: next + length });
    }
  }
  return messages;
}
