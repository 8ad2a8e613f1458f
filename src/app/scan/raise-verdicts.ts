import { worstVerdict } from "../../assess/artifacts/index.ts";
import type { ArtifactReport, CodeReport, ScanVerdict } from "../../contracts/index.ts";

/**
 * The files with what the review of their code says of them: a script whose bytes are in order and whose code runs what
 * a model writes is not clean, and code that was not read to its end is not complete. Done once, before anybody reads
 * the report, so that every form of it tells the same.
 */
export function raiseVerdicts(
  artifacts: readonly ArtifactReport[],
  code: CodeReport | undefined,
): readonly ArtifactReport[] {
  if (code === undefined) return artifacts;
  const raised = new Map<string, ScanVerdict>();
  const raise = (path: string, verdict: ScanVerdict): void => {
    raised.set(path, worstVerdict([raised.get(path) ?? "clean", verdict]));
  };
  for (const { effect, place, suppressed } of code.findings)
    if (effect !== "note" && suppressed === undefined) raise(place.path, effect);
  for (const { path } of code.incomplete) raise(path, "incomplete");
  return artifacts.map((artifact) => {
    const verdict = worstVerdict([artifact.verdict, raised.get(artifact.path) ?? "clean"]);
    return verdict === artifact.verdict ? artifact : { ...artifact, verdict };
  });
}
