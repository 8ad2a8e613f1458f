import { realpath, stat } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import { worstVerdict } from "../../assess/artifacts/index.ts";
import {
  checkSigner,
  hashSource,
  provenanceErrors,
  readSignatureBundle,
  type SignerFound,
} from "../../assess/provenance/index.ts";
import { scanVerdicts, type ScanVerdict } from "../../contracts/index.ts";
import { fileSource, parseJson, readBounded, visibleText } from "../../formats/index.ts";
import { scanPredicate } from "../scan/scan-statement.ts";
import { walk } from "../scan/walk.ts";
import { readTrust, type TrustNamed } from "./read-trust.ts";

export interface PromotionRequest {
  /** The statement that `bartizan scan --statement` wrote. */
  readonly statement: string;
  readonly require: "clean" | "no-unsafe";
  /** What is to be promoted: a file or folder whose files must be those of the statement. */
  readonly subject?: string;
  /** Milliseconds since the scan ended. */
  readonly maxAgeMs?: number;
  readonly trust: TrustNamed;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

export interface PromotionCheck {
  readonly schemaVersion: "bartizan.promotion-check/v1";
  /** `undecided`: nothing speaks against it, but who signed was not checked. */
  readonly decision: "promote" | "refuse" | "undecided";
  /** What speaks against it. */
  readonly reasons: readonly string[];
  /** The worst that the statement tells of anything in it. */
  readonly verdict: ScanVerdict;
  readonly scanner: { readonly name: string; readonly version: string; readonly rules: string };
  readonly scanned: string;
  readonly finishedAt: string;
  readonly files: number;
  /** Findings that somebody decided not to count. */
  readonly suppressed: number;
  readonly signer?: SignerFound;
  readonly notChecked: readonly string[];
}

const largest = 256 * 1024 * 1024;
const mostReasons = 100;
/** Clocks of two machines differ by this at most. */
const skewMs = 5 * 60_000;

const verdict = z.enum(scanVerdicts);
const text = z.string().max(4096);
const count = z.int().nonnegative();
const statementSchema = z.object({
  _type: z.literal("https://in-toto.io/Statement/v1"),
  predicateType: z.literal(scanPredicate),
  subject: z
    .array(z.object({ name: text, digest: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }) }))
    .min(1),
  predicate: z.object({
    scanner: z.object({ name: text, version: text, rules: text }),
    policy: z.object({ only: z.enum(["artifacts", "code"]).optional() }),
    scanned: text,
    finishedAt: z.iso.datetime(),
    verdict,
    files: z.array(z.object({ name: text, verdict, suppressed: count })).min(1),
    code: z.object({ verdict, suppressed: count }).optional(),
  }),
});

/**
 * Whether what a scan's statement speaks of may be promoted. Everything counts against it that does not hold:
 * another signer, a file that is not in it, one that was not read whole, an age, a verdict. Told with it are the
 * digests of the files that the statement speaks of.
 *
 * @throws PROVENANCE_*, FORMATS_*, SCAN_NOT_FOUND
 */
export async function checkScanStatement(
  request: PromotionRequest,
  now: Date,
): Promise<{ readonly check: PromotionCheck; readonly digests: readonly string[] }> {
  const { statement: file, require, subject, maxAgeMs } = request;
  const bytes = await readBounded(file, largest);
  const bundle = readSignatureBundle(bytes, file);
  const read = statementSchema.safeParse(
    parseJson(bundle.payload, { file, limits: { maxLength: largest, maxDepth: 64 } }),
  );
  if (!read.success) throw provenanceErrors.documentUnfit("It is no statement of a scan.", { file });
  const { predicate, subject: subjects } = read.data;
  const signer = checkSigner(bundle, await readTrust(request.trust, now));
  const digests = new Map(subjects.map(({ name, digest }) => [name, digest.sha256]));
  const worst = worstVerdict([
    predicate.verdict,
    ...predicate.files.map((one) => one.verdict),
    ...(predicate.code === undefined ? [] : [predicate.code.verdict]),
  ]);
  const reasons: string[] = [];
  if (signer.problem !== undefined) reasons.push(signer.problem.message);
  if (worst !== "clean" && !(worst === "review" && require === "no-unsafe"))
    reasons.push(`The verdict is ${worst}; ${require} was asked for.`);
  if (predicate.policy.only === "code") reasons.push("Only code was looked at, no files.");
  const named = new Set(predicate.files.map(({ name }) => name));
  if (named.size !== predicate.files.length || digests.size !== subjects.length)
    reasons.push("It names one file twice.");
  for (const name of new Set([...named, ...digests.keys()]))
    if (!named.has(name) || !digests.has(name))
      reasons.push(`${visibleText(name)} has ${named.has(name) ? "no digest" : "no verdict"}.`);
  const age = now.getTime() - Date.parse(predicate.finishedAt);
  if (age < -skewMs) reasons.push(`It is of the future: ${predicate.finishedAt}.`);
  if (maxAgeMs !== undefined && age > maxAgeMs) reasons.push(`It is too old: ${predicate.finishedAt}.`);
  if (subject !== undefined) reasons.push(...(await differences(subject, digests, request)));
  const refused = reasons.length > 0;
  const check: PromotionCheck = {
    schemaVersion: "bartizan.promotion-check/v1",
    decision: refused ? "refuse" : signer.signer === undefined ? "undecided" : "promote",
    reasons: reasons.slice(0, mostReasons),
    verdict: worst,
    scanner: predicate.scanner,
    scanned: predicate.scanned,
    finishedAt: predicate.finishedAt,
    files: predicate.files.length,
    suppressed:
      predicate.files.reduce((sum, one) => sum + one.suppressed, 0) + (predicate.code?.suppressed ?? 0),
    ...(signer.signer === undefined ? {} : { signer: signer.signer }),
    notChecked: [
      ...signer.notChecked,
      ...(subject === undefined ? ["whether these files are what is promoted: give `--subject`"] : []),
      ...(maxAgeMs === undefined ? ["the age of the scan: give `--max-age`"] : []),
    ],
  };
  return { check, digests: [...digests.values()] };
}

/** Where what lies here is not what was scanned. A folder has the same files by the same names, and no others. */
async function differences(
  subject: string,
  digests: ReadonlyMap<string, string>,
  { statement, cwd, signal }: PromotionRequest,
): Promise<readonly string[]> {
  const walked = await walk([subject], cwd, signal);
  const own = await realpath(statement);
  const folder = (await stat(subject)).isDirectory();
  const prefix = subject.endsWith("/") ? subject : `${subject}/`;
  const known = new Set(digests.values());
  const left = new Set(digests.keys());
  const wrong = [
    ...walked.obstacles.map(({ path }) => `${visibleText(basename(path))} cannot be read.`),
    // Its history is no part of a model; whatever else the scan passes over may be loaded.
    ...walked.skipped
      .filter((path) => !/(?:^|\/)\.(?:git|hg|svn)$/.test(path))
      .map((path) => `${visibleText(path)} was not scanned.`),
  ];
  for (const { path, file } of walked.files) {
    if (file === own) continue;
    const name = path.startsWith(prefix) ? path.slice(prefix.length) : basename(path);
    const source = await fileSource(file);
    try {
      const digest = await hashSource(source, "sha256", { signal });
      if (folder ? digests.get(name) !== digest : !known.has(digest))
        wrong.push(`${visibleText(name)} is not a file that was scanned.`);
      left.delete(name);
    } finally {
      await source.close();
    }
  }
  if (folder) for (const name of left) wrong.push(`${visibleText(name)} was scanned, and is not there.`);
  return wrong;
}
