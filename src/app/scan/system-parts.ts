import { dirname, relative, resolve, sep } from "node:path";
import type {
  ArtifactReport,
  CodeReport,
  CoverageFact,
  ScannedPart,
  ScanReport,
} from "../../contracts/index.ts";
import { findingOf, verdictOfFindings, worstVerdict } from "../../assess/artifacts/index.ts";
import type { LoadedSystem } from "../../system/index.ts";
import { isAddress } from "../../targets/addresses/index.ts";
import { scanRules } from "./scan-rules.ts";

/** The system of a manifest. What only a scan of a whole system needs is loaded for it only. */
export async function systemAt(manifest: string): Promise<LoadedSystem> {
  const { loadSystem } = await import("../../system/index.ts");
  return loadSystem(manifest);
}

/** Something of a manifest that lies on the disk. */
export interface PartToScan {
  readonly section: ScannedPart["section"];
  readonly id: string;
  readonly component?: string;
  /** From the current folder, with `/`; of an address what it led to. */
  readonly path: string;
  readonly sha256?: string;
  /** The files that an address led to, by their paths in the report. */
  readonly files?: ReadonlySet<string>;
}

/** The artifacts, datasets and source trees of a manifest that lie on the disk, with their paths from `cwd`. */
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
    ...manifest.artifacts.filter(({ path }) => !isAddress(path)).map((item) => part("artifacts", item)),
    ...manifest.datasets.map((item) => part("datasets", item)),
    ...manifest.source_trees.map((item) => part("source_trees", item)),
  ];
}

/** The report with one finding more where the file is not the one that the manifest names. */
export function compareDigest(report: ArtifactReport, parts: readonly PartToScan[]): ArtifactReport {
  const part = parts.find(
    ({ path, files, sha256 }) =>
      sha256 !== undefined && (files === undefined ? path === report.path : onlyFile(files) === report.path),
  );
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

const onlyFile = (files: ReadonlySet<string>): string | undefined =>
  files.size === 1 ? [...files][0] : undefined;

const belongs = (path: string, { path: to, files }: PartToScan): boolean =>
  files === undefined ? to === "." || path === to || path.startsWith(`${to}/`) : files.has(path);

/** What the manifest says was made from what. */
export const madeFrom = ({ manifest }: LoadedSystem): NonNullable<ScannedSystem["made"]> =>
  manifest.artifacts.flatMap(({ id: artifact, base, adapters, trained_on, training_code }) => [
    ...(base === undefined
      ? []
      : [{ artifact, from: { section: "artifacts" as const, id: base }, how: "base" as const }]),
    ...(adapters ?? []).map((id) => ({
      artifact,
      from: { section: "artifacts" as const, id },
      how: "adapter" as const,
    })),
    ...(trained_on ?? []).map((id) => ({
      artifact,
      from: { section: "datasets" as const, id },
      how: "dataset" as const,
    })),
    ...(training_code ?? []).map((id) => ({
      artifact,
      from: { section: "source_trees" as const, id },
      how: "training-code" as const,
    })),
  ]);

type ScannedSystem = NonNullable<ScanReport["system"]>;

/** What became of each part. */
export function scannedParts(
  parts: readonly PartToScan[],
  artifacts: readonly ArtifactReport[],
  code: CodeReport | undefined,
): readonly ScannedPart[] {
  return parts.map((whole) => {
    const { sha256, files: led, ...part } = whole;
    const files = artifacts.filter(({ path }) => belongs(path, whole));
    const found = (code?.findings ?? []).filter(({ place }) => belongs(place.path, whole));
    const own = files.find(({ path }) => path === (led === undefined ? part.path : onlyFile(led)));
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
      ...(sha256 === undefined ? {} : { expected: sha256 }),
      findings: [...files.flatMap(({ findings }) => findings), ...found].map(({ id }) => id).slice(0, 200),
    };
  });
}

/** Digests that the manifest names and that were not compared: silence would read as agreement. */
export const notCompared = (
  parts: readonly PartToScan[],
  scanned: readonly ScannedPart[],
): readonly string[] =>
  parts.flatMap(({ id, sha256 }, i) =>
    sha256 === undefined || scanned[i]?.digest !== undefined
      ? []
      : [
          `The digest that the manifest names for ${id} was not compared: it is no single file that was read whole.`,
        ],
  );

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
