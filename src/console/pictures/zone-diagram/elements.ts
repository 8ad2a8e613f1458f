import type { Edge, Node } from "@xyflow/react";
import type { SystemDetail } from "../../../server/index.ts";
import { layoutZones } from "./layout.ts";

export type ZoneNode = Node<{ readonly trust: number; readonly operator: string }, "zone">;
export type PartNode = Node<{ readonly kind: string; readonly threats: number }, "part">;
export type FlowEdge = Edge<
  { readonly threats: number; readonly untrusted: boolean; readonly crosses: boolean },
  "flow"
>;

export interface DiagramElements {
  readonly nodes: readonly (ZoneNode | PartNode)[];
  readonly edges: readonly FlowEdge[];
}

/** The system as the diagram draws it; every part and flow carries its name in words for those who cannot see it. */
export function elementsOf(system: SystemDetail, chosen: string | undefined): DiagramElements {
  const { zones, parts } = layoutZones(system);
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
        data: { kind: part.kind, threats: part.threats.length },
        selected: part.id === chosen,
        draggable: false,
        ariaRole: "button",
        ariaLabel: `Part ${part.id}, ${part.kind}, zone ${part.zone}, ${threatWords(part.threats.length)}`,
      },
    ];
  });
  return { nodes: [...zoneNodes, ...partNodes], edges: system.links.map((link) => edgeOf(link, chosen)) };
}

function edgeOf(link: SystemDetail["links"][number], chosen: string | undefined): FlowEdge {
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
    type: "flow",
    data: { threats: link.threats.length, untrusted: link.untrusted, crosses: link.crossesTrust },
    selected: link.id === chosen,
    ariaRole: "button",
    ariaLabel: words.filter(Boolean).join(", "),
  };
}

function threatWords(count: number): string {
  return count === 1 ? "1 threat" : `${String(count)} threats`;
}
