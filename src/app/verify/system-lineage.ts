import { dirname, resolve } from "node:path";
import {
  lineageLicences,
  lineageOf,
  type Lineage,
  type LineageLicenceNote,
  type LineageNode,
  type ProvenanceVerdict,
} from "../../assess/provenance/index.ts";
import { loadSystem, type SystemManifest } from "../../system/index.ts";
import { measuredModel, verifyPath } from "./verify-path.ts";

export interface LineageReport extends Lineage {
  readonly schemaVersion: "bartizan.lineage/v1";
  readonly system: string;
  /** What stands out about licences, of everything that was made from something else. */
  readonly licences: readonly LineageLicenceNote[];
}

/**
 * Where the models of a system come from, by its manifest, with every digest checked against what lies on disk.
 *
 * @throws SYSTEM_*, FORMATS_*
 */
export async function systemLineage(file: string, now: Date, signal?: AbortSignal): Promise<LineageReport> {
  const { manifest } = await loadSystem(file);
  const lineage = await lineageOf(manifest, (path) => digestOf(resolve(dirname(file), path), now, signal));
  const nodes = await Promise.all(
    lineage.nodes.map(async (node): Promise<LineageNode> => {
      const artifact = manifest.artifacts.find(({ id }) => node.id === `artifact:${id}`);
      if (artifact?.signature === undefined || node.status === "absent") return node;
      return { ...node, signature: await signatureOf(dirname(file), artifact, now, signal) };
    }),
  );
  const licences = lineageLicences(lineage.nodes, lineage.edges);
  return { schemaVersion: "bartizan.lineage/v1", system: manifest.system.id, ...lineage, nodes, licences };
}

/** Whoever is named must have signed it: no signature, or one that nobody can check, is not enough. */
async function signatureOf(
  folder: string,
  { path, signature }: SystemManifest["artifacts"][number],
  now: Date,
  signal: AbortSignal | undefined,
): Promise<ProvenanceVerdict> {
  const at = (name: string): string => resolve(folder, name);
  const { file, key, roots, identity, issuer } = signature ?? {};
  const { verdict } = await verifyPath(
    {
      path: at(path),
      require: "signature",
      ...(file === undefined ? {} : { signature: at(file) }),
      ...(key === undefined ? {} : { key: at(key) }),
      ...(roots === undefined ? {} : { roots: roots.map(at) }),
      ...(identity === undefined ? {} : { identity }),
      ...(issuer === undefined ? {} : { issuer }),
      ...(signal === undefined ? {} : { signal }),
    },
    now,
  );
  return verdict;
}

/** Of a file its SHA-256, of a folder its root digest; undefined where nothing is there or can be read. */
async function digestOf(
  path: string,
  now: Date,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    const { model, digests } = await measuredModel(path, now, signal);
    return digests[0]?.path === "." ? digests[0].sha256 : model.root;
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}
