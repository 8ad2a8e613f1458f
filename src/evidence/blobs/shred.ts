import { open } from "node:fs/promises";
import type { Clock } from "../../contracts/index.ts";
import { bundleFiles, replaceFile } from "../bundle/files.ts";
import { readHeader } from "../bundle/header.ts";
import { takeLock } from "../bundle/lock.ts";
import { evidenceErrors } from "../errors.ts";
import { writeFailure } from "../ledger/write-failure.ts";
import type { SigningKey } from "../signing/key.ts";
import { keyLine, readKeyRecords, shreddingLine, signShredding, type Shredding } from "./keyring.ts";

export interface ShredOptions {
  readonly dir: string;
  /** The blob's digest. */
  readonly blob: string;
  readonly by: string;
  readonly reason: string;
  readonly key: SigningKey;
  readonly clock: Clock;
}

/**
 * Erases the content of a blob by destroying its key; the ciphertext and the ledger stay, and verify.
 * Who did it and why is kept, signed, in the key's place. The old key file is overwritten before its
 * space is given back; a copy-on-write disk, a snapshot or a backup may keep it all the same.
 *
 * @throws EVIDENCE_BLOB_MISSING, EVIDENCE_BLOB_SHREDDED (already), EVIDENCE_IN_USE and the writing errors
 */
export async function shredBlob(options: ShredOptions): Promise<Shredding> {
  const { dir, blob } = options;
  const file = bundleFiles(dir).keys;
  await readHeader(dir);
  const lock = await takeLock(dir);
  try {
    const { by, reason, clock, key } = options;
    const at = new Date(clock.now()).toISOString();
    const shredding = signShredding({ blob, at, by: by.slice(0, 500), reason: reason.slice(0, 2000) }, key);
    const lines = await linesWithout(dir, blob, shredding);
    const old = await open(file, "r+");
    try {
      const { size } = await old.stat();
      await replaceFile(file, lines.join(""), 0o600);
      await overwrite(old, size);
    } finally {
      await old.close();
    }
    return shredding;
  } catch (cause) {
    throw writeFailure(cause, file);
  } finally {
    await lock.release();
  }
}

async function linesWithout(dir: string, blob: string, shredding: Shredding): Promise<string[]> {
  const file = bundleFiles(dir).keys;
  const lines: string[] = [];
  let found = false;
  for await (const record of readKeyRecords(file)) {
    if (record.kind === "unreadable")
      throw evidenceErrors.blobAltered("The key file is damaged; nothing was changed.", {
        file,
        line: record.line,
      });
    if (record.kind === "shredded") {
      if (record.shredding.blob === blob)
        throw evidenceErrors.blobShredded(`The key of blob ${blob} was destroyed before.`, { file });
      lines.push(shreddingLine(record.shredding));
    } else if (record.blob === blob) {
      found = true;
      lines.push(shreddingLine(shredding));
    } else {
      lines.push(keyLine(record.blob, record.key));
    }
  }
  if (!found) throw evidenceErrors.blobMissing(`There is no key of a blob ${blob.slice(0, 80)}.`, { file });
  return lines;
}

async function overwrite(file: Awaited<ReturnType<typeof open>>, size: number): Promise<void> {
  const zeros = Buffer.alloc(64 * 1024);
  for (let at = 0; at < size; at += zeros.length)
    await file.write(zeros, 0, Math.min(zeros.length, size - at), at);
  await file.datasync();
}
