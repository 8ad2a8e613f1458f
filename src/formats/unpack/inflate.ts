import { once } from "node:events";
import { createInflateRaw, inflateRawSync } from "node:zlib";
import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import type { Decoder } from "./unpacking.ts";

const step = 256 * 1024;
/** Streams of up to this many bytes are unpacked in one go where not more than `smallOutput` comes out. */
const smallInput = 64 * 1024;
const smallOutput = 1024 * 1024;

/**
 * Deflate (RFC 1951), by Node's zlib.
 *
 * @param end the stream ends before this at the latest
 * @throws FormatFault `malformed`, `truncated`
 */
export async function* inflate(source: ByteSource, start: number, end: number): Decoder {
  if (end - start <= smallInput) {
    const small = inflateSmall(await source.read(start, end - start), start);
    if (small !== undefined) {
      if (small.bytes.length > 0) yield small.bytes;
      return start + small.used;
    }
  }
  const engine = createInflateRaw({ chunkSize: step });
  let failure: unknown;
  const feeding = feed(engine, source, start, end).catch((cause: unknown) => {
    failure = cause;
    engine.destroy();
  });
  try {
    for await (const chunk of engine) {
      // Safe: a zlib stream without an encoding yields buffers.
      yield chunk as Buffer;
    }
  } catch (cause) {
    throw inflateFault(failure ?? cause, start);
  } finally {
    engine.destroy();
    await feeding;
  }
  if (failure !== undefined) throw inflateFault(failure, start);
  return start + engine.bytesWritten;
}

function inflateSmall(
  packed: Uint8Array,
  start: number,
): { readonly bytes: Uint8Array; readonly used: number } | undefined {
  try {
    // Safe: with `info` the result is the bytes and the engine that counted what it took.
    const { buffer, engine } = inflateRawSync(packed, {
      info: true,
      maxOutputLength: smallOutput,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    return { bytes: buffer, used: engine.bytesWritten };
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE") return undefined;
    throw inflateFault(cause, start);
  }
}

/** Writes the packed bytes, as fast as the engine takes them, until it says that it has its end. */
async function feed(
  engine: ReturnType<typeof createInflateRaw>,
  source: ByteSource,
  start: number,
  end: number,
): Promise<void> {
  for (let at = start; at < end && !engine.destroyed && !engine.readableEnded; at += step) {
    const piece = await source.read(at, Math.min(step, end - at));
    if (engine.destroyed) return;
    if (!engine.write(piece)) await Promise.race([once(engine, "drain"), once(engine, "close")]);
  }
  if (!engine.destroyed) engine.end();
}

function inflateFault(cause: unknown, start: number): unknown {
  if (!(cause instanceof Error) || !("code" in cause) || !String(cause.code).startsWith("Z_")) return cause;
  if (cause.code === "Z_BUF_ERROR")
    return new FormatFault("truncated", "the deflated stream ends early", start);
  return new FormatFault("malformed", `the deflated stream is broken (${cause.message})`, start);
}
