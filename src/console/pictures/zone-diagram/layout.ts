import { graphlib, layout } from "@dagrejs/dagre";
import type { SystemDetail } from "../../../contracts/index.ts";

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

type Drawn = Pick<SystemDetail, "zones" | "parts" | "links">;

export const partSize = { width: 158, height: 50 };
const gap = { part: { x: 26, y: 16 }, zone: { x: 76, y: 28 } };
const padding = { side: 16, top: 36, bottom: 16 };
/** More parts than this and a zone gets another column. */
const tallest = 3;

/**
 * Trust runs from left to right: zones of one trust level share a column, so that every line that
 * goes up or down in trust visibly crosses. dagre orders what stands below one another, so that lines
 * cross little: the parts inside a zone, and the zones inside a column.
 */
export function layoutZones(system: Drawn): ZoneLayout {
  const order = dagreOrder(system);
  const byOrder = (a: string, b: string): number => (order.get(a) ?? 0) - (order.get(b) ?? 0);
  const parts = new Map<string, Box>();
  const sizes = new Map<string, { width: number; height: number }>();
  const middles = new Map<string, number>();
  for (const zone of system.zones) {
    const members = system.parts.filter((part) => part.zone === zone.id).map((part) => part.id);
    if (members.length === 0) continue;
    sizes.set(zone.id, placeParts(members.sort(byOrder), parts));
    middles.set(zone.id, members.reduce((sum, id) => sum + (order.get(id) ?? 0), 0) / members.length);
  }
  return { zones: placeZones(system, sizes, middles), parts };
}

/** How high each part stands in dagre's left-to-right layout of all parts and flows. */
function dagreOrder(system: Drawn): ReadonlyMap<string, number> {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: "LR" });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const part of system.parts) graph.setNode(part.id, { ...partSize });
  for (const { from, to } of system.links)
    if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to);
  layout(graph);
  return new Map(system.parts.map((part) => [part.id, graph.node(part.id).y]));
}

function placeParts(members: readonly string[], parts: Map<string, Box>): { width: number; height: number } {
  const columns = Math.ceil(members.length / tallest);
  const rows = Math.ceil(members.length / columns);
  for (const [index, id] of members.entries()) {
    const column = Math.floor(index / rows);
    const row = index % rows;
    parts.set(id, {
      x: padding.side + column * (partSize.width + gap.part.x),
      y: padding.top + row * (partSize.height + gap.part.y),
      ...partSize,
    });
  }
  return {
    width: 2 * padding.side + columns * partSize.width + (columns - 1) * gap.part.x,
    height: padding.top + padding.bottom + rows * partSize.height + (rows - 1) * gap.part.y,
  };
}

function placeZones(
  system: Drawn,
  sizes: ReadonlyMap<string, { width: number; height: number }>,
  middles: ReadonlyMap<string, number>,
): ReadonlyMap<string, Box> {
  const drawn = system.zones.filter((zone) => sizes.has(zone.id));
  const levels = [...new Set(drawn.map((zone) => zone.trust))].sort((a, b) => a - b);
  const columns = levels.map((level) =>
    drawn
      .filter((zone) => zone.trust === level)
      .sort((a, b) => (middles.get(a.id) ?? 0) - (middles.get(b.id) ?? 0))
      .map((zone) => ({ id: zone.id, ...(sizes.get(zone.id) ?? { width: 0, height: 0 }) })),
  );
  const heights = columns.map((column) =>
    column.reduce((sum, zone) => sum + zone.height + gap.zone.y, -gap.zone.y),
  );
  const tallestColumn = Math.max(0, ...heights);
  const boxes = new Map<string, Box>();
  let x = 0;
  for (const [index, column] of columns.entries()) {
    const width = Math.max(...column.map((zone) => zone.width));
    let y = (tallestColumn - (heights[index] ?? 0)) / 2;
    for (const zone of column) {
      boxes.set(zone.id, { x: x + (width - zone.width) / 2, y, width: zone.width, height: zone.height });
      y += zone.height + gap.zone.y;
    }
    x += width + gap.zone.x;
  }
  return boxes;
}
