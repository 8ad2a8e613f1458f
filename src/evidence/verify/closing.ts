import { isJsonObject } from "./json-object.ts";
import { canonicalJson } from "../../formats/index.ts";
import { closedType, closingStatement, parseClosing } from "../bundle/closing.ts";
import { bundleFiles, readAtMost } from "../bundle/files.ts";
import type { ReadHeader } from "../bundle/header.ts";
import { openEnvelope } from "../signing/dsse.ts";
import type { CheckpointWalk } from "./checkpoints.ts";
import type { Findings } from "./verification.ts";
import type { LedgerFacts } from "./words.ts";

const largestClosing = 4 * 1024 * 1024;

/** The closing file as it is now; undefined where there is none. */
export const readClosing = (dir: string): Promise<ClosingFile> =>
  readAtMost(bundleFiles(dir).closing, largestClosing);
export type ClosingFile = Buffer | "too-large" | undefined;

/** Checks the signed closing against the ledger. True when the bundle was closed, rightly or not. */
export function checkClosing(input: {
  readonly closing: ClosingFile;
  readonly header: ReadHeader | undefined;
  readonly facts: LedgerFacts;
  readonly walk: CheckpointWalk;
  readonly findings: Findings;
}): boolean {
  const { header, facts, walk, findings } = input;
  const last = facts.tail.at(-1);
  const text = input.closing;
  if (text === undefined) {
    if (last?.type === closedType)
      findings.add("incomplete", "The ledger was closed, but the signed closing is missing.", last.seq);
    return false;
  }
  const envelope = text === "too-large" ? undefined : parseClosing(text.toString("utf8"));
  if (envelope === undefined || header === undefined) {
    if (envelope === undefined)
      findings.add("altered", "The signed closing (closing.dsse.json) was altered.");
    return true;
  }
  const payload = openEnvelope(envelope, header.publicKey);
  if (payload === undefined) {
    findings.add("altered", "The signed closing is not signed by the key in the header, or was altered.");
    return true;
  }
  if (last?.type !== closedType) {
    findings.add(
      "cut",
      `The bundle was closed, but entry ${facts.lines} or a later one that ended the ledger is not its last.`,
    );
    return true;
  }
  const { closedAt, summary } = last.body;
  const expected = closingStatement({
    header: header.header,
    headerDigest: header.digest,
    ledgerDigest: facts.ledgerDigest,
    entries: facts.lines,
    root: facts.root,
    checkpoints: walk.count,
    lastCheckpoint: walk.last?.digest ?? "",
    closedAt: typeof closedAt === "string" ? closedAt : "",
    summary: isJsonObject(summary) ? summary : {},
  });
  if (!payload.equals(Buffer.from(canonicalJson(expected)))) sayWhatDiffers(payload, input);
  return true;
}

/** The payload was validly signed, so that it is what the writer said; it may still be anything. */
function sayWhatDiffers(
  payload: Buffer,
  { walk, facts, findings }: Parameters<typeof checkClosing>[0],
): void {
  const statement: unknown = parsed(payload);
  const predicate = isJsonObject(statement) ? statement["predicate"] : undefined;
  const { checkpoints, lastCheckpoint, root } = isJsonObject(predicate) ? predicate : {};
  if (checkpoints !== walk.count || lastCheckpoint !== walk.last?.digest)
    findings.add(
      "cut",
      `The closing speaks of ${Number(checkpoints)} checkpoints, and there are ${walk.count}: one was taken out or put in.`,
    );
  if (root !== facts.root && !findings.tampered)
    findings.add("altered", "The ledger is not the one that was closed.");
  if (!findings.tampered) findings.add("altered", "The closing does not belong to this header and ledger.");
}

function parsed(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString("utf8"));
  } catch {
    return undefined;
  }
}
