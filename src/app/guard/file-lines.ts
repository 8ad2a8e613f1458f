import { open, type FileHandle } from "node:fs/promises";
import { readLines } from "../../guard/index.ts";
import { appErrors } from "../errors.ts";

/**
 * The lines of a file with their numbers, empty ones left out; memory is bounded by the longest line.
 *
 * @throws APP_UNREADABLE_TRAFFIC or the failure given, GUARD_RECORDS_UNREADABLE for a line that is too long
 */
export async function* fileLines(
  file: string,
  failure: Failure = appErrors.unreadableTraffic,
): AsyncGenerator<{ readonly line: number; readonly text: string }> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch (cause) {
    throw unreadable(file, failure, cause);
  }
  try {
    yield* readLines(chunksOf(handle, file, failure));
  } finally {
    await handle.close();
  }
}

async function* chunksOf(handle: FileHandle, file: string, failure: Failure): AsyncGenerator<Uint8Array> {
  for (;;) {
    const buffer = Buffer.allocUnsafe(65_536);
    let read: number;
    try {
      ({ bytesRead: read } = await handle.read(buffer));
    } catch (cause) {
      throw unreadable(file, failure, cause);
    }
    if (read === 0) return;
    yield buffer.subarray(0, read);
  }
}

/** How a file that cannot be read is spoken of. */
type Failure = typeof appErrors.unreadableTraffic;

const unreadable = (file: string, failure: Failure, cause: unknown): Error =>
  failure(
    `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
    { file },
    { cause },
  );
