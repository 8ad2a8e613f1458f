/**
 * Label values, of which there are at most so many: those that come later are all `other`. Every value is a
 * time series of its own for ever, and some names come from clients and upstreams.
 */
export class BoundedLabel {
  readonly #most: number;
  readonly #seen = new Set<string>();

  constructor(most: number) {
    this.#most = most;
  }

  of(value: string): string {
    if (this.#seen.has(value)) return value;
    if (this.#seen.size >= this.#most) return "other";
    const short = value.length <= 128 ? value : "other";
    this.#seen.add(short);
    return short;
  }
}
