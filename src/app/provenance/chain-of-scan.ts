import { rootDigest } from "../../assess/provenance/index.ts";
import type {
  ArtifactReport,
  ChainKind,
  ChainLink,
  ProvenanceChain,
  ScannedPart,
  ScanReport,
} from "../../contracts/index.ts";
import { chainKinds } from "../../contracts/index.ts";
import { linkOfCheck } from "./link-of-check.ts";
import type { RecordedCheck } from "./recorded-checks.ts";

/** As many chains as a person looks at. */
const mostChains = 50;

type System = NonNullable<ScanReport["system"]>;

/**
 * Where what was scanned comes from: the digests that the manifest names held against those of the scan, what
 * was made from what as the manifest states it, and what verifications of the same bytes found. The states are
 * worked out here from the digests: a report may come from anyone, and is not asked for its opinion.
 */
export function chainsOfScan(
  scan: string,
  report: ScanReport,
  checks: readonly RecordedCheck[],
): readonly ProvenanceChain[] {
  const scene = { scan, report, checks };
  const { system } = report;
  const named = system === undefined ? [] : modelsOf(system);
  const covered = (path: string): boolean =>
    (system?.parts ?? []).some((part) => within(path, part.path) || within(part.path, path));
  const loose = report.paths.filter(
    (path) => !covered(path) && report.artifacts.some((artifact) => within(artifact.path, path)),
  );
  return [
    ...(system === undefined ? [] : named.map((part) => chainOfPart(part, system, scene))),
    ...loose.map((path) => chainOfPath(path, scene)),
  ].slice(0, mostChains);
}

interface Scene {
  readonly scan: string;
  readonly report: ScanReport;
  readonly checks: readonly RecordedCheck[];
}

/** The artifacts that nothing else was made from; in a circle, all. */
function modelsOf({ parts, made = [] }: System): readonly ScannedPart[] {
  const artifacts = parts.filter(({ section }) => section === "artifacts");
  const used = new Set(made.flatMap(({ from }) => (from.section === "artifacts" ? [from.id] : [])));
  const last = artifacts.filter(({ id }) => !used.has(id));
  return last.length === 0 ? artifacts : last;
}

function chainOfPart(part: ScannedPart, { parts, made = [] }: System, scene: Scene): ProvenanceChain {
  const links: ChainLink[] = [];
  const seen = new Set([part.id]);
  const add = (artifact: string, depth: number): void => {
    for (const { from, how } of made.filter((edge) => edge.artifact === artifact)) {
      const source = parts.find(({ section, id }) => section === from.section && id === from.id);
      const key = `${how}:${from.id}`;
      if (links.some(({ id }) => id === key)) continue;
      const name = depth === 0 ? from.id : `${from.id}, of ${artifact}`;
      links.push({ id: key, kind: how, name, ...stateOfPart(source, scene) });
      if (from.section !== "artifacts" || seen.has(from.id)) continue;
      seen.add(from.id);
      add(from.id, depth + 1);
    }
  };
  add(part.id, 0);
  const own = filesOf(part.path, scene.report);
  links.push({
    id: `artifact:${part.id}`,
    kind: "artifact",
    name: part.id,
    ...stateOfPart(part, scene),
  });
  return {
    subject: part.id,
    path: part.path,
    links: whole([...links, ...said(part.path, own, scene)], true),
  };
}

function chainOfPath(path: string, scene: Scene): ProvenanceChain {
  const own = filesOf(path, scene.report);
  const about = said(path, own, scene);
  const proof = about.find(({ state, kind }) => state === "matches" && kind !== "scan-statement");
  const found = digestOf(path, own);
  const link: ChainLink = {
    id: `artifact:${path}`,
    kind: "artifact",
    name: path,
    ...(found === undefined ? {} : { found }),
    source: { scan: scene.scan },
    ...(proof === undefined
      ? { state: "not-recorded", why: "Nothing that is recorded here states what its digest must be." }
      : { state: "matches", why: `Its bytes are those that ${proof.name} speaks of.` }),
  };
  return { subject: path, path, links: whole([link, ...about], false) };
}

/** What is stated of a part of the manifest, held against what was scanned of it. */
function stateOfPart(
  part: ScannedPart | undefined,
  { scan, report }: Scene,
): Omit<ChainLink, "id" | "kind" | "name"> {
  if (part === undefined)
    return { state: "not-checked", why: "The manifest names it, and the scan did not reach it." };
  const { expected, section, path } = part;
  const found = digestOf(path, filesOf(path, report));
  const digests = {
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found: found }),
    source: { scan },
  };
  if (expected === undefined)
    return {
      state: "not-recorded",
      why:
        section === "source_trees"
          ? "A manifest names no digest of code; its revision is told by `bartizan verify lineage`."
          : "The manifest names no digest for it.",
      ...digests,
    };
  if (found === undefined)
    return { state: "not-checked", why: "Its bytes were not all read by this scan.", ...digests };
  if (found === expected)
    return { state: "matches", why: "Its digest is the one that the manifest names.", ...digests };
  // Files that a scan leaves out count in the digest of a folder: another digest proves nothing there.
  return isOneFile(path, report)
    ? { state: "differs", why: "Its digest is NOT the one that the manifest names.", ...digests }
    : {
        state: "not-checked",
        why: "It is a folder, and a scan leaves files out that count in its digest: `bartizan verify lineage` compares it.",
        ...digests,
      };
}

const isOneFile = (path: string, { artifacts }: ScanReport): boolean =>
  artifacts.some((artifact) => artifact.path === path);

/** Of one file its SHA-256, of a folder the root digest of what was scanned; undefined where any has none. */
function digestOf(path: string, files: readonly ArtifactReport[]): string | undefined {
  const [only] = files;
  if (files.length === 1 && only?.path === path) return only.sha256;
  // As `bartizan verify` counts them: the signature does not speak of itself.
  const counted = files.filter((file) => file.path !== `${path.replace(/\/$/, "")}/model.sig`);
  const digests = counted
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap(({ sha256 }) => (sha256 === undefined ? [] : [sha256]));
  return digests.length === 0 || digests.length < counted.length ? undefined : rootDigest(digests);
}

const within = (path: string, folder: string): boolean => {
  const plain = folder.replace(/^\.\//, "").replace(/\/$/, "");
  return plain === "." || plain === "" || path === plain || path === folder || path.startsWith(`${plain}/`);
};

const filesOf = (path: string, { artifacts }: ScanReport): readonly ArtifactReport[] =>
  artifacts.filter((artifact) => within(artifact.path, path));

/** What signatures, statements and bills say of these files. */
const said = (path: string, files: readonly ArtifactReport[], { checks }: Scene): readonly ChainLink[] =>
  (["signature", "training-statement", "scan-statement", "bom"] as const).flatMap((about) => {
    const link = linkOfCheck(
      checks.filter((check) => check.about === about),
      path,
      files,
      checks.flatMap(({ document }) => (document === undefined ? [] : [document])),
    );
    return link === undefined ? [] : [link];
  });

const nothing: Readonly<Record<ChainKind, readonly [name: string, fromManifest: string, why: string]>> = {
  base: ["base model", "The manifest names no base for it.", "No manifest was scanned that names its base."],
  adapter: ["adapter", "The manifest names no adapters for it.", "No manifest was scanned that names any."],
  dataset: [
    "fine-tuning data",
    "The manifest does not say what it was trained on.",
    "No manifest was scanned that names any.",
  ],
  "training-code": [
    "training code",
    "The manifest does not say what code trained it.",
    "No manifest was scanned that names any.",
  ],
  artifact: ["this artifact", "", ""],
  signature: ["signature", ...twice("No signature of these bytes was verified in this workspace.")],
  "training-statement": [
    "statement of training",
    ...twice("No statement of how it was made was compared in this workspace."),
  ],
  "scan-statement": [
    "statement of a scan",
    ...twice("No statement of a scan was checked in this workspace."),
  ],
  bom: ["bill of materials", ...twice("No bill of materials was compared in this workspace.")],
};

function twice(text: string): readonly [string, string] {
  return [text, text];
}

/** Every kind in its order: where nothing is known, that is said. */
const whole = (links: readonly ChainLink[], manifest: boolean): readonly ChainLink[] =>
  chainKinds.flatMap((kind): readonly ChainLink[] => {
    const known = links.filter((link) => link.kind === kind);
    const [name, stated, without] = nothing[kind];
    return known.length > 0
      ? known
      : [{ id: `${kind}:`, kind, name, state: "not-recorded", why: manifest ? stated : without }];
  });
