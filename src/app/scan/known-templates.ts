import { templateDrift, verdictOfFindings, worstVerdict } from "../../assess/artifacts/index.ts";
import type { ArtifactReport } from "../../contracts/index.ts";
import { readFile, stat } from "node:fs/promises";
import { scanErrors } from "./errors.ts";

const largest = 4_000_000;
const digest = /^([0-9a-f]{64})(?:[ \t*]|$)/i;

/**
 * The digests of chat templates that somebody has looked at: one SHA-256 in each line, with or without a name behind
 * it, as `sha256sum` writes them. Lines that begin with `#` say something about them.
 *
 * @throws SCAN_TEMPLATES_UNFIT
 */
export async function readKnownTemplates(file: string): Promise<ReadonlySet<string>> {
  let text: string;
  try {
    if ((await stat(file)).size > largest)
      throw scanErrors.templatesUnfit(`${file} has more than ${largest} bytes.`, { file });
    text = await readFile(file, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "exit" in cause) throw cause;
    throw scanErrors.templatesUnfit(`${file} cannot be read.`, { file }, { cause });
  }
  const known = new Set<string>();
  for (const [i, line] of text.split("\n").entries()) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    const found = digest.exec(trimmed)?.[1];
    if (found === undefined)
      throw scanErrors.templatesUnfit(`Line ${i + 1} of ${file} begins with no SHA-256.`, { file });
    known.add(found.toLowerCase());
  }
  // An empty list would let every template pass without a word.
  if (known.size === 0) throw scanErrors.templatesUnfit(`${file} names no template.`, { file });
  return known;
}

/** The report with a finding for each chat template in it that is none of those known. */
export function compareTemplates(report: ArtifactReport, known: ReadonlySet<string>): ArtifactReport {
  const drift = templateDrift(report, known);
  if (drift.length === 0) return report;
  const findings = [...report.findings, ...drift];
  return { ...report, findings, verdict: worstVerdict([report.verdict, verdictOfFindings(findings)]) };
}
