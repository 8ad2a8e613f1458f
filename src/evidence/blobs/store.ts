import { mkdir, open, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { JsonValue } from "../../contracts/index.ts";
import { blobPath, bundleFiles, syncFolder } from "../bundle/files.ts";
import { writeFully } from "../ledger/appender.ts";
import { writeFailure } from "../ledger/write-failure.ts";
import { sealBlob, type BlobRef } from "./blob.ts";
import { keyLine } from "./keyring.ts";

/** Takes in blobs. They become durable together, with the next ledger entries. */
export interface BlobStore {
  put(content: JsonValue | Uint8Array, mediaType: string): Promise<BlobRef>;
  /** Makes everything put so far durable: contents first, then their names, then their keys. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

// Blobs are kept open until they are synced; this many at most.
const mostUnsynced = 64;

/** Appends to `keys.jsonl` from `keysSize` on. */
export function createBlobStore(dir: string, keys: FileHandle, keysSize: number): BlobStore {
  let size = keysSize;
  let unsynced: { readonly file: FileHandle; readonly path: string; readonly line: string }[] = [];
  let flushing: Promise<void> = Promise.resolve();
  const foldersMade = new Set<string>();

  async function write(path: string, ciphertext: Buffer, line: string): Promise<void> {
    const folder = dirname(path);
    if (!foldersMade.has(folder)) {
      await mkdir(folder, { recursive: true });
      await syncFolder(bundleFiles(dir).blobs);
      foldersMade.add(folder);
    }
    const file = await open(path, "wx");
    try {
      await writeFully(file, ciphertext, 0);
    } catch (cause) {
      await file.close();
      await rm(path, { force: true });
      throw cause;
    }
    unsynced.push({ file, path, line });
  }

  async function flushOnce(): Promise<void> {
    const group = unsynced.splice(0);
    if (group.length === 0) return;
    try {
      await Promise.all(group.map(({ file }) => file.datasync()));
    } finally {
      await Promise.all(group.map(({ file }) => file.close()));
    }
    await Promise.all([...new Set(group.map(({ path }) => dirname(path)))].map(syncFolder));
    const lines = Buffer.from(group.map(({ line }) => line).join(""));
    await writeFully(keys, lines, size);
    await keys.datasync();
    size += lines.length;
  }

  const flush = (): Promise<void> => {
    flushing = flushing.then(flushOnce);
    return flushing;
  };

  return {
    async put(content, mediaType) {
      const { ref, key, ciphertext } = sealBlob(content, mediaType);
      const path = blobPath(dir, ref.$blob);
      try {
        await write(path, ciphertext, keyLine(ref.$blob, key));
        if (unsynced.length >= mostUnsynced) await flush();
      } catch (cause) {
        throw writeFailure(cause, path);
      }
      return ref;
    },
    flush,
    async close() {
      await flush().catch(() => undefined);
      await Promise.all(unsynced.splice(0).map(({ file }) => file.close()));
      await keys.close();
    },
  };
}
