import { dirname, relative, resolve, sep } from "node:path";
import type { ArtifactReport, CodeReport, CoverageFact, ScannedPart } from "../../contracts/index.ts";
import { findingOf, verdictOfFindings, worstVerdict } from "../../assess/artifacts/index.ts";
import type { LoadedSystem } from "../../system/index.ts";
import { scanRules } from "./scan-rules.ts";

/** Something of a manifest that lies on the disk. */
export interface PartToScan {
  readonly section: ScannedPart["section"];
  readonly id: string;
  readonly component?: string;
  /** From the current folder, with `/`. */
  readonly path: string;
  readonly sha256?: string;
}

/** The artifacts, datasets and source trees of a manifest, with their paths from `cwd`. */
export function partsOf({ manifest, file }: LoadedSystem, cwd: string): readonly PartToScan[] {
  const folder = dirname(resolve(cwd, file));
  const part = (
    section: PartToScan["section"],
    item: { id: string; path: string; component?: string | undefined; sha256?: string | undefined },
  ): PartToScan => ({
    section,
    id: item.id,
    path: relative(cwd, resolve(folder, item.path)).split(sep).join("/") || ".",
    ...(item.component === undefined ? {} : { component: item.component }),
    ...(item.sha256 === undefined ? {} : { sha256: item.sha256 }),
  });
  return [
    ...manifest.artifacts.map((item) => part("artifacts", item)),
    ...manifest.datasets.map((item) => part("datasets", item)),
    ...manifest.source_trees.map((item) => part("source_trees", item)),
  ];
}

/** The report with one finding more where the file is not the one that the manifest names. */
export function compareDigest(report: ArtifactReport, parts: readonly PartToScan[]): ArtifactReport {
  const part = parts.find(({ path, sha256 }) => path === report.path && sha256 !== undefined);
  if (part?.sha256 === undefined || report.sha256 === undefined || part.sha256 === report.sha256)
    return report;
  const finding = findingOf(
    scanRules.digest,
    { description: `The manifest says ${part.sha256} of \`${part.id}\`, the file is ${report.sha256}.` },
    report.path,
  );
  const findings = [...report.findings, finding];
  return { ...report, findings, verdict: worstVerdict([report.verdict, verdictOfFindings(findings)]) };
}

const belongs = (path: string, to: string): boolean => to === "." || path === to || path.startsWith(`${to}/`);

/** What became of each part. */
export function scannedParts(
  parts: readonly PartToScan[],
  artifacts: readonly ArtifactReport[],
  code: CodeReport | undefined,
): readonly ScannedPart[] {
  return parts.map(({ sha256, ...part }) => {
    const files = artifacts.filter(({ path }) => belongs(path, part.path));
    const found = (code?.findings ?? []).filter(({ place }) => belongs(place.path, part.path));
    const own = files.find(({ path }) => path === part.path);
    const differs = own?.findings.some(({ rule }) => rule === scanRules.digest.id) === true;
    return {
      ...part,
      verdict: worstVerdict([
        files.length === 0 && part.section !== "source_trees" ? "incomplete" : "clean",
        ...files.map(({ verdict }) => verdict),
        verdictOfFindings(found),
      ]),
      ...(sha256 === undefined || own?.sha256 === undefined
        ? {}
        : { digest: differs ? ("differs" as const) : ("matches" as const) }),
      findings: [...files.flatMap(({ findings }) => findings), ...found].map(({ id }) => id).slice(0, 200),
    };
  });
}

const stateOf = {
  clean: "passing",
  unsafe: "failing",
  review: "inconclusive",
  incomplete: "inconclusive",
} as const;

/**
 * What a scan proves for the coverage matrix: one fact for each component that has artifacts, answering
 * `model-scan`. A component passes only when every artifact of it is clean.
 */
export function coverageFacts(
  parts: readonly ScannedPart[],
  loaded: LoadedSystem,
  about: { readonly scan: string; readonly entry: number; readonly at: string },
): readonly CoverageFact[] {
  const byComponent = new Map<string, ScannedPart[]>();
  for (const part of parts)
    if (part.component !== undefined && part.section === "artifacts")
      byComponent.set(part.component, [...(byComponent.get(part.component) ?? []), part]);
  return [...byComponent].map(([component, own]) => {
    const verdict = worstVerdict(own.map((part) => part.verdict));
    return {
      column: "tested",
      covers: ["model-scan"],
      state: stateOf[verdict],
      at: about.at,
      source: "bartizan",
      link: {
        run: about.scan,
        check: "model-scan",
        target: own.map(({ id }) => id).join(", "),
        entry: about.entry,
      },
      subject: loaded.subject,
      component,
      sentence: `The scan of ${own.map(({ path }) => path).join(", ")} came to ${verdict}.`,
    };
  });
}
