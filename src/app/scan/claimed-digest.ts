import type { ArtifactReport } from "../../contracts/index.ts";
import { findingOf, verdictOfFindings, worstVerdict } from "../../assess/artifacts/index.ts";
import type { ClaimedDigest } from "../../targets/index.ts";
import { scanRules } from "./scan-rules.ts";

/**
 * The report with what the location claims of the file: compared where every byte was read, told as a claim and
 * nothing more elsewhere.
 */
export function compareClaim(report: ArtifactReport, claimed: ClaimedDigest | undefined): ArtifactReport {
  if (claimed === undefined) return report;
  const { sha256, by } = claimed;
  if (report.sha256 === undefined)
    return { ...report, facts: { ...report.facts, "sha256 claimed": `${sha256} (${by}, not checked)` } };
  if (report.sha256 === sha256)
    return { ...report, facts: { ...report.facts, "sha256 confirmed": `as ${by} says` } };
  const description = `${by} says ${sha256}, the bytes that came are ${report.sha256}.`;
  const findings = [...report.findings, findingOf(scanRules.claim, { description }, report.path)];
  return { ...report, findings, verdict: worstVerdict([report.verdict, verdictOfFindings(findings)]) };
}
