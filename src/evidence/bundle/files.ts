import { randomBytes } from "node:crypto";
import { rename, rm, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { openRegular } from "../ledger/open-regular.ts";

/** The files of a bundle. */
export const bundleFiles = (dir: string) =>
  ({
    header: join(dir, "bundle.json"),
    ledger: join(dir, "ledger.jsonl"),
    checkpoints: join(dir, "checkpoints.jsonl"),
    closing: join(dir, "closing.dsse.json"),
    keys: join(dir, "keys.jsonl"),
    blobs: join(dir, "blobs"),
    /** The key of a bundle that was given none. */
    ownKey: join(dir, "own-key"),
    torn: join(dir, "torn"),
    lock: join(dir, "lock"),
  }) as const;

/** Where a blob lies: `blobs/<first two digits>/<digest>`. */
export const blobPath = (dir: string, digest: string): string =>
  join(bundleFiles(dir).blobs, digest.slice(0, 2), digest);

/** Makes the names in a folder durable. Windows has no such call, and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Puts a file in place whole and durable, or leaves what was there before. */
export async function replaceFile(path: string, data: string | Uint8Array, mode = 0o600): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString("hex")}.draft`;
  try {
    const file = await open(draft, "wx", mode);
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
  await syncFolder(dirname(path));
}

/** At most `limit` bytes of a file: undefined where there is none, `"too-large"` where it is longer. */
export async function readAtMost(path: string, limit: number): Promise<Buffer | "too-large" | undefined> {
  let file;
  try {
    file = await openRegular(path);
  } catch (cause) {
    if (["ENOENT", "ENOTDIR"].includes((cause as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw cause;
  }
  try {
    // One byte more than it should have, so that a file that grows meanwhile is noticed.
    const buffer = Buffer.allocUnsafe(Math.min((await file.stat()).size, limit) + 1);
    let size = 0;
    while (size < buffer.length) {
      const { bytesRead } = await file.read(buffer, size, buffer.length - size, size);
      if (bytesRead === 0) return buffer.subarray(0, size);
      size += bytesRead;
    }
    return "too-large";
  } finally {
    await file.close();
  }
}
