import { existsSync } from "node:fs";
import { mkdir, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Clock } from "../../contracts/index.ts";
import { sha256 } from "../../formats/index.ts";
import { evidenceErrors } from "../errors.ts";
import { writeFailure } from "../ledger/write-failure.ts";
import { createTree } from "../merkle/tree.ts";
import { loadOrCreateKey, type SigningKey } from "../signing/key.ts";
import { bundleFiles, replaceFile, syncFolder } from "./files.ts";
import { encodeHeader, parseHeader, type HeaderDraft } from "./header.ts";
import { takeLock } from "./lock.ts";
import { createWriter, emptyLedgerHash, type BundleWriter } from "./writer.ts";

export interface WriteOptions {
  readonly dir: string;
  readonly clock: Clock;
  /**
   * Signs checkpoints and the closing. Without one, a key is made for this bundle alone and kept inside
   * it: integrity can then be checked, but not who wrote it.
   */
  readonly key?: SigningKey;
  /** A checkpoint is signed after every so many entries; 256 unless told. */
  readonly checkpointEvery?: number;
}

export interface CreateOptions extends WriteOptions {
  readonly header: HeaderDraft;
}

/**
 * Starts a new bundle. The header is put in place last, so that the folder either is a bundle or is not.
 *
 * @throws EVIDENCE_EXISTS, EVIDENCE_IN_USE, EVIDENCE_NOT_WRITABLE, EVIDENCE_DISK_FULL
 * @example
 * const bundle = await createBundle({ dir, clock, key, header: { kind: "run", id, tool } });
 * await bundle.append("trial.finished", { transcript: await bundle.putBlob(trial, "application/json") });
 * await bundle.close({ verdict: "pass" });
 */
export async function createBundle(options: CreateOptions): Promise<BundleWriter> {
  const { dir, clock } = options;
  const files = bundleFiles(dir);
  try {
    await mkdir(dir, { recursive: true });
  } catch (cause) {
    throw writeFailure(cause, dir);
  }
  const lock = await takeLock(dir);
  try {
    if (existsSync(files.header))
      throw evidenceErrors.exists(`${dir} already holds a bundle.`, { file: dir });
    if (await holdsSomething(files.ledger))
      throw evidenceErrors.corruptHeader(`${dir} holds a ledger, but no header.`, { file: files.header });
    const key = options.key ?? (await loadOrCreateKey(bundleFiles(dir).ownKey));
    const bytes = encodeHeader(options.header, new Date(clock.now()).toISOString(), key);
    await mkdir(files.blobs, { recursive: true });
    for (const [path, mode] of [
      [files.ledger, 0o600],
      [files.checkpoints, 0o600],
      [files.keys, 0o600],
    ] as const)
      await (await open(path, "a", mode)).close();
    await replaceFile(files.header, bytes);
    await syncFolder(dirname(dir));
    return await createWriter({
      dir,
      clock,
      lock,
      key,
      header: parseHeader(bytes, files.header),
      tree: createTree(),
      ledgerHash: emptyLedgerHash(),
      prev: sha256(bytes),
      ledgerSize: 0,
      keysSize: 0,
      checkpointsSize: 0,
      checkpoints: 0,
      lastCheckpoint: undefined,
      checkpointEvery: options.checkpointEvery ?? 256,
    });
  } catch (cause) {
    await lock.release();
    throw writeFailure(cause, dir);
  }
}

async function holdsSomething(path: string): Promise<boolean> {
  try {
    return (await stat(path)).size > 0;
  } catch {
    return false;
  }
}
