import { changedComponents, type LoadedSystem } from "../../system/index.ts";
import type { Workspace } from "../workspace/workspace.ts";

export interface StaleRun {
  readonly run: string;
  /** Whether the run no longer speaks for the system as it is now. */
  readonly stale: boolean;
  /** The components whose digests differ; none where only the system as a whole changed. */
  readonly components: readonly string[];
}

/** Every recorded run of a system, newest first, and whether it still speaks for the system as it is now. */
export async function staleRuns(
  workspace: Pick<Workspace, "readAll">,
  now: LoadedSystem,
): Promise<readonly StaleRun[]> {
  const runs = await workspace.readAll(now.manifest.system.id);
  return runs.map(({ plan }) => ({
    run: plan.run,
    stale: plan.subject.system !== now.subject.system,
    components: changedComponents(plan.subject, now.subject),
  }));
}
