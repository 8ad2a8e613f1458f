import type { Box } from "./layout.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A flow as it is drawn: a curve that leaves and arrives horizontally. */
export interface Curve {
  readonly id: string;
  readonly from: Point;
  readonly to: Point;
  /** +1 leaves or arrives on the right side, −1 on the left. */
  readonly leaves: 1 | -1;
  readonly arrives: 1 | -1;
}

const label = { width: 54, height: 20 };
/** Along the curve: the middle first, then outwards. */
const tries = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88, 0.05, 0.95];

/** Puts each label on its curve where it covers no part and no earlier label; the middle when nowhere is free. */
export function placeLabels(curves: readonly Curve[], parts: readonly Box[]): ReadonlyMap<string, Point> {
  const taken: Box[] = [...parts];
  const places = new Map<string, Point>();
  for (const curve of curves) {
    const points = tries.map((t) => pointOn(curve, t));
    const free = points.find((point) => !taken.some((box) => overlaps(boxAround(point), box))) ?? points[0];
    if (free === undefined) continue;
    places.set(curve.id, free);
    taken.push(boxAround(free));
  }
  return places;
}

/** The cubic curve with horizontal ends; controls reach out half the distance, at least 40 units. */
export function pointOn({ from, to, leaves, arrives }: Curve, t: number): Point {
  const reach = Math.max(40, Math.abs(to.x - from.x) / 2);
  const c1 = { x: from.x + leaves * reach, y: from.y };
  const c2 = { x: to.x + arrives * reach, y: to.y };
  const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
  return { x: a * from.x + b * c1.x + c * c2.x + d * to.x, y: a * from.y + b * c1.y + c * c2.y + d * to.y };
}

/** The same curve as an SVG path, so that picture and label never part. */
export function pathOf({ from, to, leaves, arrives }: Curve): string {
  const reach = Math.max(40, Math.abs(to.x - from.x) / 2);
  const at = (x: number, y: number): string => `${x.toFixed(1)},${y.toFixed(1)}`;
  return `M${at(from.x, from.y)} C${at(from.x + leaves * reach, from.y)} ${at(to.x + arrives * reach, to.y)} ${at(to.x, to.y)}`;
}

function boxAround({ x, y }: Point): Box {
  return { x: x - label.width / 2, y: y - label.height / 2, ...label };
}

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
