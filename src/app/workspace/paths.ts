import { join, resolve } from "node:path";

/** Where a workspace keeps things. One folder, `.bartizan`, beside the manifest or named by the user. */
export interface WorkspacePaths {
  readonly root: string;
  readonly runs: string;
  readonly keys: string;
  readonly ledger: string;
  readonly store: string;
  /** In the user's repository, so that a pull request can review it. */
  readonly triage: string;
}

export function workspacePaths(folder: string): WorkspacePaths {
  const root = resolve(folder, ".bartizan");
  return {
    root,
    runs: join(root, "runs"),
    keys: join(root, "keys"),
    ledger: join(root, "workspace"),
    store: join(root, "index.sqlite"),
    triage: resolve(folder, "bartizan.triage.yaml"),
  };
}
