import type { SystemDetail, Threat } from "../../contracts/index.ts";
import type { LoadedSystem } from "../../system/index.ts";

/** The data-flow diagram with the threats on it, as the console draws it. */
export type SystemDiagram = Pick<SystemDetail, "zones" | "parts" | "links">;

/** Zones from the least trusted inwards; parts and links in the order of the manifest. */
export function systemDiagram(loaded: LoadedSystem, threats: readonly Threat[]): SystemDiagram {
  const { zones, components, flows } = loaded.manifest;
  const trust = new Map(zones.map((zone) => [zone.id, zone.trust]));
  const trustOf = new Map(components.map((component) => [component.id, trust.get(component.zone)]));
  const on = new Map<string, string[]>();
  for (const { id, element } of threats) on.set(element, [...(on.get(element) ?? []), id]);
  return {
    zones: [...zones]
      .sort((a, b) => a.trust - b.trust)
      .map(({ id, trust: level, operator }) => ({ id, trust: level, operator })),
    parts: components.map(({ id, kind, zone, ...attributes }) => ({
      id,
      kind,
      zone,
      attributes,
      threats: on.get(id) ?? [],
    })),
    links: flows.map((flow) => ({
      id: flow.id,
      from: flow.from,
      to: flow.to,
      data: flow.data,
      untrusted: flow.untrusted ?? false,
      crossesTrust: trustOf.get(flow.from) !== trustOf.get(flow.to),
      threats: on.get(flow.id) ?? [],
    })),
  };
}
