import type { SystemDetail, SystemSummary, Threat } from "../../contracts/index.ts";
import type { LoadedSystem } from "../../system/index.ts";
import { loadThreatRules, modelThreats, systemDiagram } from "../../threats/index.ts";
import { runSummary } from "../runs/summary.ts";
import type { Workspace } from "../workspace/workspace.ts";

export function threatsOf(loaded: LoadedSystem): readonly Threat[] {
  return modelThreats(loaded, loadThreatRules());
}

/** A system as lists show it. */
export async function systemSummary(workspace: Workspace, loaded: LoadedSystem): Promise<SystemSummary> {
  const { system, components, flows } = loaded.manifest;
  const threats = threatsOf(loaded);
  const count = (band: Threat["band"]): number => threats.filter((threat) => threat.band === band).length;
  const [last] = (await workspace.readAll(system.id))
    .map(runSummary)
    .filter(({ verdict }) => verdict !== undefined);
  return {
    id: system.id,
    name: system.name,
    ...(system.owner === undefined ? {} : { owner: system.owner }),
    purpose: system.purpose,
    criticality: system.criticality,
    digest: loaded.digest,
    components: components.length,
    flows: flows.length,
    threats: { low: count("low"), medium: count("medium"), high: count("high"), critical: count("critical") },
    ...(last?.verdict === undefined
      ? {}
      : { lastRun: { id: last.id, at: last.finishedAt ?? last.startedAt, verdict: last.verdict.kind } }),
  };
}

/** A system with its diagram. */
export async function systemDetail(workspace: Workspace, loaded: LoadedSystem): Promise<SystemDetail> {
  const diagram = systemDiagram(loaded, threatsOf(loaded));
  return {
    ...(await systemSummary(workspace, loaded)),
    ...diagram,
    targets: (loaded.manifest.targets ?? []).map(({ id, kind, component, environment }) => ({
      id,
      kind,
      environment,
      ...(component === undefined ? {} : { component }),
    })),
  };
}
