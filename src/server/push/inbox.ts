import { constants, createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import type { Clock } from "../../contracts/index.ts";
import type { BundleVerdict } from "../ports.ts";
import { serverErrors } from "../errors.ts";
import { bundleFileLimit, isRunId, requireBundleFile } from "./names.ts";

/** What has arrived of a bundle. `here`: it was closed, verified and is in its place. */
export interface BundleArrival {
  readonly id: string;
  readonly state: "absent" | "staged" | "here";
  /** Staged files in order of name, with the bytes that have arrived. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/** A piece of a file: it starts at byte `start` of `total`. */
export interface FilePiece {
  readonly start: number;
  readonly total: number;
}

/**
 * Takes pushed bundles in. Files grow in a staging folder; a bundle that verifies is moved into the
 * runs folder in one rename; one that does not is thrown away and refused with what is wrong.
 */
export interface BundleInbox {
  arrival(id: string): Promise<BundleArrival>;
  /** Appends a piece and answers how much there is now. The piece must start where the file ends. */
  receive(id: string, path: string, piece: FilePiece, body: AsyncIterable<Uint8Array>): Promise<number>;
  /** SHA-256 of what is staged of a file, for a client that resumes. */
  digest(id: string, path: string): Promise<{ readonly bytes: number; readonly sha256: string } | undefined>;
  /** Verifies and moves into place. `accept` may refuse by throwing, before anything is moved. */
  close(
    id: string,
    accept: (verdict: BundleVerdict) => void,
  ): Promise<{ readonly dir: string; readonly verdict: BundleVerdict; readonly alreadyHere: boolean }>;
}

export interface InboxOptions {
  /** On the same file system as `runsDir`. */
  readonly stagingDir: string;
  readonly runsDir: string;
  /** Bytes one bundle may hold. */
  readonly bundleBytes?: number;
  /** Bundles that may be staged at a time. */
  readonly stagedAtMost?: number;
  readonly clock: Clock;
  readonly verify: (dir: string) => Promise<BundleVerdict>;
}

/** A push that nobody went on with for this long is given up when its place is needed. */
const abandonedMs = 24 * 3_600_000;

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function filesUnder(dir: string): Promise<BundleArrival["files"]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  const files: { path: string; bytes: number }[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    const path = full.slice(dir.length + 1).replaceAll("\\", "/");
    if (bundleFileLimit(path) !== undefined) files.push({ path, bytes: (await stat(full)).size });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function bundleInbox(options: InboxOptions): BundleInbox {
  const { stagingDir, runsDir, verify } = options;
  const bundleBytes = options.bundleBytes ?? 8 * 1024 ** 3;
  const stagedAtMost = options.stagedAtMost ?? 64;
  const busy = new Set<string>();
  /** Bytes staged per bundle, counted once from disk and kept while pieces arrive. */
  const sizes = new Map<string, number>();

  function place(id: string): { staged: string; final: string } {
    if (!isRunId(id)) throw serverErrors.bundleFileRefused("This is not the id of a run.", { field: "id" });
    return { staged: join(stagingDir, id), final: join(runsDir, id) };
  }

  /** One writer per file, and none while the bundle is being closed. */
  async function alone<T>(key: string, work: () => Promise<T>): Promise<T> {
    const id = key.split("/")[0] ?? "";
    if (busy.has(key) || busy.has(id))
      throw serverErrors.bundleConflict("Another request is writing to this; try again when it is done.");
    busy.add(key);
    try {
      return await work();
    } finally {
      busy.delete(key);
    }
  }

  async function dropAbandoned(): Promise<void> {
    for (const name of await readdir(stagingDir)) {
      const dir = join(stagingDir, name);
      const times = await Promise.all(
        ["", ...(await filesUnder(dir)).map(({ path }) => path)].map(
          async (path) => (await stat(join(dir, path))).mtimeMs,
        ),
      );
      const inUse = [...busy].some((key) => key === name || key.startsWith(`${name}/`));
      if (inUse || options.clock.now() - Math.max(...times) < abandonedMs) continue;
      await rm(dir, { recursive: true, force: true });
      sizes.delete(name);
    }
  }

  async function prepare(id: string, staged: string): Promise<number> {
    const known = sizes.get(id);
    if (known !== undefined && (await isFolder(staged))) return known;
    if (!(await isFolder(staged))) {
      await mkdir(stagingDir, { recursive: true, mode: 0o700 });
      if ((await readdir(stagingDir)).length >= stagedAtMost) await dropAbandoned();
      if ((await readdir(stagingDir)).length >= stagedAtMost)
        throw serverErrors.bundleConflict(`${stagedAtMost} bundles are being pushed already.`);
      await mkdir(staged, { mode: 0o700 });
    }
    const size = (await filesUnder(staged)).reduce((sum, file) => sum + file.bytes, 0);
    sizes.set(id, size);
    return size;
  }

  /** Writes until the body ends or says more than was announced. */
  async function append(
    file: FileHandle,
    id: string,
    piece: FilePiece,
    body: AsyncIterable<Uint8Array>,
  ): Promise<number> {
    let at = piece.start;
    for await (const chunk of body) {
      const size = (sizes.get(id) ?? 0) + chunk.length;
      if (at + chunk.length > piece.total)
        throw serverErrors.bundleFileRefused("More bytes came than were announced.");
      if (size > bundleBytes) throw serverErrors.bodyTooLarge(`A bundle may hold ${bundleBytes} bytes.`);
      await file.write(chunk, 0, chunk.length, at);
      at += chunk.length;
      sizes.set(id, size);
    }
    await file.sync();
    return at;
  }

  return {
    async arrival(id) {
      const { staged, final } = place(id);
      if (await isFolder(final)) return { id, state: "here", files: [] };
      const files = await filesUnder(staged);
      return { id, state: files.length === 0 ? "absent" : "staged", files };
    },

    async receive(id, path, piece, body) {
      const { staged, final } = place(id);
      const limit = requireBundleFile(path);
      if (piece.total > limit)
        throw serverErrors.bodyTooLarge(`${path} may hold ${limit} bytes; ${piece.total} were announced.`);
      return alone(`${id}/${path}`, async () => {
        if (await isFolder(final))
          throw serverErrors.bundleConflict("This bundle is here already, complete.");
        await prepare(id, staged);
        const full = join(staged, path);
        await mkdir(dirname(full), { recursive: true, mode: 0o700 });
        // Created when missing, never truncated by opening; a link in its place is refused.
        const flags = constants.O_CREAT | constants.O_WRONLY | constants.O_NOFOLLOW;
        const file = await open(full, flags, 0o600);
        try {
          const { size } = await file.stat();
          if (piece.start === 0 && size > 0) {
            await file.truncate(0);
            sizes.set(id, (sizes.get(id) ?? 0) - size);
          } else if (piece.start !== size) {
            throw serverErrors.bundleConflict(
              `${path} has ${size} bytes so far; the piece starts at ${piece.start}.`,
            );
          }
          return await append(file, id, piece, body);
        } finally {
          await file.close();
        }
      });
    },

    async digest(id, path) {
      const { staged } = place(id);
      requireBundleFile(path);
      const found = await stat(join(staged, path)).catch(() => undefined);
      if (found === undefined || !found.isFile()) return undefined;
      const hash = createHash("sha256");
      for await (const chunk of createReadStream(join(staged, path))) hash.update(chunk as Buffer);
      return { bytes: found.size, sha256: hash.digest("hex") };
    },

    async close(id, accept) {
      const { staged, final } = place(id);
      if ([...busy].some((key) => key === id || key.startsWith(`${id}/`)))
        throw serverErrors.bundleConflict("A file of this bundle is still arriving.");
      return alone(id, async () => {
        if (await isFolder(final)) {
          const verdict = await verify(final);
          accept(verdict);
          return { dir: final, verdict, alreadyHere: true };
        }
        if ((await filesUnder(staged)).length === 0)
          throw serverErrors.notFound("Nothing of this bundle has arrived.");
        const verdict = await verify(staged);
        try {
          accept(verdict);
        } catch (refusal) {
          // Thrown away, so that the next push starts from nothing and cannot build on what was altered.
          await rm(staged, { recursive: true, force: true });
          sizes.delete(id);
          throw refusal;
        }
        await mkdir(runsDir, { recursive: true });
        await rename(staged, final);
        sizes.delete(id);
        await rmdir(stagingDir).catch(() => undefined);
        return { dir: final, verdict, alreadyHere: false };
      });
    },
  };
}
