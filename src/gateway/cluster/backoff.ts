/** A worker that lived so long was well; its end is a new matter. Milliseconds. */
const wellAfter = 30_000;
const first = 100;
const most = 10_000;

/** How long to wait before a worker is started again: doubling while they die young (Armstrong's restart intensity, kept simple). */
export class RestartDelay {
  #young = 0;

  /** Workers in a row that died young. */
  get young(): number {
    return this.#young;
  }

  /** Milliseconds to wait after one that lived for `livedMs`. */
  after(livedMs: number): number {
    this.#young = livedMs >= wellAfter ? 0 : this.#young + 1;
    return this.#young === 0 ? 0 : Math.min(most, first * 2 ** (this.#young - 1));
  }
}
