import { createZstdDecompress } from "node:zlib";
import { partOf, type ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { step, throughNode } from "./node-stream.ts";
import type { Decoder } from "./unpacking.ts";

const magic = 0xfd2fb528;
/** The window beyond which decoders refuse unless told otherwise, and this one always does. */
const largestWindow = 128 * 1024 * 1024;

/**
 * One frame of Zstandard (RFC 8878), by Node's zlib. Its extent is found first, from the headers of its
 * blocks: a decoder that is given more goes on with whatever comes behind.
 *
 * @throws FormatFault
 */
export async function* unzstd(source: ByteSource, start: number, end: number): Decoder {
  const frameEnd = await frameEndOf(source, start, end);
  const frame = partOf(source, start, frameEnd);
  yield* throughNode(createZstdDecompress({ chunkSize: step }), frame, 0, frame.size, "Zstandard");
  return frameEnd;
}

async function frameEndOf(source: ByteSource, start: number, end: number): Promise<number> {
  const head = await source.read(start, 6);
  if (head.length < 6) throw new FormatFault("truncated", "the frame header ends early", start);
  const view = new DataView(head.buffer, head.byteOffset, 6);
  if (view.getUint32(0, true) !== magic) throw new FormatFault("malformed", "there is no frame", start);
  const descriptor = view.getUint8(4);
  if ((descriptor & 8) !== 0) throw new FormatFault("malformed", "a reserved bit is set", start + 4);
  const isSingle = (descriptor & 0x20) !== 0;
  if (!isSingle) {
    const window = view.getUint8(5);
    const base = 2 ** (10 + (window >> 3));
    if (base + (base / 8) * (window & 7) > largestWindow)
      throw new FormatFault("too-large", "the frame needs a window of more than 128 MiB", start);
  }
  if ((descriptor & 3) !== 0)
    throw new FormatFault("unsupported", "the frame needs a dictionary that is not in it", start);
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  let at = start + 5 + (isSingle ? 0 : 1) + sizeBytes;
  for (;;) {
    const block = await source.read(at, 3);
    if (block.length < 3 || at + 3 > end)
      throw new FormatFault("truncated", "the frame ends before its last block", at);
    const header = (block[0] ?? 0) + 256 * (block[1] ?? 0) + 65536 * (block[2] ?? 0);
    const kind = (header >> 1) & 3;
    if (kind === 3) throw new FormatFault("malformed", "a block of a reserved kind", at);
    at += 3 + (kind === 1 ? 1 : header >> 3);
    if ((header & 1) === 1) break;
  }
  if ((descriptor & 4) !== 0) at += 4;
  if (at > end) throw new FormatFault("truncated", "the last block ends early", at);
  return at;
}
