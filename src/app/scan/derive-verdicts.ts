import { verdictOfFindings, worstVerdict } from "../../assess/artifacts/index.ts";
import type { ArtifactReport, CodeReport, ScannedPart, ScanReport } from "../../contracts/index.ts";
import { raiseVerdicts } from "./raise-verdicts.ts";

type Parts = Pick<ScanReport, "artifacts" | "code">;

/**
 * Files and code with the verdicts that their findings give them. A report that comes from a bundle may have been
 * written by anybody: a verdict in it can be worse than its findings, never better.
 */
export function deriveVerdicts({ artifacts, code: told }: Parts): Parts {
  const code = told === undefined ? undefined : deriveCode(told);
  return {
    artifacts: raiseVerdicts(artifacts.map(deriveArtifact), code),
    ...(code === undefined ? {} : { code }),
  };
}

/** The verdict of a whole report: no better than any of its parts, nor than what it says itself. */
export const deriveWhole = (told: ScanReport["verdict"], { artifacts, code }: Parts): ScanReport["verdict"] =>
  worstVerdict([
    told,
    ...artifacts.map(({ verdict }) => verdict),
    ...(code === undefined ? [] : [code.verdict]),
  ]);

/** The parts of a manifest, each no better than the files and the code that lie at its path. */
export const deriveSystemParts = (
  parts: readonly ScannedPart[],
  { artifacts, code }: Parts,
): readonly ScannedPart[] =>
  parts.map((part) => {
    const within = (path: string): boolean =>
      part.path === "." || path === part.path || path.startsWith(`${part.path}/`);
    const verdict = worstVerdict([
      part.verdict,
      ...artifacts.filter(({ path }) => within(path)).map((artifact) => artifact.verdict),
      verdictOfFindings((code?.findings ?? []).filter(({ place }) => within(place.path))),
    ]);
    return verdict === part.verdict ? part : { ...part, verdict };
  });

function deriveArtifact(artifact: ArtifactReport): ArtifactReport {
  const members = artifact.members.map(deriveArtifact);
  const verdict = worstVerdict([
    artifact.verdict,
    verdictOfFindings(artifact.findings),
    ...members.map((member) => member.verdict),
  ]);
  return { ...artifact, members, verdict };
}

const deriveCode = (code: CodeReport): CodeReport => ({
  ...code,
  verdict: worstVerdict([
    code.verdict,
    verdictOfFindings(code.findings),
    code.incomplete.length > 0 ? "incomplete" : "clean",
  ]),
});
