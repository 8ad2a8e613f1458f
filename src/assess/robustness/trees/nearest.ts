import type { TreeEnsemble } from "../../../models/index.ts";
import type { Constraints, Region } from "../constraints/index.ts";
import { marginsOf } from "./margin.ts";
import { commonBox, leafDistances, nearestRow, reachOf, type Reach } from "./reach.ts";
import { rounding, Space } from "./space.ts";
import { TogetherSearch } from "./together.ts";

export interface NearestOptions {
  readonly region: Region;
  /** The class that the row is to lose. */
  readonly label: number;
  /** Steps of the search for one row, all rivals together (default a million: seconds). */
  readonly mostSteps?: number;
  /** By so much another class has to lead, as a share of the largest sum of leaves (default 0). */
  readonly lead?: number;
}

/** How near in L∞ a row of another class is. Exact where `lower` and `upper` are the same. */
export interface NearestRow {
  /** No row nearer than this is of another class; Infinity where none is at all. */
  readonly lower: number;
  /** The row that was found is so far; Infinity where none was found. */
  readonly upper: number;
  readonly row?: Float64Array;
  readonly steps: number;
}

/**
 * The nearest row in L∞ that an ensemble gives another class, by branch and bound over the boxes of its leaves.
 *
 * Distances at which anything can change are those of the leaves' boxes. Whether some leaves within such a distance
 * can be reached together and turn the class is a search (`TogetherSearch`); bisecting the distances gives the
 * smallest one, exactly. Sums are float64: where a runtime adds in float32, a row at the very margin may be answered
 * otherwise, so the row is to be shown to the model.
 *
 * Robustness of ensembles as a search over leaves: Chen et al., "Robustness verification of tree-based models" (2019);
 * Devos et al., "Versatile verification of tree ensembles" (2021).
 */
export class NearestSearch {
  readonly #ensemble: TreeEnsemble;
  readonly #integers: ReadonlySet<number>;
  readonly #spaces = new Map<number, readonly Space[]>();

  /** @param ensemble one of which `noMargins` says nothing */
  constructor(ensemble: TreeEnsemble, { perFeature }: Pick<Constraints, "perFeature">) {
    this.#ensemble = ensemble;
    this.#integers = new Set(perFeature.flatMap((rule, i) => (rule?.integer === true ? [i] : [])));
  }

  /** One space for each rival of a class. */
  spacesOf(label: number): readonly Space[] {
    const spaces =
      this.#spaces.get(label) ??
      marginsOf(this.#ensemble, label).map((margin) => new Space(this.#ensemble, margin, this.#integers));
    this.#spaces.set(label, spaces);
    return spaces;
  }

  reachOf(region: Region): Reach {
    return reachOf(region, this.#ensemble.precision);
  }

  /** A row as the trees see it. */
  seen(row: Float64Array): Float64Array {
    return this.#ensemble.precision === "float32" ? Float64Array.from(row, Math.fround) : row;
  }

  nearest(options: NearestOptions): NearestRow {
    const { region, label, mostSteps = 1e6, lead = 0 } = options;
    const reach = this.reachOf(region);
    const rivals = this.spacesOf(label)
      .map((space) => new Rival(space, leafDistances(space, reach), lead))
      .sort((a, b) => a.least - b.least);
    let lower = Infinity;
    let upper = Infinity;
    let steps = 0;
    let row: Float64Array | undefined;
    for (const rival of rivals) {
      const found = rival.nearest(upper, mostSteps - steps);
      steps += found.steps;
      lower = Math.min(lower, found.lower);
      if (found.leaves === undefined || found.upper >= upper) continue;
      upper = found.upper;
      row = nearestRow(region.origin, commonBox(rival.space, found.leaves), reach);
    }
    return { lower: Math.min(lower, upper), upper, ...(row === undefined ? {} : { row }), steps };
  }

  /**
   * Whether every row within a distance keeps the class: `robust`, `fragile` with the row that shows it, or
   * `unknown` where the steps were spent.
   */
  verify(
    options: NearestOptions & { readonly distance: number },
  ): { readonly says: "robust" | "unknown" } | { readonly says: "fragile"; readonly row: Float64Array } {
    const { region, label, distance, mostSteps = 1e6, lead = 0 } = options;
    const reach = this.reachOf(region);
    let left = mostSteps;
    let says: "robust" | "unknown" = "robust";
    for (const space of this.spacesOf(label)) {
      const rival = new Rival(space, leafDistances(space, reach), lead);
      const { answer, leaves, steps } = rival.within(distance, left);
      left -= steps;
      if (answer === "capped") says = "unknown";
      if (leaves !== undefined)
        return { says: "fragile", row: nearestRow(region.origin, commonBox(space, leaves), reach) };
    }
    return { says };
  }
}

/** One row against one rival class. */
class Rival {
  readonly space: Space;
  /** Nearer than this no leaves sum to the target, be they reached together or not. */
  readonly least: number;
  readonly #distances: Float64Array;
  readonly #target: number;
  /** Leaves, nearest first. */
  readonly #order: Int32Array;

  constructor(space: Space, distances: Float64Array, lead: number) {
    this.space = space;
    this.#distances = distances;
    this.#target = space.targetOf(lead);
    this.#order = sortedBy(distances);
    this.least = this.#bound();
  }

  /** Each tree gives the best leaf within reach; grown leaf by leaf until that suffices. */
  #bound(): number {
    const { adds, treeOf, trees, base } = this.space;
    const best = new Float64Array(trees).fill(Infinity);
    let total = base;
    let open = trees;
    if (open === 0 && total <= this.#target) return 0;
    for (const bit of this.#order) {
      const tree = treeOf[bit] ?? 0;
      const held = best[tree] ?? 0;
      const add = adds[bit] ?? 0;
      if (add >= held) continue;
      best[tree] = add;
      if (held === Infinity) open--;
      total += held === Infinity ? add : add - held;
      // The running sum is rounded otherwise than one from the start.
      if (open === 0 && total <= this.#target + rounding * this.space.magnitude)
        return this.#distances[bit] ?? 0;
    }
    return Infinity;
  }

  within(distance: number, mostSteps: number): Found {
    const search = new TogetherSearch(this.space);
    const answer = search.find(this.#leavesWithin(distance), this.#target, mostSteps);
    return {
      answer,
      steps: search.steps,
      ...(answer === "found" ? { leaves: search.chosen } : {}),
    };
  }

  /** The nearest of this rival, where it is nearer than `before`. */
  nearest(before: number, mostSteps: number): Nearest {
    if (!(this.least < before)) return { lower: this.least, upper: Infinity, steps: 0 };
    const radii = this.#radii(before);
    const search = new TogetherSearch(this.space);
    let leaves: Int32Array | undefined;
    let upper = Infinity;
    // Radii below `from` were shown to be too small; `to` is the smallest known to do, or the end.
    let from = 0;
    let to = radii.length;
    let stride = 1;
    while (from < to) {
      // Too large a radius costs more than too small a one: strides from below until one does.
      const at = leaves === undefined ? Math.min(from + stride - 1, to - 1) : (from + to) >> 1;
      const answer = search.find(this.#leavesWithin(radii[at] ?? 0), this.#target, mostSteps);
      if (answer === "capped") break;
      if (answer === "none") {
        from = at + 1;
        stride *= 2;
        continue;
      }
      leaves = search.chosen.slice();
      upper = leaves.reduce((most, bit) => Math.max(most, this.#distances[bit] ?? 0), 0);
      to = radii.findIndex((radius) => radius >= upper);
    }
    const lower = from < radii.length ? (radii[from] ?? before) : before;
    return { lower, upper, steps: search.steps, ...(leaves === undefined ? {} : { leaves }) };
  }

  /** Distances from the bound on at which a leaf comes within reach, rising. */
  #radii(before: number): Float64Array {
    const radii: number[] = [];
    for (const bit of this.#order) {
      const distance = this.#distances[bit] ?? 0;
      if (distance >= before) break;
      if (distance >= this.least && distance !== radii.at(-1)) radii.push(distance);
    }
    return Float64Array.from(radii);
  }

  #leavesWithin(distance: number): Int32Array {
    const leaves = new Int32Array(this.space.words);
    for (const bit of this.#order) {
      if ((this.#distances[bit] ?? 0) > distance) break;
      leaves[bit >> 5] = (leaves[bit >> 5] ?? 0) | (1 << (bit & 31));
    }
    return leaves;
  }
}

interface Found {
  readonly answer: "found" | "none" | "capped";
  readonly steps: number;
  readonly leaves?: Int32Array;
}

interface Nearest extends Omit<Found, "answer"> {
  readonly lower: number;
  readonly upper: number;
}

/** Those that can be reached at all, nearest first. */
function sortedBy(distances: Float64Array): Int32Array {
  const reachable: number[] = [];
  distances.forEach((distance, bit) => {
    if (distance < Infinity) reachable.push(bit);
  });
  return Int32Array.from(reachable.sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0)));
}
