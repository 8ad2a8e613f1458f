import type { Region } from "../constraints/index.ts";
import type { Norm } from "../distances.ts";
import type { NearestSearch } from "./nearest.ts";
import { boxDistance, commonBox, nearestRow, type Sides } from "./reach.ts";
import { Walk, type Stand } from "./walk.ts";

export interface LeafTupleOptions {
  readonly region: Region;
  readonly norm: Norm;
  /** The class that the row is to lose. */
  readonly label: number;
  /** Rows of other classes to walk back from, such as the twenty nearest. */
  readonly starts: readonly Float64Array[];
  /** By so much another class has to lead, as a share of the largest sum of leaves (default 0). */
  readonly lead?: number;
}

/**
 * A near row of another class, in any norm: an upper bound of the distance. From each start the row is walked back
 * while the class stays turned (`Walk`).
 *
 * LT-Attack: Zhang, Zhang and Hsieh, "An efficient adversarial attack for tree ensembles" (2020).
 */
export function leafTupleRow(
  search: NearestSearch,
  { region, norm, label, starts, lead = 0 }: LeafTupleOptions,
): { readonly row: Float64Array; readonly distance: number } | undefined {
  const reach = search.reachOf(region);
  let nearest: Stand | undefined;
  for (const start of starts) {
    const row = start.slice();
    region.project(row);
    region.settle(row);
    for (const space of search.spacesOf(label)) {
      const walk = new Walk({
        space,
        reach,
        norm,
        target: space.targetOf(lead),
        origin: search.seen(region.origin),
      });
      const found = walk.from(search.seen(row));
      if (found !== undefined && found.distance < (nearest?.distance ?? Infinity)) nearest = found;
    }
  }
  return nearest === undefined
    ? undefined
    : { row: nearestRow(region.origin, nearest.box, reach), distance: nearest.distance };
}

/**
 * The nearest row of another class where an ensemble is one tree: the nearest box of a leaf that turns the class, in
 * any norm, exactly.
 */
export function nearestLeaf(
  search: NearestSearch,
  { region, norm, label }: Omit<LeafTupleOptions, "starts" | "lead">,
): { readonly row: Float64Array; readonly distance: number } | undefined {
  const reach = search.reachOf(region);
  let nearest: { box: Sides; distance: number } | undefined;
  for (const space of search.spacesOf(label)) {
    const target = space.targetOf(0);
    for (const [bit, tree] of space.treeOf.entries()) {
      if (tree < 0 || space.base + (space.adds[bit] ?? 0) > target) continue;
      const box = commonBox(space, [bit]);
      const distance = boxDistance(box, reach, norm);
      if (distance < (nearest?.distance ?? Infinity)) nearest = { box, distance };
    }
  }
  return nearest === undefined
    ? undefined
    : { row: nearestRow(region.origin, nearest.box, reach), distance: nearest.distance };
}
