import { createHash, type Hash as Hasher } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import type { Clock, JsonObject, JsonValue } from "../../contracts/index.ts";
import { canonicalJson, sha256 } from "../../formats/index.ts";
import type { BlobRef } from "../blobs/blob.ts";
import { createBlobStore } from "../blobs/store.ts";
import { evidenceErrors } from "../errors.ts";
import { createAppender } from "../ledger/appender.ts";
import { encodeEntry, type EntryRef } from "../ledger/entry.ts";
import { writeFailure } from "../ledger/write-failure.ts";
import { leafHash, type MerkleTree } from "../merkle/tree.ts";
import { originOf, signCheckpoint, type SignedCheckpoint } from "../signing/checkpoint.ts";
import type { SigningKey } from "../signing/key.ts";
import { closedType, encodeClosing } from "./closing.ts";
import { bundleFiles, replaceFile } from "./files.ts";
import type { ReadHeader } from "./header.ts";
import type { Lock } from "./lock.ts";

/** What a closed bundle is known by. */
export interface Closing {
  readonly entries: number;
  /** Merkle root over all entries, hex. */
  readonly root: string;
  readonly keyFingerprint: string;
  readonly checkpoint: SignedCheckpoint;
}

/** Writes one bundle. There is one writer to a bundle, which a lock sees to. */
export interface BundleWriter {
  readonly id: string;
  readonly dir: string;
  readonly keyFingerprint: string;
  /** Durable entries. */
  readonly size: number;
  /** Merkle root over the durable entries, hex. */
  root(): string;
  /**
   * Appends an entry; resolves when it, and every blob put before, is on the disk. Entries get their
   * numbers in the order of the calls. Calls made together share one sync.
   *
   * @throws EVIDENCE_DISK_FULL, EVIDENCE_NOT_WRITABLE, EVIDENCE_WRITE_FAILED, EVIDENCE_LOCK_LOST: then the
   *   writer takes nothing more, and what was confirmed before stays. EVIDENCE_CLOSED,
   *   EVIDENCE_ENTRY_TOO_LARGE and EVIDENCE_INVALID_ENTRY refuse this one entry only.
   */
  append(type: string, body: JsonObject): Promise<EntryRef>;
  /** Encrypts content into the bundle; durable with the next entry. At most 64 MiB. */
  putBlob(content: JsonValue | Uint8Array, mediaType: string): Promise<BlobRef>;
  /** Signs the present root; the last checkpoint again where nothing was added since. */
  checkpoint(): Promise<SignedCheckpoint>;
  /** Writes the last entry, `bundle.closed`, a checkpoint and the signed closing, and gives the lock back. */
  close(summary?: JsonObject): Promise<Closing>;
  /** Stops writing without closing, after a checkpoint: the bundle can be resumed, and is `incomplete`. */
  release(): Promise<void>;
}

/** A bundle as it stands on the disk, ready to be continued. */
export interface BundleState {
  readonly dir: string;
  readonly header: ReadHeader;
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly lock: Lock;
  /** Over the durable entries. */
  readonly tree: MerkleTree;
  readonly ledgerHash: Hasher;
  /** Digest of the last line, or of the header. */
  readonly prev: string;
  readonly ledgerSize: number;
  readonly keysSize: number;
  readonly checkpointsSize: number;
  readonly checkpoints: number;
  readonly lastCheckpoint: SignedCheckpoint | undefined;
  /** Signs a checkpoint after this many entries. */
  readonly checkpointEvery: number;
}

/** Opens the files and continues where the state says. */
export async function createWriter(state: BundleState): Promise<BundleWriter> {
  const { dir, header, key, clock, lock, tree } = state;
  const files = bundleFiles(dir);
  const { kind, id } = header.header;
  const opened: FileHandle[] = [];
  const openFile = async (path: string, mode?: number): Promise<FileHandle> => {
    const file = await open(path, "r+", mode);
    opened.push(file);
    return file;
  };

  let seq = tree.size;
  let prev = state.prev;
  let head = state.prev;
  let last = state.lastCheckpoint;
  let signedCheckpoints = state.checkpoints;
  let ended: "closed" | "released" | undefined;

  let ledgerFile: FileHandle, checkpointFile: FileHandle, keysFile: FileHandle;
  try {
    ledgerFile = await openFile(files.ledger);
    checkpointFile = await openFile(files.checkpoints);
    keysFile = await openFile(files.keys, 0o600);
  } catch (cause) {
    await Promise.all(opened.map((file) => file.close()));
    throw writeFailure(cause, files.ledger);
  }
  const blobs = createBlobStore(dir, keysFile, state.keysSize);
  const ledger = createAppender({
    file: ledgerFile,
    path: files.ledger,
    size: state.ledgerSize,
    async before() {
      await lock.assertHeld();
      await blobs.flush();
    },
    durable(bytes) {
      const line = bytes.subarray(0, -1);
      tree.add(leafHash(line));
      head = sha256(line);
      state.ledgerHash.update(bytes);
    },
  });
  const checkpoints = createAppender({
    file: checkpointFile,
    path: files.checkpoints,
    size: state.checkpointsSize,
    before: () => lock.assertHeld(),
  });

  async function append(type: string, body: JsonObject): Promise<EntryRef> {
    if (ledger.failure !== undefined) throw ledger.failure;
    const at = new Date(clock.now()).toISOString();
    const { line, ref } = encodeEntry({ seq, at, type, prev, body });
    seq += 1;
    prev = ref.digest;
    await ledger.append(Buffer.concat([line, newline]));
    return ref;
  }

  let signing: Promise<unknown> = Promise.resolve();
  function checkpoint(): Promise<SignedCheckpoint> {
    const turn = signing.then(signNow);
    signing = turn.catch(() => undefined);
    return turn;
  }
  let soon = false;
  /** The entry is durable whether or not a checkpoint can be written; whoever asks for one is told. */
  function checkpointSoon(): void {
    if (soon) return;
    soon = true;
    void checkpoint()
      .catch(() => undefined)
      .finally(() => {
        soon = false;
      });
  }
  async function signNow(): Promise<SignedCheckpoint> {
    if (last !== undefined && last.size === tree.size) return last;
    const next = signCheckpoint(
      {
        origin: originOf(kind, id),
        size: tree.size,
        root: tree.root(),
        head,
        at: new Date(clock.now()).toISOString(),
        previous: last?.digest,
      },
      key,
    );
    await checkpoints.append(Buffer.from(`${canonicalJson({ note: next.note })}\n`));
    last = next;
    signedCheckpoints += 1;
    return next;
  }

  async function end(how: "closed" | "released"): Promise<void> {
    ended = how;
    await ledger.settled();
    await signing;
    await blobs.close();
    await ledgerFile.close();
    await checkpointFile.close();
    await lock.release();
  }

  const refuseWhenEnded = (): void => {
    if (ended !== undefined) throw evidenceErrors.closed(`The bundle ${id} was ${ended}.`, { file: dir });
  };

  return {
    id,
    dir,
    keyFingerprint: key.fingerprint,
    get size() {
      return tree.size;
    },
    root: () => tree.root().toString("hex"),
    async append(type, body) {
      refuseWhenEnded();
      const ref = await append(type, body);
      if (tree.size - (last?.size ?? 0) >= state.checkpointEvery) checkpointSoon();
      return ref;
    },
    async putBlob(content, mediaType) {
      refuseWhenEnded();
      return await blobs.put(content, mediaType);
    },
    async checkpoint() {
      refuseWhenEnded();
      return await checkpoint();
    },
    async close(summary = {}) {
      refuseWhenEnded();
      try {
        const closedAt = new Date(clock.now()).toISOString();
        await append(closedType, { closedAt, summary });
        const signed = await checkpoint();
        const root = tree.root().toString("hex");
        await lock.assertHeld();
        await writeClosing(state, {
          entries: tree.size,
          root,
          checkpoints: signedCheckpoints,
          lastCheckpoint: signed.digest,
          closedAt,
          summary,
        });
        return { entries: tree.size, root, keyFingerprint: key.fingerprint, checkpoint: signed };
      } catch (cause) {
        throw writeFailure(cause, dir);
      } finally {
        await end("closed");
      }
    },
    async release() {
      if (ended !== undefined) return;
      try {
        if (ledger.failure === undefined) await checkpoint();
      } finally {
        await end("released");
      }
    },
  };
}

const newline = Buffer.from("\n");

/** Writes the closing of a ledger whose last entry is `bundle.closed`, from the state of that ledger. */
export async function writeClosing(
  state: Pick<BundleState, "dir" | "header" | "key" | "ledgerHash">,
  facts: {
    readonly entries: number;
    readonly root: string;
    readonly checkpoints: number;
    readonly lastCheckpoint: string;
    readonly closedAt: string;
    readonly summary: JsonObject;
  },
): Promise<void> {
  const text = encodeClosing(
    {
      ...facts,
      header: state.header.header,
      headerDigest: state.header.digest,
      ledgerDigest: state.ledgerHash.copy().digest("hex"),
    },
    state.key,
  );
  await replaceFile(bundleFiles(state.dir).closing, text);
}

/** A new ledger's state before its first entry. */
export const emptyLedgerHash = (): Hasher => createHash("sha256");
