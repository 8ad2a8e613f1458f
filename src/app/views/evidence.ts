import { join } from "node:path";
import type { EvidenceStatus } from "../../contracts/index.ts";
import { publicKeyOf, verifyBundle } from "../../evidence/index.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What verification says about a run's bundle, with this workspace's own key. */
export async function evidenceStatus(workspace: Workspace, run: string): Promise<EvidenceStatus | undefined> {
  if (!(await workspace.runIds()).includes(run)) return undefined;
  return verifyBundle(join(workspace.paths.runs, run), { key: publicKeyOf(await workspace.key()) });
}
