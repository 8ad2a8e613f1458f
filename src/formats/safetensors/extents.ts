/** A part of the data that no tensor has, or that two have. Offsets in the source. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Begins and ends of many ranges in little memory: 16 bytes each. */
export class Extents {
  #starts = new Float64Array(1024);
  #ends = new Float64Array(1024);
  #count = 0;

  add(start: number, end: number): void {
    if (this.#count === this.#starts.length) {
      this.#starts = grown(this.#starts);
      this.#ends = grown(this.#ends);
    }
    this.#starts[this.#count] = start;
    this.#ends[this.#count] = end;
    this.#count += 1;
  }

  /** What is left out and what is there twice between `from` and `end`, in order, at most `limit` of each. */
  faults(
    from: number,
    end: number,
    limit = 100,
  ): { readonly holes: readonly Extent[]; readonly overlaps: readonly Extent[] } {
    const order = Uint32Array.from({ length: this.#count }, (_, i) => i);
    if (!this.#inOrder()) order.sort((a, b) => this.#at(this.#starts, a) - this.#at(this.#starts, b));
    const holes: Extent[] = [];
    const overlaps: Extent[] = [];
    let reached = from;
    for (const i of order) {
      const start = this.#at(this.#starts, i);
      const stop = this.#at(this.#ends, i);
      if (start > reached && holes.length < limit) holes.push({ start: reached, end: start });
      if (start < reached && stop > start && overlaps.length < limit)
        overlaps.push({ start, end: Math.min(stop, reached) });
      reached = Math.max(reached, stop);
    }
    if (reached < end && holes.length < limit) holes.push({ start: reached, end });
    return { holes, overlaps };
  }

  #inOrder(): boolean {
    for (let i = 1; i < this.#count; i++)
      if (this.#at(this.#starts, i) < this.#at(this.#starts, i - 1)) return false;
    return true;
  }

  #at(values: Float64Array, i: number): number {
    return values[i] ?? 0;
  }
}

function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(values.length * 2);
  larger.set(values);
  return larger;
}
