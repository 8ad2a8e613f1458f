import { crc32 } from "node:zlib";
import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { inflate } from "./inflate.ts";
import type { Decoder } from "./unpacking.ts";

const longestText = 64 * 1024;

export interface GzipHeader {
  /** Behind the header. */
  readonly end: number;
  readonly name?: string;
  readonly comment?: string;
}

/** The header of a gzip member (RFC 1952, 2.3). @throws FormatFault */
export async function readGzipHeader(source: ByteSource, start: number): Promise<GzipHeader> {
  const head = await source.read(start, 12);
  if (head[0] !== 0x1f || head[1] !== 0x8b || head[2] !== 8)
    throw new FormatFault("malformed", "there is no gzip header", start);
  if (head.length < 10) throw new FormatFault("truncated", "the gzip header ends early", start);
  const flags = head[3] ?? 0;
  if ((flags & 0xe0) !== 0) throw new FormatFault("malformed", "reserved flags are set", start + 3);
  let at = start + 10;
  if ((flags & 4) !== 0) at += 2 + (head[10] ?? 0) + 256 * (head[11] ?? 0);
  const text = async (): Promise<string> => {
    const bytes = await source.read(at, longestText);
    const end = bytes.indexOf(0);
    if (end === -1) throw new FormatFault("malformed", "a text in the gzip header does not end", at);
    at += end + 1;
    return Buffer.from(bytes.subarray(0, end)).toString("latin1");
  };
  const name = (flags & 8) === 0 ? undefined : await text();
  const comment = (flags & 16) === 0 ? undefined : await text();
  if ((flags & 2) !== 0) at += 2;
  return {
    end: at,
    ...(name === undefined ? {} : { name }),
    ...(comment === undefined ? {} : { comment }),
  };
}

/** One gzip member, with its checksum and length checked. @throws FormatFault */
export async function* gunzip(source: ByteSource, start: number, end: number): Decoder {
  const header = await readGzipHeader(source, start);
  let checksum = 0;
  let length = 0;
  const deflated = inflate(source, header.end, end);
  for (;;) {
    const next = await deflated.next();
    if (next.done !== true) {
      checksum = crc32(next.value, checksum);
      length += next.value.length;
      yield next.value;
      continue;
    }
    const trailer = await source.read(next.value, 8);
    if (trailer.length < 8) throw new FormatFault("truncated", "the gzip trailer is missing", next.value);
    const view = new DataView(trailer.buffer, trailer.byteOffset, 8);
    if (view.getUint32(0, true) !== checksum || view.getUint32(4, true) !== length % 2 ** 32)
      throw new FormatFault("malformed", "checksum or length is not that of the content", next.value);
    return next.value + 8;
  }
}
