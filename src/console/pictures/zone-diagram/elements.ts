import type { Edge, Node } from "@xyflow/react";
import type { SystemDetail } from "../../../server/index.ts";
import { layoutZones, type ZoneLayout } from "./layout.ts";

export type ZoneNode = Node<{ readonly trust: number; readonly operator: string }, "zone">;
export type PartNode = Node<
  { readonly kind: string; readonly zone: string; readonly threats: number },
  "part"
>;
export type FlowEdge = Edge<
  { readonly threats: number; readonly untrusted: boolean; readonly crosses: boolean; readonly lit: boolean },
  "flow"
>;

export interface DiagramElements {
  readonly nodes: readonly (ZoneNode | PartNode)[];
  readonly edges: readonly FlowEdge[];
}

/** The system as the diagram draws it; every part and flow carries its name in words for those who cannot see it. */
export function elementsOf(system: SystemDetail, chosen: string | undefined): DiagramElements {
  const places = layoutZones(system);
  const { zones, parts } = places;
  const left = (part: string): number => leftOf(part, system, places);
  const zoneNodes = system.zones.flatMap((zone): ZoneNode[] => {
    const box = zones.get(zone.id);
    if (box === undefined) return [];
    const { x, y, width, height } = box;
    return [
      {
        id: `zone ${zone.id}`,
        type: "zone",
        position: { x, y },
        width,
        height,
        data: { trust: zone.trust, operator: zone.operator },
        focusable: false,
        selectable: false,
        draggable: false,
        ariaLabel: `Zone ${zone.id}, trust ${String(zone.trust)}`,
      },
    ];
  });
  const partNodes = system.parts.flatMap((part): PartNode[] => {
    const box = parts.get(part.id);
    if (box === undefined) return [];
    const { x, y, width, height } = box;
    return [
      {
        id: part.id,
        type: "part",
        parentId: `zone ${part.zone}`,
        position: { x, y },
        width,
        height,
        data: { kind: part.kind, zone: part.zone, threats: part.threats.length },
        selected: part.id === chosen,
        draggable: false,
        ariaRole: "button",
      },
    ];
  });
  return {
    nodes: [...zoneNodes, ...partNodes],
    edges: system.links.map((link) => edgeOf(link, chosen, left)),
  };
}

function leftOf(part: string, system: SystemDetail, { zones, parts }: ZoneLayout): number {
  const zone = system.parts.find((candidate) => candidate.id === part)?.zone ?? "";
  return (zones.get(zone)?.x ?? 0) + (parts.get(part)?.x ?? 0);
}

/** Lines leave and arrive on the sides that face each other; in one column both use the right side. */
function sidesOf(from: number, to: number): { sourceHandle: string; targetHandle: string } {
  if (to > from + 1) return { sourceHandle: "out right", targetHandle: "in left" };
  if (to < from - 1) return { sourceHandle: "out left", targetHandle: "in right" };
  return { sourceHandle: "out right", targetHandle: "in right" };
}

function edgeOf(
  link: SystemDetail["links"][number],
  chosen: string | undefined,
  left: (part: string) => number,
): FlowEdge {
  const words = [
    `Flow ${link.id} from ${link.from} to ${link.to}`,
    link.untrusted ? "untrusted" : "",
    link.crossesTrust ? "crosses trust" : "",
    threatWords(link.threats.length),
  ];
  return {
    id: link.id,
    source: link.from,
    target: link.to,
    ...sidesOf(left(link.from), left(link.to)),
    type: "flow",
    data: {
      threats: link.threats.length,
      untrusted: link.untrusted,
      crosses: link.crossesTrust,
      // The flows of a chosen part are followed with it.
      lit: link.from === chosen || link.to === chosen,
    },
    selected: link.id === chosen,
    ariaRole: "button",
    ariaLabel: words.filter(Boolean).join(", "),
  };
}

function threatWords(count: number): string {
  return count === 1 ? "1 threat" : `${String(count)} threats`;
}
