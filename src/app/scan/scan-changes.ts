import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { gitChanges, type Changes } from "./git-changes.ts";

/** What has changed in the git repository of the first path. */
export async function changesOf(
  { cwd, diff = "" }: { readonly cwd: string; readonly diff?: string },
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Changes> {
  const [first = "."] = paths;
  const at = resolve(cwd, first);
  return gitChanges(statSync(at).isDirectory() ? at : dirname(at), diff, signal);
}
