import type { ArtifactReport, ScanFinding } from "../../../contracts/index.ts";
import { findingOf } from "../engine/examine.ts";
import { jinjaRules } from "./rules.ts";

/**
 * The templates in a file, and in everything inside of it, that are none of those known to be good.
 *
 * @param known SHA-256 of good templates as text in UTF-8, in hex; with none there is nothing to compare with
 * @returns a finding for each other template; who adds them to a report works the verdict out anew
 * @example templateDrift(report, new Set(["2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"]))
 */
export function templateDrift(report: ArtifactReport, known: ReadonlySet<string>): readonly ScanFinding[] {
  if (known.size === 0) return [];
  const digest = report.format === "jinja" ? report.facts["template-sha256"] : undefined;
  const own =
    typeof digest === "string" && !known.has(digest)
      ? [findingOf(jinjaRules.drift, { description: `Its digest is ${digest}.` }, report.path)]
      : [];
  return [...own, ...report.members.flatMap((member) => templateDrift(member, known))];
}
