import type { Edge, Node } from "@xyflow/react";
import type { SystemDetail } from "../../../contracts/index.ts";
import { pathOf, placeLabels, type Curve, type Point } from "./label-places.ts";
import { layoutZones, type Box, type ZoneLayout } from "./layout.ts";

export type ZoneNode = Node<{ readonly trust: number; readonly operator: string }, "zone">;
export type PartNode = Node<
  { readonly kind: string; readonly zone: string; readonly threats: number },
  "part"
>;

/** What the line of a flow needs; `path` and `label` are in the diagram's own units. */
export interface FlowData extends Record<string, unknown> {
  readonly threats: number;
  readonly untrusted: boolean;
  readonly crosses: boolean;
  readonly lit: boolean;
  readonly path: string;
  readonly label: Point;
}
export type FlowEdge = Edge<FlowData, "flow">;

export interface DiagramElements {
  readonly nodes: readonly (ZoneNode | PartNode)[];
  readonly edges: readonly FlowEdge[];
}

/** The system as the diagram draws it; every part and flow carries its name in words for those who cannot see it. */
export function elementsOf(system: SystemDetail, chosen: string | undefined): DiagramElements {
  const places = layoutZones(system);
  const zones = system.zones.flatMap((zone): ZoneNode[] => {
    const box = places.zones.get(zone.id);
    if (box === undefined) return [];
    return [
      {
        ...still(`zone ${zone.id}`, box),
        type: "zone",
        data: { trust: zone.trust, operator: zone.operator },
        focusable: false,
        selectable: false,
        ariaLabel: `Zone ${zone.id}, trust ${String(zone.trust)}`,
      },
    ];
  });
  const parts = system.parts.flatMap((part): PartNode[] => {
    const box = places.parts.get(part.id);
    if (box === undefined) return [];
    return [
      {
        ...still(part.id, box),
        type: "part",
        parentId: `zone ${part.zone}`,
        data: { kind: part.kind, zone: part.zone, threats: part.threats.length },
        selected: part.id === chosen,
        ariaRole: "button",
      },
    ];
  });
  return { nodes: [...zones, ...parts], edges: edgesOf(system, absolute(system, places), chosen) };
}

function still(id: string, { x, y, width, height }: Box) {
  return { id, position: { x, y }, width, height, draggable: false };
}

/** Where each part stands in the whole picture. */
function absolute(system: SystemDetail, { zones, parts }: ZoneLayout): ReadonlyMap<string, Box> {
  return new Map(
    system.parts.flatMap((part): [string, Box][] => {
      const [box, zone] = [parts.get(part.id), zones.get(part.zone)];
      return box === undefined || zone === undefined
        ? []
        : [[part.id, { ...box, x: box.x + zone.x, y: box.y + zone.y }]];
    }),
  );
}

function edgesOf(
  system: SystemDetail,
  boxes: ReadonlyMap<string, Box>,
  chosen: string | undefined,
): readonly FlowEdge[] {
  const drawn = system.links.flatMap((link) => {
    const [from, to] = [boxes.get(link.from), boxes.get(link.to)];
    return from === undefined || to === undefined ? [] : [{ link, curve: curveOf(link.id, from, to) }];
  });
  const labels = placeLabels(
    drawn.filter(({ link }) => link.threats.length > 0 || link.id === chosen).map(({ curve }) => curve),
    [...boxes.values()],
  );
  return drawn.map(({ link, curve }) => ({
    id: link.id,
    source: link.from,
    target: link.to,
    type: "flow",
    data: {
      threats: link.threats.length,
      untrusted: link.untrusted,
      crosses: link.crossesTrust,
      // The flows of a chosen part are followed with it.
      lit: link.id === chosen || link.from === chosen || link.to === chosen,
      path: pathOf(curve),
      label: labels.get(link.id) ?? curve.from,
    },
    selected: link.id === chosen,
    ariaRole: "button",
    ariaLabel: flowWords(link),
  }));
}

/** Lines leave and arrive on the sides that face each other; in one column both use the right side. */
function curveOf(id: string, from: Box, to: Box): Curve {
  const leaves = to.x < from.x - 1 ? -1 : 1;
  const arrives = to.x > from.x + 1 ? -1 : 1;
  const side = (box: Box, where: 1 | -1): Point => ({
    x: box.x + (where > 0 ? box.width : 0),
    y: box.y + box.height / 2,
  });
  return { id, from: side(from, leaves), to: side(to, arrives), leaves, arrives };
}

function flowWords(link: SystemDetail["links"][number]): string {
  const words = [
    `Flow ${link.id} from ${link.from} to ${link.to}`,
    link.untrusted ? "untrusted" : "",
    link.crossesTrust ? "crosses trust" : "",
    link.threats.length === 1 ? "1 threat" : `${String(link.threats.length)} threats`,
  ];
  return words.filter(Boolean).join(", ");
}
