export interface CircuitOptions {
  /** Failures in a row that open it. */
  readonly failures: number;
  readonly openSeconds: number;
  /** Requests let through at once to try it again. */
  readonly halfOpen: number;
}

export type CircuitState = "closed" | "open" | "half-open";

/**
 * Keeps requests from an upstream that fails (circuit breaker; Nygard, Release It!, 2007). Every request
 * that `admit` let through must be reported with `succeeded`, `failed` or `abandoned`.
 */
export class Circuit {
  readonly #options: CircuitOptions;
  readonly #now: () => number;
  readonly #changed: (state: CircuitState) => void;
  #state: CircuitState = "closed";
  #failures = 0;
  #openUntil = 0;
  #probes = 0;

  /** @param now milliseconds */
  constructor(options: CircuitOptions, now: () => number, changed: (state: CircuitState) => void = () => {}) {
    this.#options = options;
    this.#now = now;
    this.#changed = changed;
  }

  get state(): CircuitState {
    return this.#state;
  }

  /** Whether a request may go there now. */
  admit(): boolean {
    if (this.#state === "closed") return true;
    if (this.#state === "open") {
      if (this.#now() < this.#openUntil) return false;
      this.#to("half-open");
      this.#probes = 0;
    }
    if (this.#probes >= this.#options.halfOpen) return false;
    this.#probes += 1;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    if (this.#state !== "closed") this.#to("closed");
  }

  failed(): void {
    this.#failures += 1;
    if (this.#state === "closed" && this.#failures < this.#options.failures) return;
    if (this.#state === "open") return;
    this.#openUntil = this.#now() + this.#options.openSeconds * 1_000;
    this.#to("open");
  }

  /** The client went away before the upstream could show how it is. */
  abandoned(): void {
    if (this.#state === "half-open" && this.#probes > 0) this.#probes -= 1;
  }

  #to(state: CircuitState): void {
    this.#state = state;
    this.#changed(state);
  }
}
