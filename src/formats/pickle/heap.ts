import { CALL, GLOBAL, SUMMARY, TUPLE } from "./kinds.ts";
import type { PickleMemo } from "./memo.ts";

/** Parts of one object that are kept; of the others only the number and the kinds are. */
export const keptParts = 128;
/** How many instructions may go by between two looks at the room left; a power of two. */
export const checkEvery = 128;
const none = -1;

export interface HeapLimits {
  readonly objects: number;
  readonly cells: number;
}

/** What may still be marked; below nothing, there is no room for what is held. */
interface Room {
  objects: number;
  cells: number;
}

const roomIn = ({ objects, cells }: Room): boolean => objects >= 0 && cells >= 0;

/**
 * Tuples, lists, dicts, sets, calls and persistent ids, in typed arrays, because pickles make millions
 * of them. When it is full it is swept. What only the memo still holds is then summarised where room
 * would be short: its kind and what it was made by stay, its parts go.
 */
export class ValueHeap {
  kinds: Uint8Array;
  /** Parts put in altogether; for a call, the way it was called. */
  counts: Float64Array;
  /** One bit for each kind among the parts. */
  masks: Uint32Array;
  /** Size when every shared part is written out: what a hash or a copy walks through. */
  weights: Float64Array;
  #heads: Int32Array;
  #tails: Int32Array;
  #kept: Uint8Array;
  cellKinds: Uint8Array;
  cellValues: Float64Array;
  objects = 0;
  cells = 0;
  summarised = 0;
  /** The highest weight there was. */
  heaviest = 0;
  readonly #limits: HeapLimits;
  /** The cells before the last sweep, to be written over by the next. */
  #spare: { readonly kinds: Uint8Array; readonly values: Float64Array } | undefined;

  constructor(limits: HeapLimits = { objects: 512 * 1024, cells: 2 * 1024 * 1024 }) {
    this.#limits = limits;
    const objects = Math.min(1024, limits.objects);
    this.kinds = new Uint8Array(objects);
    this.counts = new Float64Array(objects);
    this.masks = new Uint32Array(objects);
    this.weights = new Float64Array(objects);
    this.#heads = new Int32Array(objects);
    this.#tails = new Int32Array(objects);
    this.#kept = new Uint8Array(objects);
    this.cellKinds = new Uint8Array(Math.min(4096, limits.cells));
    this.cellValues = new Float64Array(this.cellKinds.length);
  }

  /** Whether the next `checkEvery` instructions may run without a sweep. */
  get roomy(): boolean {
    return (
      this.objects + 2 * checkEvery < this.#limits.objects &&
      this.cells + (keptParts + 8) * checkEvery < this.#limits.cells
    );
  }

  make(kind: number): number {
    if (this.objects === this.kinds.length) this.#growObjects();
    const index = this.objects++;
    this.kinds[index] = kind;
    this.counts[index] = 0;
    this.masks[index] = 0;
    this.weights[index] = 1;
    this.#heads[index] = none;
    this.#tails[index] = none;
    this.#kept[index] = 0;
    return index;
  }

  /** A tuple of one to three parts in one go: what dense pickles are made of. */
  makeTuple(kinds: Uint8Array, values: Float64Array, from: number, to: number): number {
    if (this.objects === this.kinds.length) this.#growObjects();
    const count = to - from;
    while (this.cells + count + 1 > this.cellKinds.length) this.#growCells();
    const index = this.objects++;
    const chunk = this.cells;
    const { cellKinds, cellValues } = this;
    this.cells = chunk + count + 1;
    cellKinds[chunk] = 0;
    cellValues[chunk] = count;
    let mask = 0;
    for (let i = 0; i < count; i++) {
      const kind = kinds[from + i] ?? 0;
      mask |= 1 << kind;
      cellKinds[chunk + 1 + i] = kind;
      cellValues[chunk + 1 + i] = values[from + i] ?? 0;
    }
    const weight = 1 + (mask >>> TUPLE === 0 ? count : this.#weightOf(kinds, values, from, to));
    if (weight > this.heaviest) this.heaviest = weight;
    this.kinds[index] = TUPLE;
    this.counts[index] = count;
    this.masks[index] = mask;
    this.weights[index] = weight;
    this.#heads[index] = chunk;
    this.#tails[index] = chunk;
    this.#kept[index] = count;
    return index;
  }

  /** Puts the cells from `from` to before `to` of the stack into the object. */
  add(index: number, kinds: Uint8Array, values: Float64Array, from: number, to: number): void {
    let mask = 0;
    for (let i = from; i < to; i++) mask |= 1 << (kinds[i] ?? 0);
    this.masks[index] = (this.masks[index] ?? 0) | mask;
    const weight =
      (this.weights[index] ?? 0) +
      (mask >>> TUPLE === 0 ? to - from : this.#weightOf(kinds, values, from, to));
    this.weights[index] = weight;
    if (weight > this.heaviest) this.heaviest = weight;
    this.counts[index] = (this.counts[index] ?? 0) + to - from;
    const kept = this.#kept[index] ?? 0;
    const count = Math.min(to - from, keptParts - kept);
    if (count <= 0) return;
    const at = this.#chunk(index, count);
    for (let i = 0; i < count; i++) {
      this.cellKinds[at + i] = kinds[from + i] ?? 0;
      this.cellValues[at + i] = values[from + i] ?? 0;
    }
    this.#kept[index] = kept + count;
  }

  #weightOf(kinds: Uint8Array, values: Float64Array, from: number, to: number): number {
    let weight = 0;
    for (let i = from; i < to; i++) {
      const kind = kinds[i] ?? 0;
      weight += kind >= TUPLE && kind < CALL ? (this.weights[values[i] ?? 0] ?? 1) : 1;
    }
    return weight;
  }

  addOne(index: number, kind: number, value: number): void {
    const at = this.#chunk(index, 1);
    this.cellKinds[at] = kind;
    this.cellValues[at] = value;
    this.#kept[index] = (this.#kept[index] ?? 0) + 1;
  }

  /** Replaces a part that is there. */
  set(index: number, part: number, kind: number, value: number): void {
    const at = this.cellOf(index, part);
    if (at < 0) return;
    this.cellKinds[at] = kind;
    this.cellValues[at] = value;
  }

  kept(index: number): number {
    return this.#kept[index] ?? 0;
  }

  /** Where a part lies among the cells; -1 where it was not kept. */
  cellOf(index: number, part: number): number {
    let left = part;
    for (let chunk = this.#heads[index] ?? none; chunk >= 0;) {
      const header = this.cellValues[chunk] ?? 0;
      const count = header % 256;
      if (left < count) return chunk + 1 + left;
      left -= count;
      chunk = Math.floor(header / 256) - 1;
    }
    return -1;
  }

  #chunk(index: number, count: number): number {
    while (this.cells + count + 1 > this.cellKinds.length) this.#growCells();
    const chunk = this.cells;
    this.cells += count + 1;
    this.cellKinds[chunk] = 0;
    this.cellValues[chunk] = count;
    const tail = this.#tails[index] ?? none;
    if (tail < 0) this.#heads[index] = chunk;
    else this.cellValues[tail] = ((this.cellValues[tail] ?? 0) % 256) + (chunk + 1) * 256;
    this.#tails[index] = chunk;
    return chunk + 1;
  }

  #growObjects(): void {
    const size = this.kinds.length * 2;
    const grown = <T extends Uint8Array | Float64Array | Uint32Array | Int32Array>(into: T, from: T): T => {
      into.set(from);
      return into;
    };
    this.kinds = grown(new Uint8Array(size), this.kinds);
    this.counts = grown(new Float64Array(size), this.counts);
    this.masks = grown(new Uint32Array(size), this.masks);
    this.weights = grown(new Float64Array(size), this.weights);
    this.#heads = grown(new Int32Array(size), this.#heads);
    this.#tails = grown(new Int32Array(size), this.#tails);
    this.#kept = grown(new Uint8Array(size), this.#kept);
  }

  #growCells(): void {
    const kinds = new Uint8Array(this.cellKinds.length * 2);
    const values = new Float64Array(kinds.length);
    kinds.set(this.cellKinds);
    values.set(this.cellValues);
    this.cellKinds = kinds;
    this.cellValues = values;
  }

  /**
   * Frees what neither the stack nor the memo holds; where that is not enough, also what only the memo
   * holds, except calls on a few constants, such as a dtype, which are asked for again and again.
   *
   * @returns whether half of it is free now. If not, the stack alone holds more than there is room for.
   */
  sweep(stackKinds: Uint8Array, stackValues: Float64Array, top: number, memo: PickleMemo): boolean {
    const live = new Uint8Array(this.objects);
    const room = { objects: this.#limits.objects / 2, cells: this.#limits.cells };
    if (this.objects > 0) this.#markFrom(live, 0, room);
    this.#markCells(live, stackKinds, stackValues, top, room);
    const withMemo = live.slice();
    const memoRoom = { ...room };
    for (const { kinds, values } of memo.pages())
      if (roomIn(memoRoom)) this.#markCells(withMemo, kinds, values, kinds.length, memoRoom);
    let kept = withMemo;
    if (!roomIn(memoRoom)) {
      if (!roomIn(room)) return false;
      kept = live;
      let few = this.#limits.objects / 16;
      for (const { kinds, values } of memo.pages())
        for (let i = kinds.indexOf(CALL); i >= 0 && few > 0; i = kinds.indexOf(CALL, i + 1)) {
          const value = values[i] ?? 0;
          if (live[value] === 1 || !this.#isPlainCall(value)) continue;
          this.#markFrom(live, value, room);
          few -= 1;
        }
      if (!roomIn(room)) return false;
    }
    this.#compact(kept, stackKinds, stackValues, top, memo);
    memo.settlePages();
    return true;
  }

  #isPlainCall(index: number): boolean {
    const args = this.cellOf(index, 1);
    const tuple = this.cellValues[args] ?? 0;
    return (
      this.cellKinds[args] === TUPLE &&
      (this.counts[tuple] ?? 0) <= 4 &&
      (this.masks[tuple] ?? 0) < 1 << TUPLE
    );
  }

  /** Marks what these cells hold, until there is no room for it. */
  #markCells(live: Uint8Array, kinds: Uint8Array, values: Float64Array, count: number, room: Room): void {
    for (let i = 0; i < count; i++) {
      if ((kinds[i] ?? 0) < TUPLE) continue;
      const value = values[i] ?? 0;
      if (live[value] === 1) continue;
      this.#markFrom(live, value, room);
      if (!roomIn(room)) return;
    }
  }

  #markOne(live: Uint8Array, index: number, room: Room): void {
    live[index] = 1;
    room.objects -= 1;
    room.cells -= 2 + 2 * (this.#kept[index] ?? 0);
  }

  #markFrom(live: Uint8Array, first: number, room: Room): void {
    if (live[first] === 1) return;
    this.#markOne(live, first, room);
    if ((this.kinds[first] ?? 0) < CALL && (this.masks[first] ?? 0) >>> TUPLE === 0) return;
    const open = [first];
    for (let index = open.pop(); index !== undefined; index = open.pop())
      for (let chunk = this.#heads[index] ?? none; chunk >= 0;) {
        const header = this.cellValues[chunk] ?? 0;
        for (let i = chunk + 1; i <= chunk + (header % 256); i++) {
          const value = this.cellValues[i] ?? 0;
          if ((this.cellKinds[i] ?? 0) < TUPLE || live[value] === 1) continue;
          this.#markOne(live, value, room);
          open.push(value);
        }
        chunk = Math.floor(header / 256) - 1;
      }
  }

  #compact(
    live: Uint8Array,
    stackKinds: Uint8Array,
    stackValues: Float64Array,
    top: number,
    memo: PickleMemo,
  ): void {
    const moved = new Int32Array(this.objects).fill(none);
    let count = 0;
    for (let i = 0; i < this.objects; i++) if (live[i] === 1) moved[i] = count++;
    for (const { kinds, values } of memo.pages())
      for (let i = 0; i < kinds.length; i++) {
        if ((kinds[i] ?? 0) < TUPLE) continue;
        const value = values[i] ?? 0;
        const to = moved[value] ?? none;
        values[i] = to >= 0 ? to : this.summaryOf(value);
        if (to < 0) kinds[i] = SUMMARY;
        if (to < 0) this.summarised += 1;
      }
    for (let i = 0; i < top; i++)
      if ((stackKinds[i] ?? 0) >= TUPLE) stackValues[i] = moved[stackValues[i] ?? 0] ?? 0;
    const oldKinds = this.cellKinds;
    const oldValues = this.cellValues;
    const spare = this.#spare?.kinds.length === oldKinds.length ? this.#spare : undefined;
    this.cellKinds = spare?.kinds ?? new Uint8Array(oldKinds.length);
    this.cellValues = spare?.values ?? new Float64Array(oldValues.length);
    this.#spare = { kinds: oldKinds, values: oldValues };
    this.cells = 0;
    for (let from = 0; from < this.objects; from++) {
      const to = moved[from] ?? none;
      if (to < 0) continue;
      let chunk = this.#heads[from] ?? none;
      this.kinds[to] = this.kinds[from] ?? 0;
      this.counts[to] = this.counts[from] ?? 0;
      this.masks[to] = this.masks[from] ?? 0;
      this.weights[to] = this.weights[from] ?? 0;
      const kept = this.#kept[from] ?? 0;
      this.#kept[to] = kept;
      this.#heads[to] = none;
      this.#tails[to] = none;
      if (kept === 0) continue;
      let at = this.#chunk(to, kept);
      while (chunk >= 0) {
        const header = oldValues[chunk] ?? 0;
        for (let i = chunk + 1; i <= chunk + (header % 256); i++) {
          const kind = oldKinds[i] ?? 0;
          const value = oldValues[i] ?? 0;
          this.cellKinds[at] = kind;
          this.cellValues[at] = kind >= TUPLE ? (moved[value] ?? 0) : value;
          at += 1;
        }
        chunk = Math.floor(header / 256) - 1;
      }
    }
    this.objects = count;
  }

  /** What stays of an object whose parts are given up: its kind, and by which global it was made. */
  summaryOf(index: number): number {
    const kind = this.kinds[index] ?? 0;
    if (kind !== CALL) return kind;
    const callee = this.cellOf(index, 0);
    return kind + 32 * ((this.cellKinds[callee] === GLOBAL ? (this.cellValues[callee] ?? 0) : -1) + 1);
  }
}
