import { createInflate, createInflateRaw, inflateRawSync } from "node:zlib";
import type { ByteSource } from "../bytes/byte-source.ts";
import { faultOf, step, throughNode } from "./node-stream.ts";
import type { Decoder } from "./unpacking.ts";

/**
 * Streams of up to this many bytes are unpacked in one go where not more than `smallOutput` comes out, also where more
 * stands behind them: a file may be a hundred thousand empty streams.
 */
const smallInput = 64 * 1024;
const smallAmongMore = 4 * 1024;
const smallOutput = 1024 * 1024;

/**
 * Deflate (RFC 1951), by Node's zlib.
 *
 * @param end the stream ends before this at the latest
 * @throws FormatFault `malformed`, `truncated`
 */
export async function* inflate(source: ByteSource, start: number, end: number): Decoder {
  const isWhole = end - start <= smallInput;
  const packed = await source.read(start, isWhole ? end - start : smallAmongMore);
  const small = inflateSmall(packed, start, isWhole);
  if (small !== undefined) {
    if (small.bytes.length > 0) yield small.bytes;
    return start + small.used;
  }
  return yield* throughNode(createInflateRaw({ chunkSize: step }), source, start, end, "deflated");
}

/** zlib (RFC 1950): deflate with a header and a checksum, which is checked. */
export function inflateZlib(source: ByteSource, start: number, end: number): Decoder {
  return throughNode(createInflate({ chunkSize: step }), source, start, end, "zlib");
}

/** @param isWhole nothing comes behind these bytes: a stream that does not end in them never does */
function inflateSmall(
  packed: Uint8Array,
  start: number,
  isWhole: boolean,
): { readonly bytes: Uint8Array; readonly used: number } | undefined {
  try {
    // Safe: with `info` the result is the bytes and the engine that counted what it took.
    const { buffer, engine } = inflateRawSync(packed, {
      info: true,
      maxOutputLength: smallOutput,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    return { bytes: buffer, used: engine.bytesWritten };
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ERR_BUFFER_TOO_LARGE" || (code === "Z_BUF_ERROR" && !isWhole)) return undefined;
    throw faultOf(cause, start, "deflated");
  }
}
