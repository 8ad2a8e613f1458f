import { graphlib, layout } from "@dagrejs/dagre";
import type { SystemDetail } from "../../../server/index.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything stands, in pixels; zones enclose their parts, whose places are relative to the zone. */
export interface ZoneLayout {
  readonly zones: ReadonlyMap<string, Box>;
  readonly parts: ReadonlyMap<string, Box>;
}

export const partSize = { width: 148, height: 46 };
const padding = { side: 16, top: 34, bottom: 14 };

/**
 * Two layouts: dagre places the parts inside each zone, then the zones among each other by the flows
 * between them, least trusted left. Zones can then never overlap or enclose a stranger, which dagre's
 * own clusters do not promise.
 */
export function layoutZones(system: Pick<SystemDetail, "zones" | "parts" | "links">): ZoneLayout {
  const zoneOf = new Map(system.parts.map((part) => [part.id, part.zone]));
  const parts = new Map<string, Box>();
  const sizes = new Map<string, { width: number; height: number }>();
  for (const zone of system.zones) {
    const members = system.parts.filter((part) => part.zone === zone.id).map((part) => part.id);
    if (members.length === 0) continue;
    const inside = system.links.filter(
      ({ from, to }) => zoneOf.get(from) === zone.id && zoneOf.get(to) === zone.id && from !== to,
    );
    const placed = place(
      members.map((id) => ({ id, ...partSize })),
      inside,
      { rankdir: "TB", nodesep: 18, ranksep: 30 },
    );
    for (const [id, box] of placed.boxes)
      parts.set(id, { ...box, x: box.x + padding.side, y: box.y + padding.top });
    sizes.set(zone.id, {
      width: placed.width + 2 * padding.side,
      height: placed.height + padding.top + padding.bottom,
    });
  }
  const between = system.links.flatMap(({ from, to }) => {
    const [a, b] = [zoneOf.get(from), zoneOf.get(to)];
    return a === undefined || b === undefined || a === b ? [] : [{ from: a, to: b }];
  });
  const trust = new Map(system.zones.map((zone) => [zone.id, zone.trust]));
  // A flow back to less trust must not turn the picture round.
  const upward = between.map(({ from, to }) =>
    (trust.get(from) ?? 0) <= (trust.get(to) ?? 0) ? { from, to } : { from: to, to: from },
  );
  const zones = place(
    [...sizes].map(([id, size]) => ({ id, ...size })),
    upward,
    { rankdir: "LR", nodesep: 36, ranksep: 90 },
  );
  return { zones: zones.boxes, parts };
}

interface Placed {
  readonly boxes: Map<string, Box>;
  readonly width: number;
  readonly height: number;
}

function place(
  nodes: readonly { id: string; width: number; height: number }[],
  edges: readonly { from: string; to: string }[],
  options: { rankdir: "TB" | "LR"; nodesep: number; ranksep: number },
): Placed {
  const graph = new graphlib.Graph();
  graph.setGraph(options);
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);
  const boxes = new Map<string, Box>();
  for (const { id, width, height } of nodes) {
    const { x, y } = graph.node(id);
    boxes.set(id, { x: x - width / 2, y: y - height / 2, width, height });
  }
  const all = [...boxes.values()];
  return {
    boxes,
    width: Math.max(0, ...all.map((box) => box.x + box.width)),
    height: Math.max(0, ...all.map((box) => box.y + box.height)),
  };
}
