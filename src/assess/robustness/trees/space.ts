import { leafBoxes, type LeafBox, type TreeEnsemble } from "../../../models/index.ts";
import type { Margin } from "./margin.ts";

/** The compatible leaves of one leaf are kept for other rows until they take so much memory. */
const mostKept = 64 * 2 ** 20;

/** Relative to the largest sum of leaves: what sums in float64 are surely within. */
export const rounding = 1e-12;

/**
 * The leaves of an ensemble for one margin, as bits. Each tree has whole words of its own; its leaves stand in rising
 * order of what they add, so that the first bit set is the best leaf left for the attacker.
 *
 * Boxes that meet pairwise have a point in common (Helly's theorem, for boxes), so that which leaves can be reached
 * together is told by pairs: one row of bits a leaf.
 */
export class Space {
  readonly margin: Margin;
  /** Trees whose leaves differ in this margin. */
  readonly trees: number;
  /** Of tree `t`: words `firstWord[t]` up to `firstWord[t + 1]`. */
  readonly firstWord: Int32Array;
  readonly words: number;
  /** By bit; what is no leaf adds Infinity and has no sides. */
  readonly adds: Float64Array;
  readonly treeOf: Int32Array;
  /** Of bit `b`: sides `firstSide[b]` up to `firstSide[b + 1]`, each `low < x <= high` of one feature. */
  readonly firstSide: Int32Array;
  readonly features: Int32Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Of the margin, with the trees whose leaves do not differ. */
  readonly base: number;
  /** The largest that leaves can sum to, in absolute value: sums are rounded relative to it. */
  readonly magnitude: number;
  readonly width: number;
  readonly #rows = new Map<number, Int32Array>();
  #kept = 0;

  /** @param integers features of whole numbers only: boxes without one hold no row */
  constructor(ensemble: TreeEnsemble, margin: Margin, integers: ReadonlySet<number>) {
    this.margin = margin;
    this.width = ensemble.width;
    let base = margin.base;
    let magnitude = Math.abs(base);
    const active: Leaf[][] = [];
    for (const boxes of boxesOf(ensemble)) {
      const leaves = boxes
        .map((box) => ({ ...wholeSides(box, integers), adds: margin.weigh(box.values) }))
        .sort((a, b) => a.adds - b.adds);
      const least = leaves[0]?.adds ?? 0;
      magnitude += leaves.reduce((most, { adds }) => Math.max(most, Math.abs(adds)), 0);
      if (leaves.every(({ adds }) => adds === least)) base += least;
      else active.push(leaves);
    }
    this.base = base;
    // A tie of nothing is a tie all the same.
    this.magnitude = magnitude || 1;
    this.trees = active.length;
    this.firstWord = new Int32Array(active.length + 1);
    active.forEach((leaves, t) => {
      this.firstWord[t + 1] = (this.firstWord[t] ?? 0) + Math.ceil(leaves.length / 32);
    });
    this.words = this.firstWord[active.length] ?? 0;
    this.adds = new Float64Array(32 * this.words).fill(Infinity);
    this.treeOf = new Int32Array(32 * this.words).fill(-1);
    this.firstSide = new Int32Array(32 * this.words + 1);
    const sides = active.flat().reduce((sum, { features }) => sum + features.length, 0);
    this.features = new Int32Array(sides);
    this.low = new Float64Array(sides);
    this.high = new Float64Array(sides);
    let side = 0;
    active.forEach((leaves, t) => {
      const from = 32 * (this.firstWord[t] ?? 0);
      const to = 32 * (this.firstWord[t + 1] ?? 0);
      for (let bit = from; bit < to; bit++) {
        const leaf = leaves[bit - from];
        this.firstSide[bit] = side;
        if (leaf === undefined) continue;
        this.adds[bit] = leaf.adds;
        this.treeOf[bit] = t;
        this.features.set(leaf.features, side);
        this.low.set(leaf.low, side);
        this.high.set(leaf.high, side);
        side += leaf.features.length;
      }
    });
    this.firstSide[32 * this.words] = side;
  }

  /** The leaf of each tree that a row ends in, as bits. The row is in the precision of the trees. */
  leavesOf(row: Float64Array): Int32Array {
    const leaves = new Int32Array(this.trees).fill(-1);
    for (let bit = 0; bit < this.treeOf.length; bit++) {
      const tree = this.treeOf[bit] ?? -1;
      if (tree >= 0 && this.#holds(bit, row)) leaves[tree] = bit;
    }
    return leaves;
  }

  #holds(bit: number, row: Float64Array): boolean {
    for (let side = this.firstSide[bit] ?? 0; side < (this.firstSide[bit + 1] ?? 0); side++) {
      const value = row[this.features[side] ?? 0] ?? NaN;
      if (!(value > (this.low[side] ?? 0) && value <= (this.high[side] ?? 0))) return false;
    }
    return true;
  }

  /** What leaves may sum to, with the base, so that the rival is chosen. @param lead see `NearestOptions` */
  targetOf(lead: number): number {
    return this.magnitude * ((this.margin.strict ? -rounding : rounding) - lead);
  }

  /** The leaves of other trees that can be reached together with this one, as bits. */
  compatible(bit: number): Int32Array {
    const kept = this.#rows.get(bit);
    if (kept !== undefined) return kept;
    if (this.#kept > mostKept) {
      this.#rows.clear();
      this.#kept = 0;
    }
    const row = this.#compare(bit);
    this.#rows.set(bit, row);
    this.#kept += row.byteLength;
    return row;
  }

  #compare(bit: number): Int32Array {
    const { firstSide, features, low, high, treeOf } = this;
    const least = new Float64Array(this.width).fill(-Infinity);
    const most = new Float64Array(this.width).fill(Infinity);
    for (let side = firstSide[bit] ?? 0; side < (firstSide[bit + 1] ?? 0); side++) {
      least[features[side] ?? 0] = low[side] ?? 0;
      most[features[side] ?? 0] = high[side] ?? 0;
    }
    const row = new Int32Array(this.words);
    for (let other = 0; other < treeOf.length; other++) {
      if ((treeOf[other] ?? -1) < 0) continue;
      const end = firstSide[other + 1] ?? 0;
      let side = firstSide[other] ?? 0;
      for (; side < end; side++) {
        const feature = features[side] ?? 0;
        if (Math.max(low[side] ?? 0, least[feature] ?? 0) >= Math.min(high[side] ?? 0, most[feature] ?? 0))
          break;
      }
      if (side === end) row[other >> 5] = (row[other >> 5] ?? 0) | (1 << (other & 31));
    }
    return row;
  }
}

interface Leaf extends Pick<LeafBox, "features" | "low" | "high"> {
  readonly adds: number;
}

/** Sides on whole numbers: `low < x <= high` says the same of them when both ends are rounded down. */
function wholeSides({ features, low, high }: LeafBox, integers: ReadonlySet<number>): Omit<Leaf, "adds"> {
  if (integers.size === 0) return { features, low, high };
  const round = (values: Float64Array): Float64Array =>
    values.map((value, k) => (integers.has(features[k] ?? -1) ? Math.floor(value) : value));
  return { features, low: round(low), high: round(high) };
}

const known = new WeakMap<TreeEnsemble, readonly (readonly LeafBox[])[]>();

function boxesOf(ensemble: TreeEnsemble): readonly (readonly LeafBox[])[] {
  const boxes = known.get(ensemble) ?? leafBoxes(ensemble);
  known.set(ensemble, boxes);
  return boxes;
}
