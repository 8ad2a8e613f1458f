import type { ArtifactReport } from "../../contracts/index.ts";
import { findingOf, verdictOfFindings } from "../../assess/artifacts/index.ts";
import { visibleText } from "../../formats/index.ts";
import { scanRules } from "./scan-rules.ts";

const unknownRule = "artifact/unknown-format";
const unexplainedRule = "artifact/unexplained-bytes";
const packings: ReadonlySet<string> = new Set(["zstd", "gzip", "zlib"]);

/** A file that opened another one, by this name. */
export interface Describer {
  readonly report: ArtifactReport;
  readonly name: string;
}

/**
 * Raw numbers have no format of their own: of a file that nobody can name, those bytes are explained that a model
 * beside it says its tensors are at, packed or not. Only its being unknown is excused, and only as far as the model accounts for it:
 * bytes that belong to no tensor stay unexplained. Any format that is known stands.
 */
export function dataOfOthers(report: ArtifactReport, describers: readonly Describer[]): ArtifactReport {
  if (!isNameless(report) && !isPacked(report)) return report;
  const [best] = describers
    .flatMap(({ report: by, name }) => {
      const data = by.members.find(
        ({ path, format }) => format === "data" && path === `${by.path}!/${visibleText(name)}`,
      );
      return data?.bytes === report.bytes ? [{ by, data }] : [];
    })
    .toSorted((a, b) => b.data.bytesExamined - a.data.bytesExamined);
  if (best === undefined) return report;
  const { by, data } = best;
  const findings = [
    findingOf(scanRules.elsewhere, { description: `${by.path} keeps tensors in this file.` }, report.path),
    ...data.findings.map((finding) => ({ ...finding, place: { ...finding.place, path: report.path } })),
  ];
  return {
    ...report,
    bytesExamined: data.bytesExamined,
    members: [],
    regions: data.regions.map((region) => ({ ...region, what: `${region.what} of ${by.path}` })),
    findings,
    verdict: verdictOfFindings(findings),
  };
}

function isNameless({ format, findings }: ArtifactReport): boolean {
  return format === "unknown" && findings.length === 1 && findings[0]?.rule === unknownRule;
}

/** Chunks of arrays are packed one by one: what comes out of them has no name either, and an index may follow. */
function isPacked({ format, findings, members }: ArtifactReport): boolean {
  return (
    packings.has(format) &&
    findings.every(({ rule }) => rule === unexplainedRule) &&
    members.every((member) => isNameless(member) || member.verdict === "clean")
  );
}
