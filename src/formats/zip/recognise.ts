import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { findEnds, readEnd } from "./directories.ts";
import { readCentralHeader } from "./fields.ts";

/**
 * Whether the file ends with a zip archive that has at least one entry: an end record whose comment is the
 * rest of the file, and a directory where it says. A file that merely has such an archive inside is none.
 */
export async function isZipAtEnd(source: ByteSource): Promise<boolean> {
  for (const at of await findEnds(source)) {
    const record = await readEnd(source, at);
    if (record === undefined || record.end + record.comment.length !== source.size) continue;
    for (const { offset, before, size } of record.readings)
      for (const start of [offset, before - size])
        if (start >= 0 && start < before && (await isDirectory(source, start))) return true;
  }
  return false;
}

async function isDirectory(source: ByteSource, start: number): Promise<boolean> {
  try {
    await readCentralHeader(source, start, 0);
    return true;
  } catch (cause) {
    if (cause instanceof FormatFault) return false;
    throw cause;
  }
}
