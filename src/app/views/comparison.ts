import { compareRuns } from "../../assess/index.ts";
import type { ComparisonList } from "../../contracts/index.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** Two runs, case by case. */
export async function comparison(
  workspace: Workspace,
  run: string,
  baseline: string,
): Promise<ComparisonList | undefined> {
  const ids = await workspace.runIds();
  if (!ids.includes(run) || !ids.includes(baseline)) return undefined;
  return compareRuns((await workspace.read(baseline)).fold, (await workspace.read(run)).fold);
}
