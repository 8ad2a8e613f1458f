import { mkdir, mkdtemp, open, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bundleFiles } from "../bundle/files.ts";
import { heldFile, isPending } from "../testing/held-sync.ts";
import { createBlobStore } from "./store.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "bartizan-blobs-"));
  await mkdir(bundleFiles(dir).blobs);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(dir, { recursive: true, force: true });
});

/** The prototype every real file of this process shares. */
async function fileHandles(): Promise<FileHandle> {
  const any = await open(dir, "r");
  await any.close();
  // Safe: a file handle's prototype has the methods of a file handle.
  return Object.getPrototypeOf(any) as FileHandle;
}

describe("a blob", () => {
  it("is durable only when fdatasync of the key file has resolved", async () => {
    const keys = heldFile();
    const store = createBlobStore(dir, keys.handle, 0);
    const { $blob } = await store.put("kept", "text/plain");
    const flushed = store.flush();
    await Promise.race([keys.syncAsked(), flushed]);
    expect(keys.calls).toEqual(["write", "datasync"]);
    expect(keys.content()).toContain($blob);
    expect(await isPending(flushed)).toBe(true);
    keys.letThrough();
    await flushed;
    await store.close();
  });

  it("has its content on the disk before its key is written at all", async () => {
    const prototype = await fileHandles();
    const contentSynced = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    vi.spyOn(prototype, "datasync").mockImplementation(() => {
      asked.resolve();
      return contentSynced.promise;
    });
    const keys = heldFile();
    const store = createBlobStore(dir, keys.handle, 0);
    await store.put("kept", "text/plain");
    const flushed = store.flush();
    await Promise.race([asked.promise, keys.syncAsked(), flushed]);
    expect(await isPending(flushed)).toBe(true);
    expect(keys.calls).toEqual([]);
    contentSynced.resolve();
    await Promise.race([keys.syncAsked(), flushed]);
    keys.letThrough();
    await flushed;
    await store.close();
  });
});
