import type { Distances, Norm } from "../distances.ts";
import type { Constraints } from "./constraints.ts";
import { derive } from "./rule.ts";
import { shrinkToWeightedL1 } from "./weighted-l1.ts";

/** Where an attack on one row may go. The row itself is always inside. */
export interface Region {
  readonly constraints: Constraints;
  readonly origin: Float64Array;
  readonly norm: Norm;
  /** Infinity where the attack has no radius. */
  readonly radius: number;
  /** Features the attacker sets. Immutable and derived ones are not among them. */
  readonly free: Int32Array;
  /** Of each feature, with the domain, the rules and an L∞ radius folded in. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** How much of a feature one unit of distance is. */
  readonly scales: Float64Array;
  /** Brings a row inside box, ball and cost, in place. Integers and derived features are left to `settle`. */
  project(row: Float64Array): void;
  /** Makes of a projected row one that could exist, in place: whole numbers, derived features. */
  settle(row: Float64Array): void;
  /** Whether a row is one the attacker may send. */
  allows(row: Float64Array): boolean;
  /** From the origin, over the features the attacker sets, in units of the scales. */
  distances(row: Float64Array): Distances;
}

/** Relative slack for sums of rounded numbers; single values are compared within it too. */
const slack = 1e-9;

/** The region of one row: the domain, the rules, and the ball. */
export function regionOf(
  constraints: Constraints,
  origin: Float64Array,
  norm: Norm,
  radius = Infinity,
): Region {
  const { width, scales, costs, costLimit, derived } = constraints;
  const low = new Float64Array(width);
  const high = new Float64Array(width);
  const free = freeFeatures(constraints, origin, norm === "linf" ? radius : Infinity, low, high);
  const bounded = norm !== "linf" && radius < Infinity;
  const costly = costLimit < Infinity;
  const changes = new Float64Array(free.length);
  const l1Weights = Float64Array.from(free, (i) => 1 / (scales[i] ?? 1));
  const costWeights = Float64Array.from(free, (i) => costs[i] ?? 0);
  const at = (values: Float64Array, i: number): number => values[i] ?? 0;

  function project(row: Float64Array): void {
    let next = 0;
    for (let i = 0; i < width; i++) {
      if (free[next] === i) {
        const value = at(row, i);
        const lowest = at(low, i);
        const highest = at(high, i);
        // Written so that NaN goes to the low end rather than through.
        row[i] = value >= lowest ? (value > highest ? highest : value) : lowest;
        next++;
      } else row[i] = at(origin, i);
    }
    if (!bounded && !costly) return;
    for (let k = 0; k < free.length; k++) changes[k] = at(row, at2(free, k)) - at(origin, at2(free, k));
    if (bounded && norm === "l1") shrinkToWeightedL1(changes, l1Weights, radius);
    if (bounded && norm === "l2") shrinkToLength(changes, l1Weights, radius);
    if (costly) shrinkToWeightedL1(changes, costWeights, costLimit);
    for (let k = 0; k < free.length; k++) row[at2(free, k)] = at(origin, at2(free, k)) + at(changes, k);
  }

  function settle(row: Float64Array): void {
    if (constraints.continuous) return;
    const rounded = free.filter((i) => constraints.perFeature[i]?.integer === true);
    const wished = Float64Array.from(rounded, (i) => at(row, i));
    for (const i of rounded)
      row[i] = wholeBetween(Math.round(at(row, i)), at(low, i), at(high, i), at(origin, i));
    // Rounding to the nearest may leave the ball or the cost; rounding back towards the row does not.
    if (!within(row)) {
      rounded.forEach((i, k) => {
        const from = at(origin, i);
        const inward = at(wished, k) >= from ? Math.floor(at(wished, k)) : Math.ceil(at(wished, k));
        const between = at(wished, k) >= from ? Math.max(inward, from) : Math.min(inward, from);
        row[i] = Number.isInteger(between) ? between : from;
      });
    }
    for (const { at: place, by, of } of derived)
      row[place] = derive(
        by,
        of.map((i) => at(row, i)),
      );
  }

  function within(row: Float64Array): boolean {
    if (bounded && distances(row)[norm] > radius * (1 + slack)) return false;
    if (!costly) return true;
    let cost = 0;
    for (const i of free) cost += at(costs, i) * Math.abs(at(row, i) - at(origin, i));
    return cost <= costLimit * (1 + slack) + Number.MIN_VALUE;
  }

  function allows(row: Float64Array): boolean {
    let next = 0;
    for (let i = 0; i < width; i++) {
      const value = at(row, i);
      if (free[next] === i) {
        next++;
        const room = slack * Math.max(1, Math.abs(at(low, i)), Math.abs(at(high, i)));
        const gap = Number.isFinite(room) ? room : slack * Math.max(1, Math.abs(value));
        if (!(value >= at(low, i) - gap && value <= at(high, i) + gap)) return false;
        const whole = constraints.perFeature[i]?.integer === true;
        if (whole && !Number.isInteger(value) && value !== at(origin, i)) return false;
      } else if (constraints.perFeature[i]?.derived === undefined && value !== at(origin, i)) return false;
    }
    for (const { at: place, by, of } of derived) {
      const is = derive(
        by,
        of.map((i) => at(row, i)),
      );
      const rule = constraints.perFeature[place];
      // A row whose features are all as they were keeps the derived values it came with.
      const untouched = of.every((i) => at(row, i) === at(origin, i)) && at(row, place) === at(origin, place);
      if (untouched) continue;
      if (!(Math.abs(at(row, place) - is) <= slack * Math.max(1, Math.abs(is)))) return false;
      if (is < (rule?.low ?? -Infinity) || is > (rule?.high ?? Infinity)) return false;
    }
    return within(row);
  }

  function distances(row: Float64Array): Distances {
    let linf = 0;
    let squares = 0;
    let l1 = 0;
    let l0 = 0;
    for (const i of free) {
      const change = Math.abs(at(row, i) - at(origin, i)) / at(scales, i);
      if (change > linf) linf = change;
      squares += change * change;
      l1 += change;
      if (change > 0) l0++;
    }
    return { linf, l2: Math.sqrt(squares), l1, l0 };
  }

  return { constraints, origin, norm, radius, free, low, high, scales, project, settle, allows, distances };
}

const at2 = (places: Int32Array, k: number): number => places[k] ?? 0;

/** Fills the box of every feature, and tells which the attacker sets. */
function freeFeatures(
  constraints: Constraints,
  origin: Float64Array,
  reach: number,
  low: Float64Array,
  high: Float64Array,
): Int32Array {
  const free: number[] = [];
  for (let i = 0; i < constraints.width; i++) {
    const value = origin[i] ?? 0;
    const rule = constraints.perFeature[i];
    const far = reach * (constraints.scales[i] ?? 1);
    const lowest = Math.max(constraints.domain.low, rule?.low ?? -Infinity, value - far);
    const highest = Math.min(constraints.domain.high, rule?.high ?? Infinity, value + far);
    // A row that lies outside to begin with may stay where it is.
    low[i] = rule?.direction === "up" ? value : Math.min(lowest, value);
    high[i] = rule?.direction === "down" ? value : Math.max(highest, value);
    const movable = (low[i] ?? 0) < (high[i] ?? 0);
    if (movable && rule?.immutable !== true && rule?.derived === undefined) free.push(i);
    else {
      low[i] = value;
      high[i] = value;
    }
  }
  return Int32Array.from(free);
}

/** Shortens the changes to a Euclidean length, each counted by its weight. */
function shrinkToLength(changes: Float64Array, weights: Float64Array, length: number): void {
  let squares = 0;
  for (let k = 0; k < changes.length; k++) squares += ((changes[k] ?? 0) * (weights[k] ?? 1)) ** 2;
  const is = Math.sqrt(squares);
  if (is <= length) return;
  for (let k = 0; k < changes.length; k++) changes[k] = (changes[k] ?? 0) * (length / is);
}

/** A whole number inside the box, or the value the row came with. */
function wholeBetween(value: number, low: number, high: number, origin: number): number {
  const least = Math.ceil(low);
  const most = Math.floor(high);
  return least > most ? origin : Math.min(most, Math.max(least, value));
}
