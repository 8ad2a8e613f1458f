import type { Region } from "../../contracts/index.ts";

/** Two parsers, or one parser twice, claimed these bytes. */
export interface Overlap extends Region {
  /** What the other claim says these bytes are. */
  readonly also: string;
}

/**
 * Keeps account of every byte of a file: each must be claimed by exactly one region of a parser. What
 * nobody claims and what two claim are findings: one mechanism for second pickles, junk between
 * members, holes and overlaps of tensors, tails, polyglots and scans that broke off.
 *
 * Neighbouring claims of the same kind that come in order are joined, so that a million tensors of a
 * well-made file cost a few regions; the number kept is bounded, beyond it `full` is true and the
 * file counts as not explained.
 */
export class ByteLedger {
  readonly size: number;
  readonly #claims: { start: number; end: number; what: string }[] = [];
  readonly #limit: number;
  /** The claims in order, until there is another. */
  #inOrder: readonly Region[] | undefined;
  full = false;

  constructor(size: number, limit = 500_000) {
    this.size = size;
    this.#limit = limit;
  }

  /** Says what the bytes from `start` to before `end` are. A claim beyond the file is cut to it. */
  claim(start: number, end: number, what: string): void {
    const from = Math.max(0, start);
    const to = Math.min(end, this.size);
    if (to <= from) return;
    this.#inOrder = undefined;
    const last = this.#claims.at(-1);
    if (last?.what === what && last.end === from) {
      last.end = to;
      return;
    }
    if (this.#claims.length >= this.#limit) {
      this.full = true;
      return;
    }
    this.#claims.push({ start: from, end: to, what });
  }

  /** The claims in order of their first byte. */
  regions(): readonly Region[] {
    this.#inOrder ??= this.#claims.toSorted((a, b) => a.start - b.start || a.end - b.end);
    return this.#inOrder;
  }

  /** The parts that nobody claimed, in order. */
  gaps(): readonly { readonly start: number; readonly end: number }[] {
    const gaps: { start: number; end: number }[] = [];
    let reached = 0;
    for (const { start, end } of this.regions()) {
      if (start > reached) gaps.push({ start: reached, end: start });
      reached = Math.max(reached, end);
    }
    if (reached < this.size) gaps.push({ start: reached, end: this.size });
    return gaps;
  }

  /** The parts claimed more than once, at most `limit` of them. */
  overlaps(limit = 100): readonly Overlap[] {
    const found: Overlap[] = [];
    let furthest: Region | undefined;
    for (const region of this.regions()) {
      if (furthest !== undefined && region.start < furthest.end) {
        if (found.length === limit) break;
        const end = Math.min(region.end, furthest.end);
        found.push({ start: region.start, end, what: region.what, also: furthest.what });
      }
      if (furthest === undefined || region.end > furthest.end) furthest = region;
    }
    return found;
  }

  /** How many bytes are claimed at least once. */
  explained(): number {
    return this.size - this.gaps().reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** The byte map for people: at most `limit` regions, the smallest joined with their neighbours. */
  map(limit = 400): readonly Region[] {
    const regions = this.regions();
    if (regions.length <= limit) return regions;
    const step = Math.ceil(regions.length / limit);
    const joined: Region[] = [];
    for (let i = 0; i < regions.length; i += step) {
      const group = regions.slice(i, i + step);
      const [first] = group;
      if (first === undefined) break;
      const end = group.reduce((reached, region) => Math.max(reached, region.end), first.end);
      joined.push({
        start: first.start,
        end,
        what: group.length === 1 ? first.what : `${group.length} parts: ${first.what}, …`,
      });
    }
    return joined;
  }
}
