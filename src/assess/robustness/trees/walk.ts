import type { Norm } from "../distances.ts";
import { boxDistance, commonBox, type Reach, type Sides } from "./reach.ts";
import type { Space } from "./space.ts";

/** Moves from one start at most; each brings the row nearer. */
const mostMoves = 1000;

/**
 * In L∞ many moves leave the farthest feature where it is, and a walk would stand still: those count a little that make
 * the class surer to be turned, which is room for later moves.
 */
const share = 1e-3;

/** Where a walk stands: one leaf of each tree, and what they have in common. */
export interface Stand {
  readonly leaves: Int32Array;
  readonly sum: number;
  readonly box: Sides;
  readonly distance: number;
  /** What is made smaller: the distance, or for L∞ nearly so. */
  readonly cost: number;
}

interface WalkOptions {
  readonly space: Space;
  readonly reach: Reach;
  readonly norm: Norm;
  /** The leaves may sum to so much at most. */
  readonly target: number;
  /** The row as it was, as the trees see it. */
  readonly origin: Float64Array;
}

/**
 * Walks from a row of another class back to the row it should be near to. A move takes one feature over the threshold
 * that holds it, or back to what it was; or one tree to another of its leaves that can be reached with those of the
 * other trees. The best move is made, until none brings the row nearer with the class still turned.
 */
export class Walk {
  readonly #space: Space;
  readonly #reach: Reach;
  readonly #norm: Norm;
  readonly #target: number;
  readonly #origin: Float64Array;

  constructor({ space, reach, norm, target, origin }: WalkOptions) {
    this.#space = space;
    this.#reach = reach;
    this.#norm = norm;
    this.#target = target;
    this.#origin = origin;
  }

  /** Undefined where the start is not of another class, or no row of its box is allowed. */
  from(start: Float64Array): Stand | undefined {
    let stand = this.#standAt(start, Infinity);
    for (let moves = 0; stand !== undefined && moves < mostMoves; moves++) {
      const next = this.#overThresholds(stand) ?? this.#toOtherLeaves(stand);
      if (next === undefined) break;
      stand = next;
    }
    return stand;
  }

  /** Undefined where it is not of another class or costs as much as before. */
  #standAt(row: Float64Array, before: number): Stand | undefined {
    const space = this.#space;
    const leaves = space.leavesOf(row);
    let sum = space.base;
    for (const bit of leaves) sum += space.adds[bit] ?? 0;
    if (!(sum <= this.#target)) return undefined;
    return this.#better({ leaves, sum, box: commonBox(space, leaves) }, before);
  }

  #better(to: Pick<Stand, "leaves" | "sum" | "box">, before: number): Stand | undefined {
    const distance = boxDistance(to.box, this.#reach, this.#norm);
    const cost =
      this.#norm === "linf" ? distance + (share * (to.sum - this.#target)) / this.#space.magnitude : distance;
    return cost < before ? { ...to, distance, cost } : undefined;
  }

  #overThresholds({ box, cost }: Stand): Stand | undefined {
    const row = this.#origin.slice();
    const moved: number[] = [];
    for (let feature = 0; feature < box.low.length; feature++) {
      const [low = 0, high = 0] = [box.low[feature], box.high[feature]];
      if (this.#reach.distance(feature, low, high) === 0) continue;
      row[feature] = this.#reach.value(feature, low, high);
      moved.push(feature);
    }
    let best: Stand | undefined;
    for (const feature of moved) {
      const held = row[feature] ?? 0;
      const home = this.#origin[feature] ?? 0;
      // The largest value below a box is its low side; above it, anything beyond the high one.
      const next =
        held > home
          ? Math.max(home, box.low[feature] ?? 0)
          : Math.min(home, this.#reach.next(feature, box.high[feature] ?? 0));
      for (const value of next === home ? [home] : [home, next]) {
        row[feature] = value;
        best = this.#standAt(row, best?.cost ?? cost) ?? best;
      }
      row[feature] = held;
    }
    return best;
  }

  #toOtherLeaves({ leaves, box, sum, cost }: Stand): Stand | undefined {
    const { adds, firstWord } = this.#space;
    let best: Stand | undefined;
    for (let tree = 0; tree < leaves.length; tree++) {
      const held = leaves[tree] ?? 0;
      if (this.#norm !== "linf" && !this.#binds(held, box)) continue;
      const others = commonBox(
        this.#space,
        leaves.filter((_, other) => other !== tree),
      );
      const without = sum - (adds[held] ?? 0);
      for (let bit = 32 * (firstWord[tree] ?? 0); bit < 32 * (firstWord[tree + 1] ?? 0); bit++) {
        // Leaves rise, and what is no leaf adds Infinity.
        if (without + (adds[bit] ?? 0) > this.#target) break;
        const met = bit === held ? undefined : this.#meet(others, bit);
        if (met === undefined) continue;
        const taken = leaves.slice();
        taken[tree] = bit;
        const to = { leaves: taken, sum: without + (adds[bit] ?? 0), box: met };
        best = this.#better(to, best?.cost ?? cost) ?? best;
      }
    }
    return best;
  }

  /** Whether a leaf is what keeps the row from being nearer in some feature. */
  #binds(bit: number, { low, high }: Sides): boolean {
    const { firstSide, features } = this.#space;
    for (let side = firstSide[bit] ?? 0; side < (firstSide[bit + 1] ?? 0); side++) {
      const feature = features[side] ?? 0;
      const all = this.#reach.distance(feature, low[feature] ?? 0, high[feature] ?? 0);
      const own = this.#reach.distance(feature, this.#space.low[side] ?? 0, this.#space.high[side] ?? 0);
      if (own > 0 && own >= all) return true;
    }
    return false;
  }

  #meet({ low, high }: Sides, bit: number): Sides | undefined {
    const space = this.#space;
    const met = { low: low.slice(), high: high.slice() };
    for (let side = space.firstSide[bit] ?? 0; side < (space.firstSide[bit + 1] ?? 0); side++) {
      const feature = space.features[side] ?? 0;
      const from = Math.max(low[feature] ?? 0, space.low[side] ?? 0);
      const to = Math.min(high[feature] ?? 0, space.high[side] ?? 0);
      if (from >= to) return undefined;
      met.low[feature] = from;
      met.high[feature] = to;
    }
    return met;
  }
}
