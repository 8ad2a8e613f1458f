import { ByteReader } from "../bytes/byte-reader.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";

export interface MsgpackVisit {
  /** A text, a name of a map among them; at most 4 KiB of it. */
  text(text: string): void;
  /** A value of an extension: its number and its bytes. */
  extension(type: number, from: number, to: number): void | Promise<void>;
  binary(from: number, to: number): void;
}

const deepest = 500;
const shownText = 4096;

/**
 * Reads one value of MessagePack with all inside it, in one pass. Texts and binary data are skipped over.
 *
 * Source: https://github.com/msgpack/msgpack/blob/master/spec.md
 *
 * @returns where the value ends
 * @throws FormatFault
 */
export async function walkMsgpack(source: ByteSource, visit: MsgpackVisit): Promise<number> {
  const reader = new ByteReader(source, 0, false);
  /** How many values each container that is open still has to come. */
  const open: number[] = [1];
  while (open.length > 0) {
    const left = open.at(-1) ?? 0;
    if (left === 0) {
      open.pop();
      continue;
    }
    open[open.length - 1] = left - 1;
    const at = reader.position;
    const values = await value(reader, source, visit);
    if (values === 0) continue;
    // Each value takes a byte at least.
    if (values > reader.remaining)
      throw new FormatFault("malformed", `${values} values in ${reader.remaining} bytes`, at);
    if (open.length > deepest) throw new FormatFault("too-large", `values deeper than ${deepest}`, at);
    open.push(values);
  }
  return reader.position;
}

/** @returns how many values are inside the one that was read */
async function value(reader: ByteReader, source: ByteSource, visit: MsgpackVisit): Promise<number> {
  const at = reader.position;
  const code = await reader.u8();
  if (code <= 0x7f || code >= 0xe0) return 0;
  if (code <= 0x8f) return 2 * (code & 15);
  if (code <= 0x9f) return code & 15;
  if (code <= 0xbf) return text(reader, source, visit, code & 31);
  const wide = async (first: number): Promise<number> =>
    code === first ? reader.u8() : code === first + 1 ? reader.u16() : reader.u32();
  if (code === 0xc0 || code === 0xc2 || code === 0xc3) return 0;
  if (code === 0xc1) throw new FormatFault("malformed", "a code that is never used", at);
  if (code <= 0xc6) {
    const size = await wide(0xc4);
    const from = reader.position;
    reader.skip(size);
    visit.binary(from, from + size);
    return 0;
  }
  if (code <= 0xc9) return extension(reader, visit, await wide(0xc7));
  if (code <= 0xd3) {
    reader.skip([4, 8, 1, 2, 4, 8, 1, 2, 4, 8][code - 0xca] ?? 0);
    return 0;
  }
  if (code <= 0xd8) return extension(reader, visit, 1 << (code - 0xd4));
  if (code <= 0xdb) return text(reader, source, visit, await wide(0xd9));
  const count = (code & 1) === 0 ? await reader.u16() : await reader.u32();
  return code >= 0xde ? 2 * count : count;
}

async function text(
  reader: ByteReader,
  source: ByteSource,
  visit: MsgpackVisit,
  size: number,
): Promise<number> {
  const from = reader.position;
  reader.skip(size);
  visit.text(Buffer.from(await source.read(from, Math.min(size, shownText))).toString("utf8"));
  return 0;
}

async function extension(reader: ByteReader, visit: MsgpackVisit, size: number): Promise<number> {
  const type = ((await reader.u8()) << 24) >> 24;
  const from = reader.position;
  reader.skip(size);
  await visit.extension(type, from, from + size);
  return 0;
}
