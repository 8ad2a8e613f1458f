import type { SystemManifest } from "../../../system/index.ts";
import type { ProvenanceVerdict } from "../verification.ts";

/** What became of one part of a lineage when it was looked at. */
export type LineageStatus =
  /** Its digest is the one that the manifest names. */
  | "matches"
  | "differs"
  /** It is there, and the manifest names no digest. */
  | "not-pinned"
  /** It is not on this machine. */
  | "absent"
  /** The manifest names no digest and no place where it could be looked for, or it is not of a kind to be hashed. */
  | "not-checked";

export interface LineageNode {
  readonly id: string;
  readonly kind: "artifact" | "dataset" | "source-tree";
  readonly path: string;
  readonly status: LineageStatus;
  /** Named in the manifest. */
  readonly expected?: string;
  /** Of what lies on disk. */
  readonly found?: string;
  readonly licence?: string;
  readonly revision?: string;
  /** Of an artifact whose manifest says who must have signed it. */
  readonly signature?: ProvenanceVerdict;
}

export interface LineageEdge {
  readonly from: string;
  readonly to: string;
  readonly what: "derived from" | "adapted by" | "trained on" | "trained by";
}

/** Where the models of a system come from, as a graph; ids are `artifact:m`, `dataset:d`, `source-tree:s`. */
export interface Lineage {
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
  /** Artifacts in a circle of bases: a model cannot be made from itself. */
  readonly circles: readonly (readonly string[])[];
}

/**
 * The lineage that a manifest states, checked by digest.
 *
 * @param digestOf the digest of what lies at a path of the manifest: of a file its SHA-256, of a folder its root
 *   digest; undefined where nothing is there
 */
export async function lineageOf(
  manifest: SystemManifest,
  digestOf: (path: string) => Promise<string | undefined>,
): Promise<Lineage> {
  const nodes: LineageNode[] = [];
  for (const { id, path, sha256, licence } of manifest.artifacts)
    nodes.push(await node(`artifact:${id}`, "artifact", { path, sha256, licence }, digestOf));
  for (const { id, path, sha256, licence } of manifest.datasets)
    nodes.push(await node(`dataset:${id}`, "dataset", { path, sha256, licence }, digestOf));
  for (const { id, path, revision } of manifest.source_trees)
    nodes.push({
      id: `source-tree:${id}`,
      kind: "source-tree",
      path,
      status: "not-checked",
      ...(revision === undefined ? {} : { revision }),
    });
  return { nodes, edges: edgesOf(manifest), circles: circlesOf(manifest) };
}

async function node(
  id: string,
  kind: "artifact" | "dataset",
  stated: {
    readonly path: string;
    readonly sha256: string | undefined;
    readonly licence: string | undefined;
  },
  digestOf: (path: string) => Promise<string | undefined>,
): Promise<LineageNode> {
  const { path, sha256: expected, licence } = stated;
  const found = await digestOf(path);
  return {
    id,
    kind,
    path,
    status: statusOf(expected, found),
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found }),
    ...(licence === undefined ? {} : { licence }),
  };
}

function statusOf(expected: string | undefined, found: string | undefined): LineageStatus {
  if (found === undefined) return "absent";
  if (expected === undefined) return "not-pinned";
  return expected === found ? "matches" : "differs";
}

function edgesOf(manifest: SystemManifest): LineageEdge[] {
  return manifest.artifacts.flatMap(({ id, base, adapters, trained_on, training_code }): LineageEdge[] => {
    const from = `artifact:${id}`;
    return [
      ...(base === undefined ? [] : [{ from, to: `artifact:${base}`, what: "derived from" as const }]),
      ...(adapters ?? []).map((to) => ({ from, to: `artifact:${to}`, what: "adapted by" as const })),
      ...(trained_on ?? []).map((to) => ({ from, to: `dataset:${to}`, what: "trained on" as const })),
      ...(training_code ?? []).map((to) => ({ from, to: `source-tree:${to}`, what: "trained by" as const })),
    ];
  });
}

/** Each artifact has one base at most, so every circle is found by following bases. */
function circlesOf(manifest: SystemManifest): string[][] {
  const base = new Map(manifest.artifacts.map((artifact) => [artifact.id, artifact.base] as const));
  const done = new Set<string>();
  const circles: string[][] = [];
  for (const { id } of manifest.artifacts) {
    const way: string[] = [];
    let current: string | undefined = id;
    while (current !== undefined && !done.has(current) && !way.includes(current)) {
      way.push(current);
      current = base.get(current);
    }
    if (current !== undefined && way.includes(current)) circles.push(way.slice(way.indexOf(current)));
    for (const one of way) done.add(one);
  }
  return circles;
}
