import { createReadStream } from "node:fs";
import { blobRefsIn, digestOfStream, largestBlob, type BlobRef } from "../blobs/blob.ts";
import { isKeyOf, readKeyRecords, signerOfShredding, type Shredding } from "../blobs/keyring.ts";
import { blobPath, bundleFiles } from "../bundle/files.ts";
import type { Entry } from "../ledger/entry.ts";
import { openRegular } from "../ledger/open-regular.ts";
import type { Findings } from "./verification.ts";

/** Checks the blobs that entries refer to, each once. Holds some 200 bytes for every blob. */
export interface BlobCheck {
  entry(entry: Entry): Promise<void>;
  summary(): { readonly checked: readonly string[]; readonly notChecked: readonly string[] };
}

const marker = Buffer.from('"$blob":');

/** Whether a line can hold a blob reference at all: spares most lines the walk. */
export const mayReferToBlob = (line: Buffer): boolean => line.includes(marker);

export async function createBlobCheck(dir: string, findings: Findings): Promise<BlobCheck> {
  const file = bundleFiles(dir).keys;
  const keys = new Map<string, Buffer | Shredding>();
  let records = 0;
  for await (const record of readKeyRecords(file)) {
    records += 1;
    if (record.kind === "key") keys.set(record.blob, record.key);
    else if (record.kind === "shredded") keys.set(record.shredding.blob, record.shredding);
    else if (record.torn) findings.add("incomplete", `keys.jsonl ends in a torn line (line ${record.line}).`);
    else findings.add("altered", `Line ${record.line} of keys.jsonl was altered.`);
  }
  const seen = new Set<string>();
  const notes: string[] = [];
  let intact = 0;
  let readable = 0;
  let shredded = 0;
  let keyless = 0;

  async function checkKey(ref: BlobRef, seq: number): Promise<void> {
    const key = keys.get(ref.$blob);
    if (key === undefined) {
      keyless += 1;
      if (records > 0)
        findings.add(
          "missing",
          `The key of blob ${ref.$blob} is missing, and no shredding is recorded.`,
          seq,
        );
    } else if (Buffer.isBuffer(key)) {
      if (isKeyOf(key, ref)) readable += 1;
      else findings.add("altered", `The key of blob ${ref.$blob} was altered.`, seq);
    } else {
      const signer = signerOfShredding(key);
      if (signer === undefined)
        findings.add("altered", `The record of the shredding of blob ${ref.$blob} was altered.`, seq);
      else {
        shredded += 1;
        if (notes.length < 20) notes.push(shreddingNote(ref, seq, key, signer));
      }
    }
  }

  return {
    async entry(entry) {
      for (const ref of blobRefsIn(entry.body)) {
        if (seen.has(ref.$blob)) continue;
        seen.add(ref.$blob);
        const problem = await ciphertextProblem(dir, ref);
        if (problem === undefined) intact += 1;
        else findings.add(problem.kind, problem.what, entry.seq);
        await checkKey(ref, entry.seq);
      }
    },
    summary() {
      const checked = seen.size === 0 ? [] : [`${intact} of ${seen.size} blobs are those the entries name.`];
      if (readable > 0) checked.push(`${readable} blobs have the key their entry commits to.`);
      const notChecked = [...notes];
      if (shredded > notes.length) notChecked.push(`${shredded - notes.length} more blobs were shredded.`);
      if (keyless > 0 && records === 0)
        notChecked.push(
          `The content of ${keyless} blobs: there is no keys.jsonl, so only the ciphertext was looked at.`,
        );
      return { checked, notChecked };
    },
  };
}

async function ciphertextProblem(
  dir: string,
  ref: BlobRef,
): Promise<{ readonly kind: "altered" | "missing" | "unreadable"; readonly what: string } | undefined> {
  const name = `Blob ${ref.$blob}`;
  let file;
  try {
    file = await openRegular(blobPath(dir, ref.$blob));
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "ENOENT"
      ? { kind: "missing", what: `${name} is missing.` }
      : { kind: "unreadable", what: `${name} cannot be read.` };
  }
  try {
    if ((await file.stat()).size > largestBlob + 64) return { kind: "altered", what: `${name} was altered.` };
    const digest = await digestOfStream(createReadStream("", { fd: file, autoClose: false }));
    return digest === ref.$blob ? undefined : { kind: "altered", what: `${name} was altered.` };
  } catch {
    return { kind: "unreadable", what: `${name} cannot be read.` };
  } finally {
    await file.close();
  }
}

const shreddingNote = (ref: BlobRef, seq: number, shredding: Shredding, signer: string): string =>
  `The content of blob ${ref.$blob} (entry ${seq}): its key was destroyed at ${shredding.at.slice(0, 30)} by ${shredding.by.slice(0, 100)}, signed by key ${signer}.`;
