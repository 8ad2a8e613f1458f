import { expect } from "vitest";
import type { ArtifactReport } from "../../../contracts/index.ts";
import { memorySource } from "../../../formats/index.ts";
import { mutantsOf } from "../../../formats/testing/mutants.ts";
import type { ArtifactFormat } from "../artifact-format.ts";
import { allFindings, examineArtifact } from "../engine/examine.ts";

/** Files beside the one examined, by name. */
export type Beside = Readonly<Record<string, Uint8Array>>;

/** Examines bytes as one of these formats, by their content. */
export function examineBytes(
  bytes: Uint8Array,
  formats: readonly ArtifactFormat[],
  name = "file",
  beside: Beside = {},
): Promise<ArtifactReport> {
  return examineArtifact(memorySource(bytes), name, {
    formats,
    loaders: [],
    siblings: Object.keys(beside),
    sibling: (other) => {
      const found = beside[other];
      return Promise.resolve(found === undefined ? undefined : memorySource(found));
    },
  });
}

/** The verdict and the rules that were broken, for one look. */
export function outcomeOf(report: ArtifactReport): readonly [verdict: string, ...rules: string[]] {
  return [report.verdict, ...new Set(allFindings(report).map(({ rule }) => rule))];
}

/** No damage makes a parser crash, and nothing that a parser broke off at is clean. */
export async function expectNoFalseClean(
  file: Uint8Array,
  formats: readonly ArtifactFormat[],
  seed: number,
  beside: Beside = {},
): Promise<void> {
  for (const { bytes, how } of mutantsOf(file, seed)) {
    const report = await examineBytes(bytes, formats, "file", beside);
    const broken = allFindings(report).find(({ rule }) => rule === "artifact/not-readable-to-the-end");
    expect(broken?.description ?? "", how).not.toContain("the parser failed");
    if (broken !== undefined) expect(report.verdict, how).not.toBe("clean");
  }
}
