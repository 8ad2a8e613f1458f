import type { Entry } from "../ledger/entry.ts";
import { readLedger, type LedgerPosition } from "../ledger/read.ts";
import { evidenceErrors } from "../errors.ts";
import { largestBlob, unsealBlob, type BlobRef } from "../blobs/blob.ts";
import { readKeyRecords } from "../blobs/keyring.ts";
import { blobPath, bundleFiles, readAtMost } from "./files.ts";
import { readHeader, type BundleHeader } from "./header.ts";

/**
 * The entries of a bundle in order, in bounded memory, while it is written or afterwards. The chain is
 * followed on the way, so that altered entries are never handed out. A torn tail is left out.
 *
 * @throws EVIDENCE_ALTERED at the first entry that does not follow, and the errors of reading the header
 * @example for await (const entry of readBundle(dir)) console.log(entry.seq, entry.type);
 */
export async function* readBundle(dir: string): AsyncGenerator<Entry> {
  const { digest } = await readHeader(dir);
  for await (const step of readLedger(bundleFiles(dir).ledger, digest))
    if (step.kind === "entry") yield step.entry;
}

/**
 * As `readBundle`, from a position of an earlier reading on; each entry comes with its own position. Who keeps
 * the position after the last entry reads of a growing bundle only what is new.
 *
 * @throws as `readBundle`; EVIDENCE_ALTERED too when the position fits no more
 */
export async function* followBundle(
  dir: string,
  from?: LedgerPosition,
): AsyncGenerator<{ readonly entry: Entry; readonly at: LedgerPosition; readonly next: LedgerPosition }> {
  const { digest } = await readHeader(dir);
  for await (const step of readLedger(bundleFiles(dir).ledger, digest, from)) {
    if (step.kind !== "entry") continue;
    const { entry, offset, line } = step;
    yield {
      entry,
      at: { seq: entry.seq, prev: entry.prev, offset },
      next: { seq: entry.seq + 1, prev: entry.digest, offset: offset + line.length + 1 },
    };
  }
}

/** The header of a bundle. @throws the errors of reading the header */
export async function readBundleHeader(dir: string): Promise<BundleHeader> {
  return (await readHeader(dir)).header;
}

/**
 * The content of a blob. Reads the key file to the end; for many blobs use {@link openBlobs}.
 *
 * @throws EVIDENCE_BLOB_MISSING, EVIDENCE_BLOB_SHREDDED, EVIDENCE_BLOB_ALTERED
 */
export async function readBlob(dir: string, ref: BlobRef): Promise<Buffer> {
  return await (await openBlobs(dir)).read(ref);
}

/** Reads many blobs with the keys held in memory (some 200 bytes each). */
export async function openBlobs(dir: string): Promise<{ read(ref: BlobRef): Promise<Buffer> }> {
  const keys = new Map<string, Buffer | "shredded">();
  for await (const record of readKeyRecords(bundleFiles(dir).keys)) {
    if (record.kind === "key") keys.set(record.blob, record.key);
    if (record.kind === "shredded") keys.set(record.shredding.blob, "shredded");
  }
  return {
    async read(ref) {
      const file = blobPath(dir, ref.$blob);
      const key = keys.get(ref.$blob);
      if (key === "shredded")
        throw evidenceErrors.blobShredded(`The key of blob ${ref.$blob} was destroyed.`, { file });
      if (key === undefined)
        throw evidenceErrors.blobMissing(`There is no key for blob ${ref.$blob}.`, { file });
      const ciphertext = await readAtMost(file, largestBlob + 64);
      if (ciphertext === undefined)
        throw evidenceErrors.blobMissing(`Blob ${ref.$blob} is missing.`, { file });
      const content = ciphertext === "too-large" ? undefined : unsealBlob(ref, key, ciphertext);
      if (content === undefined) throw evidenceErrors.blobAltered(`Blob ${ref.$blob} was altered.`, { file });
      return content;
    },
  };
}
