import { below, type TreeEnsemble } from "../../../models/index.ts";
import type { Region } from "../constraints/index.ts";
import type { Norm } from "../distances.ts";
import type { Space } from "./space.ts";

/** What one row may become, feature by feature, and how far that is. */
export interface Reach {
  /** Of the nearest value in `low < x <= high` that the attacker may set, in units of distance; or Infinity. */
  distance(feature: number, low: number, high: number): number;
  /** That value. */
  value(feature: number, low: number, high: number): number;
  /** The next larger value the feature may take. */
  next(feature: number, value: number): number;
}

/**
 * Reach of a row within its region. Derived features count as free and as no distance: they follow from others, so that
 * what is reached with them set at will bounds what is reached when they follow.
 */
export function reachOf(region: Region, precision: TreeEnsemble["precision"]): Reach {
  const { origin, scales, constraints } = region;
  const lowest = region.low.slice();
  const highest = region.high.slice();
  const perUnit = scales.map((scale) => 1 / scale);
  for (const { at } of constraints.derived) {
    lowest[at] = constraints.perFeature[at]?.low ?? -Infinity;
    highest[at] = constraints.perFeature[at]?.high ?? Infinity;
    perUnit[at] = 0;
  }
  const whole = constraints.perFeature.map((rule) => rule?.integer === true);
  // What the trees see of the row.
  const seen = precision === "float32" ? Float64Array.from(origin, Math.fround) : origin;
  const next = (feature: number, value: number): number =>
    whole[feature] === true ? Math.floor(value) + 1 : -below(-value, precision);

  /** NaN where there is none. */
  function value(feature: number, low: number, high: number): number {
    const now = seen[feature] ?? 0;
    if (now > low && now <= high) return origin[feature] ?? 0;
    const to = now > high ? high : next(feature, low);
    const fits = to > low && to <= high && to >= (lowest[feature] ?? 0) && to <= (highest[feature] ?? 0);
    return fits ? to : NaN;
  }
  return {
    value,
    next,
    distance: (feature, low, high) => {
      const now = seen[feature] ?? 0;
      if (now > low && now <= high) return 0;
      const to = value(feature, low, high);
      return Number.isNaN(to) ? Infinity : Math.abs(to - (origin[feature] ?? 0)) * (perUnit[feature] ?? 1);
    },
  };
}

/** How far each leaf of a space is in L∞, by bit; Infinity where it cannot be reached. */
export function leafDistances({ firstSide, features, low, high, treeOf }: Space, reach: Reach): Float64Array {
  const distances = new Float64Array(treeOf.length).fill(Infinity);
  for (let bit = 0; bit < treeOf.length; bit++) {
    if ((treeOf[bit] ?? -1) < 0) continue;
    let most = 0;
    for (let side = firstSide[bit] ?? 0; side < (firstSide[bit + 1] ?? 0); side++) {
      const to = reach.distance(features[side] ?? 0, low[side] ?? 0, high[side] ?? 0);
      if (to > most) most = to;
    }
    distances[bit] = most;
  }
  return distances;
}

/** Where rows end in given leaves, one side a feature. */
export interface Sides {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** What leaves have in common. */
export function commonBox(space: Space, leaves: Iterable<number>): Sides {
  const low = new Float64Array(space.width).fill(-Infinity);
  const high = new Float64Array(space.width).fill(Infinity);
  for (const bit of leaves)
    for (let side = space.firstSide[bit] ?? 0; side < (space.firstSide[bit + 1] ?? 0); side++) {
      const feature = space.features[side] ?? 0;
      low[feature] = Math.max(low[feature] ?? 0, space.low[side] ?? 0);
      high[feature] = Math.min(high[feature] ?? 0, space.high[side] ?? 0);
    }
  return { low, high };
}

/** The nearest row in a box: in every norm, since each feature goes as little as it can. */
export function nearestRow(origin: Float64Array, { low, high }: Sides, reach: Reach): Float64Array {
  return origin.map((value, feature) =>
    feature < low.length ? reach.value(feature, low[feature] ?? 0, high[feature] ?? 0) : value,
  );
}

/** How far the nearest row in a box is; Infinity where there is none. */
export function boxDistance({ low, high }: Sides, reach: Reach, norm: Norm): number {
  let total = 0;
  for (let feature = 0; feature < low.length; feature++) {
    const to = reach.distance(feature, low[feature] ?? 0, high[feature] ?? 0);
    if (norm === "linf") total = Math.max(total, to);
    else total += norm === "l2" ? to * to : to;
  }
  return norm === "l2" ? Math.sqrt(total) : total;
}
