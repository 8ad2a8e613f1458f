import {
  findingOf,
  loadersOf,
  verdictOfFindings,
  worstVerdict,
  type LoaderProfile,
} from "../../assess/artifacts/index.ts";
import type { ReviewedFile } from "../../assess/code/index.ts";
import type { ArtifactReport, ScanFinding } from "../../contracts/index.ts";
import { scanRules } from "./scan-rules.ts";

/** Judges the code that configurations have imported. */
export type ReviewModelCode = (
  entries: readonly string[],
  files: ReadonlyMap<string, ReviewedFile>,
  signal?: AbortSignal,
) => Promise<readonly ScanFinding[]>;

/** Loaded only where a configuration names code. */
export const shippedModelCodeReview: ReviewModelCode = async (...asked) => {
  const { reviewModelCode } = await import("../../assess/code/index.ts");
  return reviewModelCode(...asked);
};

/** The rule by which a configuration tells of code that lies beside it; it names the file. */
const namesCode = "huggingface-config/code-beside";

/**
 * The artifacts, with one finding more where the code that a configuration has imported does harm: found by the review
 * of code, which sees through aliases, names that are put together, and the files that code imports in turn.
 *
 * @param sources the source files that were scanned, by their paths in the report
 */
export async function judgeRemoteCode(
  artifacts: readonly ArtifactReport[],
  sources: ReadonlyMap<string, ReviewedFile>,
  by: {
    readonly loaders: readonly LoaderProfile[];
    readonly review: ReviewModelCode;
    readonly suppress: (finding: ScanFinding) => ScanFinding;
    readonly signal: AbortSignal;
  },
): Promise<readonly ArtifactReport[]> {
  const judged: ArtifactReport[] = [];
  for (const artifact of artifacts) {
    const entries = codeOf(artifact).filter((path) => sources.has(path));
    const harm = entries.length === 0 ? [] : await by.review(entries, sources, by.signal);
    judged.push(harm.length === 0 ? artifact : withHarm(artifact, harm, by));
  }
  return judged;
}

const codeOf = ({ findings }: ArtifactReport): readonly string[] => [
  ...new Set(
    findings
      .filter(({ rule, suppressed }) => rule === namesCode && suppressed === undefined)
      .flatMap(({ related = [] }) => related.map(({ path }) => path)),
  ),
];

function withHarm(
  artifact: ArtifactReport,
  harm: readonly ScanFinding[],
  by: {
    readonly loaders: readonly LoaderProfile[];
    readonly suppress: (finding: ScanFinding) => ScanFinding;
  },
): ArtifactReport {
  const [first] = harm;
  if (first === undefined) return artifact;
  const more = harm.length === 1 ? "" : ` There are ${harm.length - 1} more such places.`;
  const finding = by.suppress(
    findingOf(
      scanRules.remoteCode,
      {
        description: `${first.place.path}:${first.place.line ?? 1}: ${first.description}${more}`,
        related: harm.slice(0, 20).map(({ place, title }) => ({ ...place, note: title })),
      },
      artifact.path,
    ),
  );
  const findings = [...artifact.findings, finding];
  const report = { ...artifact, findings };
  return {
    ...report,
    loaders: loadersOf(by.loaders, report),
    verdict: worstVerdict([artifact.verdict, verdictOfFindings(findings)]),
  };
}
