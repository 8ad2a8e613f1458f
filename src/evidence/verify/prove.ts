import { evidenceErrors } from "../errors.ts";
import { bundleFiles } from "../bundle/files.ts";
import { readHeader } from "../bundle/header.ts";
import { newestCheckpoint } from "../bundle/standing.ts";
import { readLedger } from "../ledger/read.ts";
import {
  consistencyRanges,
  inclusionRanges,
  rangeHashes,
  verifyConsistency,
  verifyInclusion,
} from "../merkle/proof.ts";
import { leafHash, type Hash } from "../merkle/tree.ts";
import { parseCheckpoint, checkpointIsSignedBy, type SignedCheckpoint } from "../signing/checkpoint.ts";
import type { KeyObject } from "node:crypto";

/** Shows one entry to somebody who may not see the others: the line, the way to the root, the signed root. */
export interface EntryProof {
  readonly schemaVersion: "bartizan.entry-proof/v1";
  /** The ledger line as it stands, without its newline. */
  readonly line: string;
  readonly seq: number;
  /** Hashes from the leaf up (RFC 6962, 2.1.1), hex. */
  readonly path: readonly string[];
  /** The signed note that covers the entry. */
  readonly checkpoint: string;
}

/**
 * Proves that an entry is covered by the newest checkpoint. Reads the ledger once.
 *
 * @throws EVIDENCE_NO_CHECKPOINT when no checkpoint covers the entry, EVIDENCE_ALTERED
 */
export async function proveEntry(dir: string, seq: number): Promise<EntryProof> {
  const checkpoint = await newestCheckpoint(dir);
  if (checkpoint === undefined || seq >= checkpoint.size)
    throw evidenceErrors.noCheckpoint(`No checkpoint covers entry ${seq} yet.`, {
      file: dir,
      at: `entry ${seq}`,
    });
  let line = "";
  const leaves = leavesOf(dir, checkpoint.size, (index, text) => {
    if (index === seq) line = text();
  });
  const path = await rangeHashes(leaves, inclusionRanges(seq, checkpoint.size));
  return {
    schemaVersion: "bartizan.entry-proof/v1",
    line,
    seq,
    path: path.map((node) => node.toString("hex")),
    checkpoint: checkpoint.note,
  };
}

/** Whether the proof shows its line to be entry `seq` of a ledger whose checkpoint this key signed. */
export function entryIsProven(proof: EntryProof, publicKey: KeyObject): boolean {
  const checkpoint = parseCheckpoint(proof.checkpoint);
  if (checkpoint === undefined || !checkpointIsSignedBy(checkpoint, publicKey)) return false;
  const path = proof.path.map((node) => Buffer.from(node, "hex"));
  const { size, root } = checkpoint;
  if (path.length > 64 || path.some((node) => node.length !== 32)) return false;
  return verifyInclusion({ index: proof.seq, size, leaf: leafHash(Buffer.from(proof.line)), path, root });
}

/** Hashes (RFC 6962, 2.1.2), hex, which prove that what `older` covers is the beginning of what `newer` covers. */
export async function proveGrowth(dir: string, older: number, newer: number): Promise<readonly string[]> {
  const nodes = await rangeHashes(leavesOf(dir, newer), consistencyRanges(older, newer));
  return nodes.map((node) => node.toString("hex"));
}

/** Whether the proof shows that the ledger only grew from one checkpoint to the other. */
export function growthIsProven(
  older: SignedCheckpoint,
  newer: SignedCheckpoint,
  proof: readonly string[],
  publicKey: KeyObject,
): boolean {
  const path = proof.map((node) => Buffer.from(node, "hex"));
  return (
    older.origin === newer.origin &&
    path.every((node) => node.length === 32) &&
    checkpointIsSignedBy(older, publicKey) &&
    checkpointIsSignedBy(newer, publicKey) &&
    verifyConsistency({ older, newer, path })
  );
}

async function* leavesOf(
  dir: string,
  size: number,
  see?: (index: number, text: () => string) => void,
): AsyncGenerator<Hash> {
  const { digest } = await readHeader(dir);
  let index = 0;
  for await (const step of readLedger(bundleFiles(dir).ledger, digest)) {
    if (step.kind !== "entry" || index >= size) return;
    see?.(index, () => step.line.toString("utf8"));
    yield leafHash(step.line);
    index += 1;
  }
}
