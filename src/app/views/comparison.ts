import { compareRuns } from "../../assess/index.ts";
import type { ComparisonList } from "../../contracts/index.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** Two runs, case by case. */
export async function comparison(
  workspace: Workspace,
  run: string,
  baseline: string,
): Promise<ComparisonList | undefined> {
  const { shelf } = workspace;
  if (!(await shelf.has(run)) || !(await shelf.has(baseline))) return undefined;
  return compareRuns((await workspace.read(baseline)).fold, (await workspace.read(run)).fold);
}
