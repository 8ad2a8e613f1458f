import { artifactFormats, engineRules } from "../../assess/artifacts/index.ts";
import type { ArtifactReport, JsonValue, ScanReport } from "../../contracts/index.ts";
import { canonicalJson, sha256 } from "../../formats/index.ts";
import { scanRules } from "./scan-rules.ts";

export const scanPredicate = "https://bartizan.invalid/scan-verdict/v1";

/** What the scan was told to overlook: who relies on its verdict must be able to see it. */
export interface ScanPolicy {
  readonly require: "clean" | "no-unsafe";
  readonly only?: "artifacts" | "code";
  /** Of the file of suppressions. */
  readonly suppressions?: { readonly file: string; readonly sha256: string };
  readonly inlineIgnores: boolean;
}

/**
 * What a scan came to, as an in-toto statement v1: subjects are the files with their SHA-256, named from the one
 * root that was scanned; the predicate tells the verdict of each, the scanner, its rules, the policy and the time.
 *
 * @throws PROVENANCE_DOCUMENT_UNFIT where more than one root was scanned, or no file has a digest
 */
export async function scanStatement(report: ScanReport, policy: ScanPolicy): Promise<JsonValue> {
  // Only here: whoever writes no statement need not load what signs.
  const { provenanceErrors } = await import("../../assess/provenance/index.ts");
  const [root, ...more] = report.paths;
  const subject = report.artifacts.flatMap((artifact) =>
    artifact.sha256 === undefined
      ? []
      : [{ name: nameFrom(root ?? "", artifact.path), digest: { sha256: artifact.sha256 } }],
  );
  if (root === undefined || more.length > 0)
    throw provenanceErrors.documentUnfit("A statement speaks of exactly one file, folder or address.");
  if (subject.length === 0)
    throw provenanceErrors.documentUnfit("No file was read whole: there is no digest to speak of.");
  const { code } = report;
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject,
    predicateType: scanPredicate,
    predicate: {
      scanner: { name: report.tool.name, version: report.tool.version, rules: await rulesDigest() },
      policy: {
        require: policy.require,
        inlineIgnores: policy.inlineIgnores,
        ...(policy.only === undefined ? {} : { only: policy.only }),
        ...(policy.suppressions === undefined ? {} : { suppressions: { ...policy.suppressions } }),
      },
      scanned: root,
      startedAt: report.startedAt,
      finishedAt: report.finishedAt,
      verdict: report.verdict,
      files: report.artifacts.map((artifact) => ({
        name: nameFrom(root, artifact.path),
        format: artifact.format,
        verdict: artifact.verdict,
        suppressed: suppressedIn(artifact),
      })),
      ...(code === undefined
        ? {}
        : {
            code: { files: code.files, verdict: code.verdict, suppressed: code.suppressed.length },
          }),
      notes: report.notes,
    },
  };
}

/**
 * The statement of a scan, signed: a DSSE envelope in a Sigstore bundle, as all signatures here.
 *
 * @param key a private key, PEM: ECDSA on P-256, P-384 or P-521
 * @throws PROVENANCE_KEY_UNUSABLE, PROVENANCE_DOCUMENT_UNFIT
 */
export async function signedScanStatement(
  report: ScanReport,
  policy: ScanPolicy,
  key: { readonly pem: string; readonly shown: string; readonly passphrase?: string },
): Promise<string> {
  const { readSigningKey, signStatement } = await import("../../assess/provenance/index.ts");
  return signStatement(await scanStatement(report, policy), {
    key: readSigningKey(key.pem, key.shown, key.passphrase),
  });
}

/** Over every rule by its id, what it does to a verdict, and how grave it is: changes where any of these does. */
async function rulesDigest(): Promise<string> {
  // Only here: whoever writes no statement need not load the rules of code.
  const { codeRules } = await import("../../assess/code/index.ts");
  const artifact = [
    ...Object.values(scanRules),
    ...Object.values(engineRules),
    ...artifactFormats.flatMap(({ rules }) => rules),
  ].map(({ id, effect, severity }) => [id, effect, severity]);
  const code = Object.values(codeRules).map((rule) => [rule.id, rule.effect ?? "", rule.severity]);
  return sha256(Buffer.from(canonicalJson([...artifact, ...code].toSorted(byId))));
}

const byId = ([a = ""]: readonly string[], [b = ""]: readonly string[]): number =>
  a < b ? -1 : a > b ? 1 : 0;

const suppressedIn = ({ findings, members }: ArtifactReport): number =>
  findings.filter(({ suppressed }) => suppressed !== undefined).length +
  members.reduce((sum, member) => sum + suppressedIn(member), 0);

/** A file's name from the root: of a single file its own. */
function nameFrom(root: string, path: string): string {
  const folder = root.replace(/^\.\//, "").replace(/\/$/, "");
  if (path === folder || path === root) return path.slice(path.lastIndexOf("/") + 1);
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}
