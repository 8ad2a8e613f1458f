import { dirname, resolve } from "node:path";
import { lineageOf, type Lineage } from "../../assess/provenance/index.ts";
import { loadSystem } from "../../system/index.ts";
import { measuredModel } from "./verify-path.ts";

export interface LineageReport extends Lineage {
  readonly schemaVersion: "bartizan.lineage/v1";
  readonly system: string;
}

/**
 * Where the models of a system come from, by its manifest, with every digest checked against what lies on disk.
 *
 * @throws SYSTEM_*, FORMATS_*
 */
export async function systemLineage(file: string, now: Date, signal?: AbortSignal): Promise<LineageReport> {
  const { manifest } = await loadSystem(file);
  const lineage = await lineageOf(manifest, (path) => digestOf(resolve(dirname(file), path), now, signal));
  return { schemaVersion: "bartizan.lineage/v1", system: manifest.system.id, ...lineage };
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
