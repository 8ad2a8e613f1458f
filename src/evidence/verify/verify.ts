import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { lstat } from "node:fs/promises";
import { BartizanError } from "../../errors/index.ts";
import { sha256 } from "../../formats/index.ts";
import { bundleFiles, readAtMost } from "../bundle/files.ts";
import { largestHeader, parseHeader, type ReadHeader } from "../bundle/header.ts";
import { evidenceErrors } from "../errors.ts";
import { isMalformed, longestLine, parseEntry, type Entry } from "../ledger/entry.ts";
import { readLines } from "../ledger/lines.ts";
import { createTree, leafHash } from "../merkle/tree.ts";
import { checkpointIsSignedBy, originOf, type SignedCheckpoint } from "../signing/checkpoint.ts";
import { keyFingerprint } from "../signing/key.ts";
import { createBlobCheck, mayReferToBlob } from "./blobs.ts";
import { createChain } from "./chain.ts";
import { walkCheckpoints, type CheckpointWalk } from "./checkpoints.ts";
import { checkClosing, readClosing, type ClosingFile } from "./closing.ts";
import { createFindings, type Findings, type Verification, type VerifyOptions } from "./verification.ts";
import { sayWhatWasChecked, type LedgerFacts } from "./words.ts";

/**
 * Examines a bundle from its files alone: reads every line once, in memory bounded by its number of blobs,
 * in time linear in its size, and says which entry was altered, cut, inserted or moved. Content is taken
 * for hostile; whatever it holds becomes a problem in the answer, never an exception.
 *
 * @throws EVIDENCE_NOT_A_BUNDLE when the folder holds none of the files of a bundle
 * @example
 * const { state, problems } = await verifyBundle(dir, { key: await readPublicKey("ed25519.pub.pem") });
 */
export async function verifyBundle(dir: string, options: VerifyOptions = {}): Promise<Verification> {
  const files = bundleFiles(dir);
  if (![files.header, files.ledger, files.checkpoints, files.closing].some((path) => existsSync(path)))
    throw evidenceErrors.notABundle(`There is no bundle in ${dir}.`, { file: dir });
  const findings = createFindings();
  try {
    return await examine(dir, options, findings);
  } catch (cause) {
    const why =
      cause instanceof BartizanError ? cause.message : ((cause as NodeJS.ErrnoException).code ?? "unknown");
    findings.add("unreadable", `The bundle could not be examined to the end (${why.slice(0, 300)}).`);
    return { ...unexamined, problems: findings.list() };
  }
}

const unexamined: Verification = {
  schemaVersion: "bartizan.verification/v1",
  id: "unknown",
  kind: "unknown",
  state: "unreadable",
  entries: 0,
  root: "",
  problems: [],
  checked: [],
  notChecked: ["Anything: the bundle could not be read."],
  checkpoints: [],
  tail: [],
};

async function examine(dir: string, options: VerifyOptions, findings: Findings): Promise<Verification> {
  const { header, digest } = await examineHeader(dir, findings);
  const publicKey = header?.publicKey;
  if (options.key !== undefined && publicKey !== undefined && !publicKey.equals(options.key))
    findings.add(
      "key",
      `The bundle was written with the key ${keyFingerprint(publicKey)}, not with the key given (${keyFingerprint(options.key)}).`,
    );
  const origin = header === undefined ? undefined : originOf(header.header.kind, header.header.id);
  const moment = await momentOf(dir);
  const walk = walkCheckpoints({ dir, until: moment.checkpoints, origin, publicKey, findings });
  try {
    await walk.start();
    return await examineWith(walk, { dir, moment, options, header, digest, findings });
  } finally {
    await walk.close();
  }
}

async function examineWith(
  walk: CheckpointWalk,
  input: {
    readonly dir: string;
    readonly moment: Moment;
    readonly options: VerifyOptions;
    readonly header: ReadHeader | undefined;
    readonly digest: string;
    readonly findings: Findings;
  },
): Promise<Verification> {
  const { dir, moment, options, header, digest, findings } = input;
  const publicKey = header?.publicKey;
  const kept = keptElsewhere(options, header, findings);
  const blobs = await createBlobCheck(dir, findings);
  const facts = await examineLedger({ dir, until: moment.ledger, digest, walk, kept, blobs, findings });
  const closed = checkClosing({ closing: moment.closing, header, facts, walk, findings });
  const complete = closed || (header?.header.kind === "workspace" && walk.last?.size === facts.lines);
  if (!complete && !findings.tampered) findings.add("incomplete", whyIncomplete(header, facts, walk));
  const words = sayWhatWasChecked({ options, publicKey, walk, facts, closed, kept, findings });
  const { checked, notChecked } = blobs.summary();
  return {
    schemaVersion: "bartizan.verification/v1",
    id: header?.header.id ?? "unknown",
    kind: header?.header.kind ?? "unknown",
    state: stateOf(findings, complete),
    entries: facts.lines,
    root: facts.root,
    problems: findings.list(),
    checked: [...words.checked, ...checked],
    notChecked: [...words.notChecked, ...notChecked],
    checkpoints: walk.newest,
    tail: facts.tail.map(({ seq, type, at, digest: own, prev }) => ({ seq, type, at, digest: own, prev })),
  };
}

/** A bundle at one moment, also while it is being written. */
interface Moment {
  readonly closing: ClosingFile;
  /** Sizes of the files in bytes. */
  readonly checkpoints: number;
  readonly ledger: number;
}

/**
 * What is written last is looked at first: then whatever a checkpoint or the closing speaks of is in the
 * ledger already, and, as keys are read after this, no entry lacks its key only because it is new.
 */
async function momentOf(dir: string): Promise<Moment> {
  const files = bundleFiles(dir);
  const sizeOf = async (path: string): Promise<number> => {
    const facts = await lstat(path).catch(() => undefined);
    return facts?.isFile() === true ? facts.size : Number.POSITIVE_INFINITY;
  };
  const closing = await readClosing(dir);
  const checkpoints = await sizeOf(files.checkpoints);
  return { closing, checkpoints, ledger: await sizeOf(files.ledger) };
}

function stateOf(findings: Findings, complete: boolean): Verification["state"] {
  if (findings.tampered) return "altered";
  if (findings.has("unreadable")) return "unreadable";
  return complete && !findings.has("incomplete") ? "intact" : "incomplete";
}

const whyIncomplete = (header: ReadHeader | undefined, facts: LedgerFacts, walk: CheckpointWalk): string =>
  header?.header.kind === "workspace"
    ? `Entries from ${walk.last?.size ?? 0} to ${facts.lines - 1} are not covered by a signed checkpoint yet.`
    : "The bundle was not closed: its run was interrupted, is still going on, or its end was cut off.";

/** Reads the header as far as it can be read: its bytes alone tell whether the ledger was started with it. */
async function examineHeader(
  dir: string,
  findings: Findings,
): Promise<{ readonly header: ReadHeader | undefined; readonly digest: string }> {
  const file = bundleFiles(dir).header;
  const bytes = await readAtMost(file, largestHeader);
  if (bytes === undefined) {
    findings.add("missing", "The header (bundle.json) is missing.");
    return { header: undefined, digest: "" };
  }
  if (bytes === "too-large") {
    findings.add("altered", "The header (bundle.json) was altered: it is larger than any header.");
    return { header: undefined, digest: "" };
  }
  try {
    const header = parseHeader(bytes, file);
    return { header, digest: header.digest };
  } catch (cause) {
    if (!(cause instanceof BartizanError) || cause.code === "EVIDENCE_NEWER_SCHEMA") throw cause;
    findings.add("altered", `The header (bundle.json) was altered: ${cause.message}`);
    return { header: undefined, digest: sha256(bytes) };
  }
}

/** The checkpoints from elsewhere that speak of this ledger and are signed by the right key. */
function keptElsewhere(
  options: VerifyOptions,
  header: ReadHeader | undefined,
  findings: Findings,
): readonly SignedCheckpoint[] {
  const key = options.key ?? header?.publicKey;
  const origin = header === undefined ? undefined : originOf(header.header.kind, header.header.id);
  return (options.checkpoints ?? []).filter((checkpoint) => {
    const name = `The checkpoint kept elsewhere (${checkpoint.size} entries)`;
    if (origin !== undefined && checkpoint.origin !== origin) {
      findings.add("altered", `${name} speaks of another ledger: this is not the bundle it was taken from.`);
      return false;
    }
    if (key !== undefined && !checkpointIsSignedBy(checkpoint, key)) {
      findings.add("key", `${name} is not signed by the key of this bundle.`);
      return false;
    }
    return true;
  });
}

const tailLength = 12;

async function examineLedger(input: {
  readonly dir: string;
  readonly until: number;
  readonly digest: string;
  readonly walk: CheckpointWalk;
  readonly kept: readonly SignedCheckpoint[];
  readonly blobs: Awaited<ReturnType<typeof createBlobCheck>>;
  readonly findings: Findings;
}): Promise<LedgerFacts> {
  const { walk, findings, blobs } = input;
  const chain = createChain(input.digest, findings);
  const tree = createTree();
  const ledgerHash = createHash("sha256");
  const tail: Entry[] = [];
  const kept = input.kept.toSorted((a, b) => a.size - b.size);
  let keptAt = 0;
  let signed = 0;
  let matched = 0;
  let torn = 0;
  // The first size at which the root is not the signed one; a tampered entry explains it.
  let unlike: number | undefined;

  async function compareWithCheckpoints(): Promise<void> {
    const own = await walk.at(tree.size);
    const elsewhere: SignedCheckpoint[] = [];
    for (let one = kept[keptAt]; one !== undefined && one.size <= tree.size; one = kept[++keptAt])
      if (one.size === tree.size) elsewhere.push(one);
    for (const checkpoint of [...own, ...elsewhere]) {
      const whole = chain.next === tree.size;
      if (whole && tree.size > 0) chain.signedHead(checkpoint.head, signed);
      if (tree.root().equals(checkpoint.root)) matched += 1;
      else unlike ??= tree.size;
      signed = tree.size;
    }
  }

  for await (const lines of readLines(bundleFiles(input.dir).ledger, longestLine, input.until)) {
    for (const line of lines) {
      if (line.kind === "torn") {
        torn = line.bytes.length;
        ledgerHash.update(line.bytes);
        continue;
      }
      if (line.kind === "overlong") {
        chain.malformed(`longer than ${longestLine} bytes`);
        tree.add(leafHash(Buffer.alloc(0)));
        continue;
      }
      ledgerHash.update(line.bytes).update("\n");
      tree.add(leafHash(line.bytes));
      const entry = parseEntry(line.bytes);
      if (isMalformed(entry)) chain.malformed(entry.malformed);
      else {
        chain.entry(entry);
        if (mayReferToBlob(line.bytes)) await blobs.entry(entry);
        tail.push(entry);
        if (tail.length > tailLength) tail.shift();
      }
      if (tree.size >= walk.nextSize || tree.size >= (kept[keptAt]?.size ?? Number.POSITIVE_INFINITY))
        await compareWithCheckpoints();
    }
  }
  await walk.finish();
  chain.end(Math.max(walk.last?.size ?? 0, kept.at(-1)?.size ?? 0));
  if (unlike !== undefined && !findings.tampered)
    findings.add("altered", `The first ${unlike} entries are not those that a checkpoint was signed for.`);
  if (torn > 0) findings.add("incomplete", `The ledger ends in a torn line of ${torn} bytes.`);
  return {
    lines: tree.size,
    root: tree.root().toString("hex"),
    ledgerDigest: ledgerHash.digest("hex"),
    matched,
    signed: walk.last?.size ?? 0,
    keptSize: kept.at(-1)?.size,
    tail,
  };
}
