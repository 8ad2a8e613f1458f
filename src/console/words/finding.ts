import type { TriagedFinding } from "../../contracts/index.ts";

export interface FindingNarrowing {
  readonly q?: string | undefined;
  readonly state?: string | undefined;
  readonly severity?: string | undefined;
}

/** An acceptance that has passed its date counts as open, here as everywhere. */
export function stateOf(
  finding: Pick<TriagedFinding, "triage" | "expired">,
): TriagedFinding["triage"]["state"] {
  return finding.expired ? "open" : finding.triage.state;
}

export function narrowFindings(
  findings: readonly TriagedFinding[],
  by: FindingNarrowing,
): readonly TriagedFinding[] {
  const words = (by.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return findings.filter((finding) => {
    if (by.state !== undefined && stateOf(finding) !== by.state) return false;
    if (by.severity !== undefined && finding.severity !== by.severity) return false;
    const text = [
      finding.id,
      finding.title,
      finding.check,
      finding.target,
      finding.intent,
      ...finding.references,
    ]
      .join(" ")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
