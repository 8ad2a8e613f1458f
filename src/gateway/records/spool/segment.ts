import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { segmentName } from "./folder.ts";

/** The file under a spool; a test puts a slow or a full disk in its place. */
export interface Segment {
  /** Appends and makes durable. */
  append(lines: readonly Buffer[]): Promise<void>;
  /**
   * Whether a failed `append` left nothing behind. What it left is never cut off: a reader may have seen it, and
   * would then be further than the file.
   */
  intact(): Promise<boolean>;
  close(): Promise<void>;
}

export type OpenSegment = (folder: string, number: number) => Promise<Segment>;

/** A segment on the disk. */
export const fileSegment: OpenSegment = async (folder, number) => {
  const file: FileHandle = await open(join(folder, segmentName(number)), "wx", 0o600);
  await syncFolder(folder);
  let good = 0;
  return {
    async append(lines) {
      const bytes = lines.length === 1 && lines[0] !== undefined ? lines[0] : Buffer.concat(lines);
      for (let at = 0; at < bytes.length;) {
        const { bytesWritten } = await file.write(bytes, at, bytes.length - at, good + at);
        at += bytesWritten;
      }
      await file.datasync();
      good += bytes.length;
    },
    intact: async () => (await file.stat()).size === good,
    close: () => file.close(),
  };
};

/** Makes the names in a folder durable: a file without its name is lost with the power. Windows needs no such call. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
