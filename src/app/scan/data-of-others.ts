import type { ArtifactReport } from "../../contracts/index.ts";
import { findingOf } from "../../assess/artifacts/index.ts";
import { scanRules } from "./scan-rules.ts";

const unknownRule = "artifact/unknown-format";
/** Formats that keep raw numbers in files beside them. Of others a name is no explanation. */
const describing = ["onnx", "openvino", "orbax", "saved", "tensorflow", "zarr"];

/**
 * Raw numbers have no format of their own: a file that nobody can name, and that a model beside it keeps its
 * tensors in, is explained by that model. Only its being unknown is excused; any format that is known stands.
 */
export function dataOfOthers(report: ArtifactReport, by: ArtifactReport | undefined): ArtifactReport {
  if (by === undefined || report.format !== "unknown") return report;
  if (!describing.some((id) => by.format.startsWith(id))) return report;
  if (report.findings.length !== 1 || report.findings[0]?.rule !== unknownRule) return report;
  return {
    ...report,
    bytesExamined: report.bytes,
    regions: [{ start: 0, end: report.bytes, what: `data of ${by.path}` }],
    findings: [
      findingOf(scanRules.elsewhere, { description: `${by.path} keeps tensors in this file.` }, report.path),
    ],
    verdict: "clean",
  };
}
