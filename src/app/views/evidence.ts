import { join } from "node:path";
import type { EvidenceStatus } from "../../contracts/index.ts";
import { publicKeyOf, readBundleHeader, verifyBundle } from "../../evidence/index.ts";
import { ScanShelf } from "../scan/index.ts";
import type { Workspace } from "../workspace/workspace.ts";

/**
 * What verification says about the bundle of a run or a scan. Authenticity is checked with this workspace's own key where
 * the bundle names it; a bundle that was pushed from elsewhere bears another, and the answer then says that
 * its authenticity was not checked.
 */
export async function evidenceStatus(workspace: Workspace, run: string): Promise<EvidenceStatus | undefined> {
  const scans = new ScanShelf(workspace.paths.runs);
  if (!(await workspace.shelf.has(run)) && !(await scans.has(run))) return undefined;
  const dir = join(workspace.paths.runs, run);
  const own = publicKeyOf(await workspace.key());
  const named = await readBundleHeader(dir).catch(() => undefined);
  const isOwn = named?.publicKey === own.export({ type: "spki", format: "der" }).toString("base64");
  return verifyBundle(dir, isOwn ? { key: own } : {});
}
