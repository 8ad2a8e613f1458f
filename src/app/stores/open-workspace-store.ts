import { openStore, storeLocation, type Store } from "../../store/index.ts";
import type { Workspace } from "../workspace/workspace.ts";

/**
 * Opens the store of a workspace, making the workspace's folders where they are missing: SQLite inside
 * `.bartizan`, or PostgreSQL where `DATABASE_URL` is set. Close it after use.
 *
 * @throws APP_UNWRITABLE, and what `openStore` throws
 */
export async function openWorkspaceStore(
  workspace: Workspace,
  env: Readonly<Record<string, string | undefined>>,
  log: (line: string) => void,
): Promise<Store> {
  await workspace.prepare();
  return openStore(storeLocation(env, workspace.paths.store), { clock: workspace.clock, log });
}
