import type { Transform } from "node:stream";
import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import type { Decoder } from "./unpacking.ts";

export const step = 256 * 1024;

/** One of the decoders of node:zlib, which count the bytes that they used. */
export type NodeDecoder = Transform & { readonly bytesWritten: number };

/**
 * Unpacks one stream with a decoder of Node.
 *
 * @param what the kind of stream, for the words of a fault
 */
export async function* throughNode(
  engine: NodeDecoder,
  source: ByteSource,
  start: number,
  end: number,
  what: string,
): Decoder {
  let failure: unknown;
  const feeding = feed(engine, source, start, end).catch((cause: unknown) => {
    failure = cause;
    engine.destroy();
  });
  try {
    for await (const chunk of engine) {
      // Safe: a decoder without an encoding yields buffers.
      yield chunk as Buffer;
    }
  } catch (cause) {
    throw faultOf(failure ?? cause, start, what);
  } finally {
    engine.destroy();
    await feeding;
  }
  if (failure !== undefined) throw faultOf(failure, start, what);
  return start + engine.bytesWritten;
}

/** Writes the packed bytes, as fast as the engine takes them, until it says that it has its end. */
async function feed(engine: NodeDecoder, source: ByteSource, start: number, end: number): Promise<void> {
  let wake = (): void => undefined;
  // One listener for the whole stream: one for each wait would pile up.
  engine.on("drain", () => wake());
  engine.once("close", () => wake());
  for (let at = start; at < end && !engine.destroyed && !engine.readableEnded; at += step) {
    const piece = await source.read(at, Math.min(step, end - at));
    if (engine.destroyed) return;
    const woken = new Promise<void>((resolve) => (wake = resolve));
    if (!engine.write(piece)) await woken;
  }
  if (!engine.destroyed) engine.end();
}

/** A fault for what zlib complains of; everything else as it is. */
export function faultOf(cause: unknown, start: number, what: string): unknown {
  if (!(cause instanceof Error) || !("code" in cause)) return cause;
  const code = String(cause.code);
  if (code === "Z_BUF_ERROR") return new FormatFault("truncated", `the ${what} stream ends early`, start);
  if (code.startsWith("Z_") || code.startsWith("ZSTD_"))
    return new FormatFault("malformed", `the ${what} stream is broken (${cause.message})`, start);
  return cause;
}
