import type { FileHandle } from "node:fs/promises";
import { openRegular } from "./open-regular.ts";

/** A line of a file as it is read. */
export type Line =
  /** A line with its newline. `bytes` are without it, and only valid until the next batch is asked for. */
  | { readonly kind: "whole"; readonly bytes: Buffer; readonly offset: number }
  /** A line longer than allowed, newline or not; its bytes were passed over. */
  | { readonly kind: "overlong"; readonly offset: number; readonly length: number }
  /** What stands after the last newline. */
  | { readonly kind: "torn"; readonly bytes: Buffer; readonly offset: number };

const newline = 0x0a;
const chunkSize = 256 * 1024;

/**
 * The lines of a file in batches, in memory bounded by `longest`, whatever the file holds.
 * A file that does not exist has no lines. With `until`, the file is taken to end there, so that one
 * that is being appended to can be read as it was at a moment. With `from`, reading begins there.
 */
export async function* readLines(
  path: string,
  longest: number,
  until = Number.POSITIVE_INFINITY,
  from = 0,
): AsyncGenerator<readonly Line[]> {
  let file: FileHandle;
  try {
    file = await openRegular(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return;
    throw cause;
  }
  try {
    yield* linesOf(file, longest, until, from);
  } finally {
    await file.close();
  }
}

async function* linesOf(
  file: FileHandle,
  longest: number,
  until: number,
  from: number,
): AsyncGenerator<readonly Line[]> {
  const { size } = await file.stat();
  let buffer = Buffer.allocUnsafe(Math.min(size + 1, 2 * chunkSize));
  // buffer[0, kept) holds the start of a line that began at `offset`; `skipped` bytes of it are gone.
  let kept = 0;
  let skipped = 0;
  let offset = from;
  for (;;) {
    // Grows only for lines that need it, and never beyond the longest allowed and one chunk.
    if (buffer.length - kept < Math.min(chunkSize, size + 1))
      buffer = Buffer.concat([buffer.subarray(0, kept)], Math.min(2 * kept, longest) + 1 + chunkSize);
    const position = offset + skipped + kept;
    const room = Math.min(buffer.length - kept, chunkSize, until - position);
    const { bytesRead } = room > 0 ? await file.read(buffer, kept, room, position) : { bytesRead: 0 };
    if (bytesRead === 0) break;
    const end = kept + bytesRead;
    const lines: Line[] = [];
    let start = 0;
    for (let at = buffer.indexOf(newline, kept); at >= 0 && at < end; at = buffer.indexOf(newline, start)) {
      const length = skipped + at - start;
      lines.push(
        length > longest
          ? { kind: "overlong", offset, length }
          : { kind: "whole", bytes: buffer.subarray(start, at), offset },
      );
      offset += length + 1;
      skipped = 0;
      start = at + 1;
      if (start >= end) break;
    }
    if (lines.length > 0) yield lines;
    kept = end - start;
    if (kept > longest) {
      skipped += kept;
      kept = 0;
    } else {
      buffer.copyWithin(0, start, end);
    }
  }
  if (skipped > 0) yield [{ kind: "overlong", offset, length: skipped + kept }];
  else if (kept > 0) yield [{ kind: "torn", bytes: buffer.subarray(0, kept), offset }];
}
