import type { KeyObject } from "node:crypto";
import type { Entry } from "../ledger/entry.ts";
import type { SignedCheckpoint } from "../signing/checkpoint.ts";
import { keyFingerprint } from "../signing/key.ts";
import type { CheckpointWalk } from "./checkpoints.ts";
import type { Findings, VerifyOptions } from "./verification.ts";

/** What reading the ledger gave. */
export interface LedgerFacts {
  /** Complete lines. */
  readonly lines: number;
  readonly root: string;
  /** SHA-256 of the file, hex. */
  readonly ledgerDigest: string;
  /** Checkpoints whose root the lines have. */
  readonly matched: number;
  /** Entries covered by the newest valid checkpoint of the bundle. */
  readonly signed: number;
  /** Entries covered by the newest checkpoint kept elsewhere. */
  readonly keptSize: number | undefined;
  readonly tail: readonly Entry[];
}

/** The sentences that say what the answer rests on, and what it does not speak of. */
export function sayWhatWasChecked(input: {
  readonly options: VerifyOptions;
  readonly publicKey: KeyObject | undefined;
  readonly walk: CheckpointWalk;
  readonly facts: LedgerFacts;
  readonly closed: boolean;
  readonly kept: readonly SignedCheckpoint[];
  readonly findings: Findings;
}): { readonly checked: readonly string[]; readonly notChecked: readonly string[] } {
  const { options, publicKey, walk, facts, closed } = input;
  const checked = [
    `${counted(facts.lines, "entry", "entries")}: each line, and that each follows the one before it (SHA-256).`,
  ];
  const notChecked: string[] = [];
  if (walk.count > 0)
    checked.push(
      `${counted(walk.count, "checkpoint", "checkpoints")}: signature, order, and the Merkle root at each (${Math.min(facts.matched, walk.count)} ${facts.matched === 1 ? "matches" : "match"}).`,
    );
  if (closed) checked.push("The closing: signature, header, ledger and root.");
  if (publicKey === undefined) notChecked.push("Any signature: the header gives no readable key.");
  else if (options.key === undefined)
    notChecked.push(
      `Who wrote it: no key was given. The signatures fit the key in the header (${keyFingerprint(publicKey)}), but whoever rewrites everything can put in a key of their own.`,
    );
  else checked.push(`The key: the bundle's is compared with the one given (${keyFingerprint(options.key)}).`);
  if (input.kept.length > 0)
    checked.push(
      `The checkpoint kept elsewhere: the first ${counted(facts.keptSize ?? 0, "entry is", "entries are")} compared with it.`,
    );
  else
    notChecked.push(
      "Whether an older state or another copy was put in its place: no checkpoint kept elsewhere was given.",
    );
  if (!closed && facts.lines > facts.signed)
    notChecked.push(
      `Entries ${facts.signed} to ${facts.lines - 1} stand behind the newest checkpoint: only the chain holds them, and nothing holds the last.`,
    );
  return { checked, notChecked };
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
