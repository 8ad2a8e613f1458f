import type { Case } from "../../contracts/index.ts";

/** Counts down until every intent and every technique of an arm was tried often enough. */
export class Breadth {
  readonly #missing = new Map<string, number>();

  /** @param times wanted of each; fewer where the corpus holds fewer cases of it */
  constructor(cases: readonly Case[], times: number) {
    for (const item of cases) {
      for (const key of keysOf(item))
        this.#missing.set(key, Math.min(times, (this.#missing.get(key) ?? 0) + 1));
    }
  }

  tried(item: Case): void {
    for (const key of keysOf(item)) {
      const left = (this.#missing.get(key) ?? 0) - 1;
      if (left > 0) this.#missing.set(key, left);
      else this.#missing.delete(key);
    }
  }

  get reached(): boolean {
    return this.#missing.size === 0;
  }
}

function keysOf(item: Case): readonly string[] {
  return [`intent ${item.intent}`, `technique ${item.technique}`];
}
