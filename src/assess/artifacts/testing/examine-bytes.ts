import type { ArtifactReport, ScanVerdict } from "../../../contracts/index.ts";
import { memorySource } from "../../../formats/index.ts";
import { mutantsOf } from "../../../formats/testing/mutants.ts";
import type { ExaminationLimits } from "../artifact-format.ts";
import { allFindings, examineArtifact } from "../engine/examine.ts";
import { items } from "../items.generated.ts";

/** Examines bytes with all formats, for tests. */
export function examineBytes(
  bytes: Uint8Array,
  name = "model.bin",
  limits: Partial<ExaminationLimits> = {},
): Promise<ArtifactReport> {
  return examineArtifact(memorySource(bytes), name, { formats: items, loaders: [], limits });
}

/** The rules of all findings, of members too, each once and in order. */
export function rulesOf(report: ArtifactReport): readonly string[] {
  return [...new Set(allFindings(report).map(({ rule }) => rule))].sort();
}

/** Everything was explained, nothing found. */
export function isClean(report: ArtifactReport): boolean {
  return report.verdict === "clean" && report.bytesExamined === report.bytes;
}

/**
 * Examines damaged copies of a file. What is returned must be empty: each is a copy for which a parser failed,
 * or which passes although a byte of it is unexplained or something in it is broken.
 */
export async function wronglyPassed(file: Uint8Array, seed: number, count?: number): Promise<string[]> {
  const wrong: string[] = [];
  for (const { bytes, how } of mutantsOf(file, seed, count)) {
    const report = await examineBytes(bytes);
    const failed = allFindings(report).find(({ description }) => description.includes("the parser failed"));
    if (failed !== undefined) wrong.push(`${how}: ${failed.description}`);
    if (hasFalseClean(report)) wrong.push(`${how}: clean with unexplained bytes`);
  }
  return wrong;
}

const clean: ScanVerdict = "clean";
function hasFalseClean(report: ArtifactReport): boolean {
  if (report.verdict !== clean) return false;
  return report.bytesExamined < report.bytes || report.members.some((member) => hasFalseClean(member));
}
