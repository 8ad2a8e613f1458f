import { open, unlink } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { memorySource, type ByteSource } from "./byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";

export interface SpoolLimits {
  /** More unpacked bytes than this are a fault. */
  readonly maxBytes: number;
  /** Up to here it stays in memory; beyond, in a file that has no name any more. */
  readonly memoryBytes?: number;
}

/**
 * Unpacked bytes as a source that can be read anywhere, whatever their number: small ones in memory,
 * others in a temporary file that is unlinked at once, so that nothing is left behind by a crash.
 *
 * @throws FormatFault `too-large` when more comes out than the limit.
 */
export async function spool(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { maxBytes, memoryBytes = 8 * 1024 * 1024 }: SpoolLimits,
): Promise<ByteSource> {
  const held: Uint8Array[] = [];
  let size = 0;
  let file: Awaited<ReturnType<typeof open>> | undefined;
  try {
    for await (const chunk of chunks) {
      if (size + chunk.length > maxBytes)
        throw new FormatFault("too-large", `more than ${maxBytes} bytes come out of it`, 0);
      if (file === undefined && size + chunk.length > memoryBytes) {
        file = await openNameless();
        let at = 0;
        for (const one of held.splice(0)) at += await writeAll(file, one, at);
      }
      if (file === undefined) held.push(chunk.slice());
      else await writeAll(file, chunk, size);
      size += chunk.length;
    }
  } catch (cause) {
    await file?.close();
    throw cause;
  }
  if (file === undefined) return memorySource(Buffer.concat(held, size));
  const handle = file;
  return {
    size,
    async read(offset, length) {
      const from = Math.min(Math.max(0, offset), size);
      const want = Math.min(Math.max(0, length), size - from);
      const buffer = Buffer.allocUnsafeSlow(want);
      let got = 0;
      while (got < want) {
        const { bytesRead } = await handle.read(buffer, got, want - got, from + got);
        if (bytesRead === 0) break;
        got += bytesRead;
      }
      return buffer.subarray(0, got);
    },
    close: () => handle.close(),
  };
}

async function openNameless(): Promise<Awaited<ReturnType<typeof open>>> {
  const path = join(tmpdir(), `bartizan-${randomBytes(12).toString("hex")}`);
  const handle = await open(path, "wx+", 0o600);
  await unlink(path);
  return handle;
}

async function writeAll(
  file: Awaited<ReturnType<typeof open>>,
  bytes: Uint8Array,
  at: number,
): Promise<number> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
  return done;
}
