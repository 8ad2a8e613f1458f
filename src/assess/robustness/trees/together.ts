import type { Space } from "./space.ts";

export type Answer = "found" | "none" | "capped";

/**
 * Looks for one leaf of each tree that can be reached together and whose sum is at most `target`. Depth first; each
 * step
 *
 * - gives up where even the best leaf left in every tree sums to more than the target,
 * - drops leaves that would bring it above the target whatever the other trees add,
 * - takes at once what is the only leaf left of a tree, and goes on in the tree with the fewest left.
 */
export class TogetherSearch {
  readonly #space: Space;
  /** The leaf taken of each tree, as a bit. */
  readonly chosen: Int32Array;
  /** Steps so far, over all calls. */
  steps = 0;
  readonly #alive: Int32Array[] = [];
  readonly #open: Int32Array[] = [];
  readonly #best: Float64Array;
  /** The first and the last leaf that the last cut left. */
  #first = 0;
  #last = 0;
  #target = 0;
  #mostSteps = 0;

  constructor(space: Space) {
    this.#space = space;
    this.chosen = new Int32Array(space.trees);
    this.#best = new Float64Array(space.trees);
  }

  /**
   * @param leaves bits of the leaves within reach
   * @param mostSteps `capped` is answered when `steps` comes to it
   */
  find(leaves: Int32Array, target: number, mostSteps: number): Answer {
    const { trees } = this.#space;
    this.#target = target;
    this.#mostSteps = mostSteps;
    this.#level(0);
    this.#alive[0]?.set(leaves);
    this.#open[0]?.set(Int32Array.from({ length: trees }, (_, tree) => tree));
    return this.#descend(0, trees, this.#space.base);
  }

  #level(depth: number): void {
    if (this.#alive.length > depth) return;
    this.#alive.push(new Int32Array(this.#space.words));
    this.#open.push(new Int32Array(this.#space.trees));
  }

  #descend(depth: number, opened: number, taken: number): Answer {
    if (++this.steps > this.#mostSteps) return "capped";
    const { adds } = this.#space;
    const best = this.#best;
    const alive = this.#alive[depth] ?? nothing;
    const open = this.#open[depth] ?? nothing;
    let count = opened;
    let sum = taken;
    let total = 0;
    let branch = -1;
    for (let isSettled = false; !isSettled;) {
      isSettled = true;
      total = sum;
      for (let i = 0; i < count; i++) total += this.#leastOf(open[i] ?? 0, alive);
      if (total > this.#target) return "none";
      const slack = this.#target - total;
      let fewest = Infinity;
      let widest = -1;
      for (let i = 0; i < count; i++) {
        const tree = open[i] ?? 0;
        const least = best[tree] ?? 0;
        const left = this.#cut(tree, alive, least + slack);
        if (left === 0) return "none";
        if (left === 1) {
          const bit = this.#first;
          this.chosen[tree] = bit;
          sum += adds[bit] ?? 0;
          open[i--] = open[--count] ?? 0;
          this.#keepCompatible(alive, alive, open, count, bit);
          isSettled = false;
          continue;
        }
        const range = (adds[this.#last] ?? 0) - least;
        if (left > fewest || (left === fewest && range <= widest)) continue;
        fewest = left;
        widest = range;
        branch = i;
      }
    }
    return count === 0 ? "found" : this.#branch(depth, count, sum, total, branch);
  }

  /** What the best leaf left in a tree adds; Infinity where none is left. */
  #leastOf(tree: number, alive: Int32Array): number {
    const { adds, firstWord } = this.#space;
    const end = firstWord[tree + 1] ?? 0;
    let word = firstWord[tree] ?? 0;
    while (word < end && alive[word] === 0) word++;
    const bits = alive[word] ?? 0;
    const least = word === end ? Infinity : (adds[lowestBit(word, bits)] ?? 0);
    this.#best[tree] = least;
    return least;
  }

  /** Drops the leaves of a tree that add more than `limit`; gives how many are left. */
  #cut(tree: number, alive: Int32Array, limit: number): number {
    const { adds, firstWord } = this.#space;
    const end = firstWord[tree + 1] ?? 0;
    let left = 0;
    for (let word = firstWord[tree] ?? 0; word < end; word++) {
      for (let bits = alive[word] ?? 0; bits !== 0; bits &= bits - 1) {
        const bit = lowestBit(word, bits);
        if ((adds[bit] ?? 0) > limit) {
          // Leaves rise: this one and all behind it are too much.
          alive[word] = (alive[word] ?? 0) & ~bits;
          alive.fill(0, word + 1, end);
          return left;
        }
        if (left === 0) this.#first = bit;
        this.#last = bit;
        left++;
      }
    }
    return left;
  }

  #branch(depth: number, count: number, sum: number, total: number, at: number): Answer {
    const { adds, firstWord } = this.#space;
    this.#level(depth + 1);
    const alive = this.#alive[depth] ?? nothing;
    const open = this.#open[depth] ?? nothing;
    const childAlive = this.#alive[depth + 1] ?? nothing;
    const childOpen = this.#open[depth + 1] ?? nothing;
    const tree = open[at] ?? 0;
    const others = total - (this.#best[tree] ?? 0);
    open[at] = open[count - 1] ?? 0;
    for (let word = firstWord[tree] ?? 0; word < (firstWord[tree + 1] ?? 0); word++) {
      for (let bits = alive[word] ?? 0; bits !== 0; bits &= bits - 1) {
        const bit = lowestBit(word, bits);
        if (others + (adds[bit] ?? 0) > this.#target) return "none";
        for (let i = 0; i < count - 1; i++) childOpen[i] = open[i] ?? 0;
        this.#keepCompatible(alive, childAlive, childOpen, count - 1, bit);
        this.chosen[tree] = bit;
        const answer = this.#descend(depth + 1, count - 1, sum + (adds[bit] ?? 0));
        if (answer !== "none") return answer;
      }
    }
    return "none";
  }

  #keepCompatible(from: Int32Array, to: Int32Array, open: Int32Array, count: number, bit: number): void {
    const { firstWord } = this.#space;
    const row = this.#space.compatible(bit);
    for (let i = 0; i < count; i++) {
      const tree = open[i] ?? 0;
      const end = firstWord[tree + 1] ?? 0;
      for (let word = firstWord[tree] ?? 0; word < end; word++)
        to[word] = (from[word] ?? 0) & (row[word] ?? 0);
    }
  }
}

const lowestBit = (word: number, bits: number): number => (word << 5) + 31 - Math.clz32(bits & -bits);
const nothing = new Int32Array(0);
