/** Events remembered for deduplication; with more, the oldest are forgotten and may come again. */
const mostKeys = 10_000;

/** What comes too often: the same within a window, and all together per minute. */
export class Repeats {
  readonly #windowMs: number;
  readonly #perMinute: number;
  readonly #seen = new Map<string, { until: number; suppressed: number }>();
  #tokens: number;
  #filled: number;
  /** Not sent because of the rate, since the last one that was. */
  #beyondRate = 0;

  constructor(windowSeconds: number, perMinute: number, now: number) {
    this.#windowMs = windowSeconds * 1_000;
    this.#perMinute = perMinute;
    this.#tokens = perMinute;
    this.#filled = now;
  }

  /** Undefined: not now. Else how many were left out before it: of its own kind, and of any. */
  admit(key: string, now: number): { readonly same: number; readonly any: number } | undefined {
    const before = this.#seen.get(key);
    if (before !== undefined && now < before.until) {
      before.suppressed += 1;
      return undefined;
    }
    this.#tokens = Math.min(
      this.#perMinute,
      this.#tokens + ((now - this.#filled) / 60_000) * this.#perMinute,
    );
    this.#filled = now;
    if (this.#tokens < 1) {
      this.#beyondRate += 1;
      return undefined;
    }
    this.#tokens -= 1;
    const any = this.#beyondRate;
    this.#beyondRate = 0;
    if (this.#windowMs > 0) {
      this.#seen.delete(key);
      this.#seen.set(key, { until: now + this.#windowMs, suppressed: 0 });
      if (this.#seen.size > mostKeys) {
        const [oldest] = this.#seen.keys();
        if (oldest !== undefined) this.#seen.delete(oldest);
      }
    }
    return { same: before?.suppressed ?? 0, any };
  }
}
