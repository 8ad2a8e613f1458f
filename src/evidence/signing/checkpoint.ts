import type { KeyObject } from "node:crypto";
import { sha256 } from "../../formats/index.ts";
import type { Hash } from "../merkle/tree.ts";
import type { SigningKey } from "./key.ts";
import { isSignedBy, parseNote, signNote, type SignedNote } from "./note.ts";

/**
 * The signed statement "at this moment the ledger `origin` had `size` entries, and this was their root"
 * (C2SP tlog-checkpoint). Three extension lines follow the root: the time; the digest of the last entry
 * covered, so that alterations can be told apart; and the digest of the checkpoint before, so that none
 * can be taken out of the middle unseen.
 */
export interface Checkpoint {
  /** `bartizan/<kind>/<id>`. */
  readonly origin: string;
  /** Entries covered. */
  readonly size: number;
  readonly root: Hash;
  /** SHA-256 of the last line covered (of the header where there is none), hex. */
  readonly head: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** SHA-256 of the checkpoint before, hex; undefined for the first. */
  readonly previous: string | undefined;
}

export interface SignedCheckpoint extends Checkpoint {
  /** The signed note as it stands in the file. */
  readonly note: string;
  /** SHA-256 of the note, hex. */
  readonly digest: string;
  readonly signed: SignedNote;
}

/** The name of a ledger in its checkpoints. */
export const originOf = (kind: string, id: string): string => `bartizan/${kind}/${id}`;

export function signCheckpoint(checkpoint: Checkpoint, key: SigningKey): SignedCheckpoint {
  const text = [
    checkpoint.origin,
    String(checkpoint.size),
    checkpoint.root.toString("base64"),
    `time ${checkpoint.at}`,
    `head ${checkpoint.head}`,
    `previous ${checkpoint.previous ?? "none"}`,
    "",
  ].join("\n");
  const note = signNote(text, checkpoint.origin, key);
  const signed = parseNote(note);
  if (signed === undefined) throw new TypeError(`${checkpoint.origin} cannot be the name of a ledger`);
  return { ...checkpoint, note, digest: sha256(note), signed };
}

/** Reads a checkpoint; undefined for anything else. Says nothing about its signature. */
export function parseCheckpoint(note: string): SignedCheckpoint | undefined {
  if (note.length > 8192) return undefined;
  const signed = parseNote(note);
  const [origin, size, root, time, head, previous, end, ...rest] = signed?.text.split("\n") ?? [];
  if (signed === undefined || origin === undefined || end !== "" || rest.length > 0) return undefined;
  if (size === undefined || !/^(0|[1-9][0-9]{0,15})$/.test(size)) return undefined;
  if (root === undefined || !isHashInBase64(root)) return undefined;
  if (time === undefined || !/^time \d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(time))
    return undefined;
  if (head === undefined || !/^head [0-9a-f]{64}$/.test(head)) return undefined;
  if (previous === undefined || !/^previous (none|[0-9a-f]{64})$/.test(previous)) return undefined;
  const before = previous.slice("previous ".length);
  return {
    origin,
    size: Number(size),
    root: Buffer.from(root, "base64"),
    at: time.slice("time ".length),
    head: head.slice("head ".length),
    previous: before === "none" ? undefined : before,
    note,
    digest: sha256(note),
    signed,
  };
}

/** Whether the checkpoint carries a valid signature by this key in the name of its ledger. */
export function checkpointIsSignedBy(checkpoint: SignedCheckpoint, publicKey: KeyObject): boolean {
  return isSignedBy(checkpoint.signed, checkpoint.origin, publicKey);
}

function isHashInBase64(text: string): boolean {
  const bytes = Buffer.from(text, "base64");
  return bytes.length === 32 && bytes.toString("base64") === text;
}
