import type { JsonObject, Subject } from "../../contracts/index.ts";
import { digestOf } from "../../formats/index.ts";
import type { SystemManifest } from "../manifest/manifest.ts";

/**
 * What evidence is about, as digests. A component's covers the component itself, its zone, its flows
 * with the data classes they carry, and its artifacts and datasets: a change to any of these makes
 * evidence about it stale. How we test (targets, gates, rules of engagement) and what we claim
 * (controls, assumptions) is no part of it.
 */
export function subjectOf(manifest: SystemManifest): Subject {
  const components: Record<string, string> = {};
  const views = componentViews(manifest);
  for (const [id, view] of views) components[id] = digestOf(view);
  return {
    system: digestOf({ system: plain(manifest.system), components, zones: plain(byId(manifest.zones)) }),
    components,
  };
}

/** What the digest of each component covers, by component id. Lists of the manifest are unordered. */
export function componentViews(manifest: SystemManifest): ReadonlyMap<string, JsonObject> {
  const zones = new Map(manifest.zones.map((zone) => [zone.id, zone]));
  const classes = new Map(manifest.data_classes.map((item) => [item.id, item]));
  const flowsOf = groupFlows(manifest);
  return new Map(
    manifest.components.map((component) => {
      const flows = flowsOf.get(component.id) ?? [];
      const held = "contains" in component ? (component.contains ?? []) : [];
      const data = [...new Set([...flows.flatMap((flow) => flow.data), ...held])].sort();
      const own = <Item extends { readonly component?: string | undefined; readonly id: string }>(
        list: readonly Item[],
      ) => byId(list.filter((item) => item.component === component.id));
      const view = {
        component,
        zone: zones.get(component.zone) ?? null,
        flows: byId(flows),
        data: data.map((id) => classes.get(id) ?? null),
        artifacts: own(manifest.artifacts.map(withoutProofs)),
        datasets: own(manifest.datasets),
      };
      return [component.id, plain(view)];
    }),
  );
}

type Flow = SystemManifest["flows"][number];

function groupFlows(manifest: SystemManifest): Map<string, Flow[]> {
  const groups = new Map<string, Flow[]>();
  for (const flow of manifest.flows)
    for (const end of new Set([flow.from, flow.to])) groups.set(end, [...(groups.get(end) ?? []), flow]);
  return groups;
}

const byId = <Item extends { readonly id: string }>(list: readonly Item[]): Item[] =>
  [...list].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Where an artifact lies is part of what it is; which secret opens the door is not. */
function withoutProofs({ access, ...artifact }: SystemManifest["artifacts"][number]) {
  const { endpoint, storage } = access ?? {};
  return {
    ...artifact,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(storage?.endpoint === undefined ? {} : { storage: storage.endpoint }),
  };
}

// Safe: the manifest was parsed from JSON-like data by strict schemas that keep it so.
const plain = (value: object): JsonObject => value as JsonObject;
