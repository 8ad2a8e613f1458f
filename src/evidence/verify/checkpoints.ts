import type { KeyObject } from "node:crypto";
import { bundleFiles } from "../bundle/files.ts";
import { readCheckpoints } from "../ledger/checkpoints.ts";
import { checkpointIsSignedBy, type SignedCheckpoint } from "../signing/checkpoint.ts";
import { keyFingerprint } from "../signing/key.ts";
import type { Findings, Verification } from "./verification.ts";

/** The checkpoints inside a bundle, handed out in step with the ledger. */
export interface CheckpointWalk {
  /** How many entries the next valid checkpoint covers; infinite when there is none. Call `start` first. */
  readonly nextSize: number;
  start(): Promise<void>;
  /** The valid checkpoints that cover exactly `size` entries; earlier ones are passed over. */
  at(size: number): Promise<readonly SignedCheckpoint[]>;
  /** Reads what is left. */
  finish(): Promise<void>;
  /** Lets go of the file, also when it was not read to the end. */
  close(): Promise<void>;
  readonly count: number;
  readonly last: SignedCheckpoint | undefined;
  readonly newest: Verification["checkpoints"];
}

const mostShown = 50;

/** Walks `checkpoints.jsonl` once; a checkpoint that is not validly signed or does not follow is reported. */
export function walkCheckpoints(options: {
  readonly dir: string;
  /** The file is taken to end here. */
  readonly until: number;
  readonly origin: string | undefined;
  readonly publicKey: KeyObject | undefined;
  readonly findings: Findings;
}): CheckpointWalk {
  const { origin, publicKey, findings } = options;
  const lines = readCheckpoints(bundleFiles(options.dir).checkpoints, options.until);
  const fingerprint = publicKey === undefined ? "unknown" : keyFingerprint(publicKey);
  const newest: Verification["checkpoints"][number][] = [];
  let count = 0;
  let last: SignedCheckpoint | undefined;
  let previous: string | undefined;
  let previousKnown = true;
  let ahead: SignedCheckpoint | undefined;

  /** What is wrong with a checkpoint, in the order of what a reader needs to know first. */
  function wrongWith(checkpoint: SignedCheckpoint): string | undefined {
    if (origin !== undefined && checkpoint.origin !== origin) return "speaks of another ledger";
    if (publicKey === undefined) return undefined;
    if (!checkpointIsSignedBy(checkpoint, publicKey))
      return "is not signed by the key in the header, or was altered";
    if (previousKnown && checkpoint.previous !== previous)
      return "does not follow the one before it: a checkpoint was taken out, put in or moved";
    return last !== undefined && checkpoint.size < last.size
      ? "covers fewer entries than the one before it"
      : undefined;
  }

  async function read(): Promise<SignedCheckpoint | undefined> {
    for (;;) {
      const step = await lines.next();
      if (step.done === true) return undefined;
      const line = step.value;
      if (line.kind === "torn") {
        findings.add("incomplete", "checkpoints.jsonl ends in a torn line.");
        continue;
      }
      count += 1;
      if (line.kind === "malformed") {
        findings.add("altered", `Checkpoint ${count} was altered: it is no signed checkpoint.`);
        previousKnown = false;
        continue;
      }
      const { checkpoint } = line;
      const wrong = wrongWith(checkpoint);
      previous = checkpoint.digest;
      previousKnown = publicKey !== undefined && checkpointIsSignedBy(checkpoint, publicKey);
      if (wrong !== undefined) {
        findings.add("altered", `Checkpoint ${count} (${checkpoint.size} entries) ${wrong}.`);
        continue;
      }
      last = checkpoint;
      newest.push({
        size: checkpoint.size,
        root: checkpoint.root.toString("hex"),
        at: checkpoint.at,
        keyFingerprint: fingerprint,
      });
      if (newest.length > mostShown) newest.shift();
      return checkpoint;
    }
  }

  return {
    get nextSize() {
      return ahead?.size ?? Number.POSITIVE_INFINITY;
    },
    async start() {
      ahead = await read();
    },
    async at(size) {
      const found: SignedCheckpoint[] = [];
      for (; ahead !== undefined && ahead.size <= size; ahead = await read())
        if (ahead.size === size) found.push(ahead);
      return found;
    },
    async finish() {
      while (ahead !== undefined) ahead = await read();
    },
    async close() {
      await lines.return(undefined);
    },
    get count() {
      return count;
    },
    get last() {
      return last;
    },
    get newest() {
      return newest;
    },
  };
}
