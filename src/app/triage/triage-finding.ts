import type { Finding, Triage, TriagedFinding } from "../../contracts/index.ts";
import { applyTriage } from "../../evidence/index.ts";
import { appErrors } from "../errors.ts";
import { concluded } from "../runs/concluded.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** Every finding of the workspace's runs as the newest run saw it, with the triage that stands. */
export async function workspaceFindings(workspace: Workspace): Promise<readonly TriagedFinding[]> {
  const newest = new Map<string, Finding>();
  for (const run of await workspace.readAll()) {
    for (const finding of concluded(run).findings)
      if (!newest.has(finding.id)) newest.set(finding.id, finding);
  }
  return applyTriage([...newest.values()], await workspace.triage(), workspace.clock.now());
}

/**
 * Decides about a finding: into the file that a pull request reviews, and into the workspace ledger.
 *
 * @throws APP_UNKNOWN_FINDING, and what the triage file's schema throws
 */
export async function triageFinding(
  workspace: Workspace,
  id: string,
  triage: Triage,
  by: string,
): Promise<void> {
  const findings = await workspaceFindings(workspace);
  if (!findings.some((finding) => finding.id === id)) {
    throw appErrors.unknownFinding(`No run in ${workspace.paths.runs} has a finding "${id}".`, { at: id });
  }
  await workspace.setTriage(id, triage, by);
}
