import { existsSync } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject } from "../../contracts/index.ts";
import { sha256 } from "../../formats/index.ts";
import { evidenceErrors } from "../errors.ts";
import { readCheckpoints } from "../ledger/checkpoints.ts";
import type { Entry } from "../ledger/entry.ts";
import { readLines } from "../ledger/lines.ts";
import { readLedger } from "../ledger/read.ts";
import { writeFailure } from "../ledger/write-failure.ts";
import { createTree, leafHash, type Hash, type MerkleTree } from "../merkle/tree.ts";
import {
  checkpointIsSignedBy,
  originOf,
  signCheckpoint,
  type SignedCheckpoint,
} from "../signing/checkpoint.ts";
import { canonicalJson } from "../../formats/index.ts";
import { keyFingerprint, loadOrCreateKey, type SigningKey } from "../signing/key.ts";
import { bundleFiles, replaceFile, syncFolder } from "./files.ts";
import { readHeader, type ReadHeader } from "./header.ts";
import { takeLock, type Lock } from "./lock.ts";
import type { WriteOptions } from "./create.ts";
import { closedType } from "./closing.ts";
import { createWriter, emptyLedgerHash, writeClosing, type BundleWriter } from "./writer.ts";

/** What an interrupted write left behind the last complete line, and where it was moved. */
export interface TornTail {
  /** Inside the bundle, such as `torn/ledger-4711-0a1b2c3d`. */
  readonly file: string;
  readonly offset: number;
  readonly bytes: number;
  /** SHA-256, hex. */
  readonly digest: string;
}

export interface OpenedBundle {
  readonly bundle: BundleWriter;
  /** Everything in the ledger, healing included. */
  readonly entries: readonly Entry[];
  /** Set when a torn tail was found and moved aside. */
  readonly torn?: TornTail;
}

/**
 * Continues a bundle that was not closed, also after its writer was killed: complete lines are kept, a
 * torn tail is moved to `torn/` and recorded as an entry `bundle.recovered`, blobs without an entry are
 * left alone. A bundle that was killed while closing is closed first.
 *
 * @throws EVIDENCE_ALTERED when the chain does not hold or the ledger is shorter than its checkpoints say;
 *   EVIDENCE_CLOSED, EVIDENCE_IN_USE, EVIDENCE_KEY_MISMATCH, and the errors of reading the header
 */
export async function openBundle(options: WriteOptions): Promise<OpenedBundle> {
  const { dir } = options;
  const header = await readHeader(dir);
  const key = options.key ?? (await loadOrCreateKey(bundleFiles(dir).ownKey));
  if (key.fingerprint !== keyFingerprint(header.publicKey))
    throw evidenceErrors.keyMismatch(
      `The bundle was started with the key ${keyFingerprint(header.publicKey)}.`,
      { file: bundleFiles(dir).header },
    );
  const lock = await takeLock(dir);
  try {
    return await resume(options, header, key, lock);
  } catch (cause) {
    await lock.release();
    throw writeFailure(cause, dir);
  }
}

async function resume(
  options: WriteOptions,
  header: ReadHeader,
  key: SigningKey,
  lock: Lock,
): Promise<OpenedBundle> {
  const { dir, clock } = options;
  const files = bundleFiles(dir);
  const signed = await scanCheckpoints(dir, header);
  const scan = await scanLedger(dir, header, signed.checkpoints);
  const torn = scan.tornAt === undefined ? undefined : await moveAside(dir, scan.tornAt);
  await cutTo(files.checkpoints, signed.size);
  const keysSize = await scanKeys(files.keys);
  await cutTo(files.keys, keysSize);
  const last = signed.checkpoints.at(-1);
  const state = {
    dir,
    clock,
    lock,
    key,
    header,
    tree: scan.tree,
    ledgerHash: scan.ledgerHash,
    prev: scan.entries.at(-1)?.digest ?? header.digest,
    ledgerSize: scan.size,
    keysSize,
    checkpointsSize: signed.size,
    checkpoints: signed.checkpoints.length,
    lastCheckpoint: last,
    checkpointEvery: options.checkpointEvery ?? 256,
  };
  const ending = scan.entries.at(-1);
  if (ending?.type === closedType) {
    if (!existsSync(files.closing)) await finishClosing(state, ending, last);
    throw evidenceErrors.closed(`The bundle ${header.header.id} is closed.`, { file: dir });
  }
  const bundle = await createWriter(state);
  if (torn === undefined) return { bundle, entries: scan.entries };
  const body: JsonObject = { torn: { ...torn } };
  const at = new Date(clock.now()).toISOString();
  const ref = await bundle.append("bundle.recovered", body);
  const recovered: Entry = { ...ref, at, type: "bundle.recovered", prev: state.prev, body };
  return { bundle, entries: [...scan.entries, recovered], torn };
}

interface LedgerScan {
  readonly entries: readonly Entry[];
  readonly tree: MerkleTree;
  readonly ledgerHash: ReturnType<typeof emptyLedgerHash>;
  readonly size: number;
  readonly tornAt: { readonly offset: number; readonly bytes: Buffer } | undefined;
}

async function scanLedger(
  dir: string,
  header: ReadHeader,
  checkpoints: readonly SignedCheckpoint[],
): Promise<LedgerScan> {
  const file = bundleFiles(dir).ledger;
  const tree = createTree();
  const ledgerHash = emptyLedgerHash();
  const roots = new Map<number, Hash>(checkpoints.map(({ size, root }) => [size, root]));
  const entries: Entry[] = [];
  let size = 0;
  let tornAt: LedgerScan["tornAt"];
  for await (const step of readLedger(file, header.digest)) {
    if (step.kind === "torn") {
      tornAt = { offset: step.offset, bytes: Buffer.from(step.bytes) };
      continue;
    }
    entries.push(step.entry);
    tree.add(leafHash(step.line));
    ledgerHash.update(step.line).update("\n");
    size = step.offset + step.line.length + 1;
    if (roots.get(tree.size)?.equals(tree.root()) === false)
      throw evidenceErrors.altered(
        `The first ${tree.size} entries are not those a checkpoint was signed for.`,
        {
          file,
          at: `entry ${tree.size - 1}`,
        },
      );
  }
  const covered = checkpoints.at(-1)?.size ?? 0;
  if (covered > tree.size)
    throw evidenceErrors.altered(`${covered} entries were signed for, and only ${tree.size} are left.`, {
      file,
      at: `entry ${tree.size}`,
    });
  return { entries, tree, ledgerHash, size, tornAt };
}

async function scanCheckpoints(
  dir: string,
  header: ReadHeader,
): Promise<{ readonly checkpoints: readonly SignedCheckpoint[]; readonly size: number }> {
  const file = bundleFiles(dir).checkpoints;
  const origin = originOf(header.header.kind, header.header.id);
  const checkpoints: SignedCheckpoint[] = [];
  let size = 0;
  for await (const line of readCheckpoints(file)) {
    if (line.kind === "torn") continue;
    const before = checkpoints.at(-1);
    const follows =
      line.kind === "checkpoint" &&
      line.checkpoint.origin === origin &&
      line.checkpoint.previous === before?.digest &&
      line.checkpoint.size > (before?.size ?? -1) &&
      checkpointIsSignedBy(line.checkpoint, header.publicKey);
    if (!follows)
      throw evidenceErrors.altered(`Checkpoint ${checkpoints.length + 1} was altered.`, {
        file,
        line: checkpoints.length + 1,
      });
    checkpoints.push(line.checkpoint);
    size = line.end;
  }
  return { checkpoints, size };
}

/** Where the last complete line of the key file ends. */
async function scanKeys(path: string): Promise<number> {
  let size = 0;
  for await (const lines of readLines(path, 16 * 1024))
    for (const line of lines) if (line.kind === "whole") size = line.offset + line.bytes.length + 1;
  return size;
}

/** Keeps the torn bytes under `torn/`, and only then cuts them off the ledger. */
async function moveAside(dir: string, at: { offset: number; bytes: Buffer }): Promise<TornTail> {
  const files = bundleFiles(dir);
  const digest = sha256(at.bytes);
  const name = `ledger-${at.offset}-${digest.slice(0, 8)}`;
  await mkdir(files.torn, { recursive: true });
  await replaceFile(join(files.torn, name), at.bytes);
  await syncFolder(dir);
  await cutTo(files.ledger, at.offset);
  return { file: `torn/${name}`, offset: at.offset, bytes: at.bytes.length, digest };
}

/** Cuts a file to this size; makes it where it is missing. */
async function cutTo(path: string, size: number): Promise<void> {
  const file = await open(path, "a", 0o600);
  try {
    if ((await file.stat()).size > size) {
      await file.truncate(size);
      await file.sync();
    }
  } finally {
    await file.close();
  }
}

/** The writer was killed between the last entry and the closing; everything it wanted to say is known. */
async function finishClosing(
  state: Parameters<typeof createWriter>[0],
  ending: Entry,
  last: SignedCheckpoint | undefined,
): Promise<void> {
  const { header, key, tree, clock, dir } = state;
  let checkpoint = last;
  let checkpoints = state.checkpoints;
  if (checkpoint?.size !== tree.size) {
    const { kind, id } = header.header;
    const at = new Date(clock.now()).toISOString();
    const facts = {
      origin: originOf(kind, id),
      size: tree.size,
      root: tree.root(),
      head: ending.digest,
      at,
      previous: last?.digest,
    };
    checkpoint = signCheckpoint(facts, key);
    checkpoints += 1;
    const file = await open(bundleFiles(dir).checkpoints, "a");
    try {
      await file.appendFile(`${canonicalJson({ note: checkpoint.note })}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
  }
  const { closedAt, summary } = ending.body;
  await writeClosing(state, {
    entries: tree.size,
    root: tree.root().toString("hex"),
    checkpoints,
    lastCheckpoint: checkpoint.digest,
    closedAt: typeof closedAt === "string" ? closedAt : ending.at,
    // Safe: the entry was written by `close`, and anything that is not an object is left out.
    summary: typeof summary === "object" && summary !== null ? (summary as JsonObject) : {},
  });
}
