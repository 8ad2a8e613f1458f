import type { RandomSource } from "../../../contracts/index.ts";

/**
 * A uniform sample of at most `size` things of a stream of unknown length, in the order of the stream (Vitter,
 * "Random sampling with a reservoir", 1985, algorithm R). Memory is bounded by the sample.
 */
export class Reservoir<T> {
  readonly #size: number;
  readonly #random: RandomSource;
  readonly #kept: { readonly at: number; readonly value: T }[] = [];
  #seen = 0;

  constructor(size: number, random: RandomSource) {
    this.#size = size;
    this.#random = random;
  }

  /** Things offered so far. */
  get seen(): number {
    return this.#seen;
  }

  /** @param make called only where the thing is kept */
  offer(make: () => T): void {
    const at = this.#seen;
    this.#seen += 1;
    const place = at < this.#size ? at : this.#random.integer(at + 1);
    if (place < this.#size) this.#kept[place] = { at, value: make() };
  }

  sample(): readonly T[] {
    return this.#kept.toSorted((a, b) => a.at - b.at).map(({ value }) => value);
  }
}
