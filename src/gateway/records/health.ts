/** What those who watch the gateway must know of its records. Never holds content. */
export type RecordsHealth =
  /** Records that are lost, since the last report of this kind. */
  | { readonly kind: "dropped"; readonly count: number; readonly reason: "full" | "failed" }
  /** The disk is behind: the oldest record that is not on it waits longer than the window says. */
  | { readonly kind: "lagging"; readonly milliseconds: number }
  /** The disk takes records again. */
  | { readonly kind: "recovered" };

/** At most one report of a kind in so many milliseconds. */
const reportEveryMs = 1_000;

/** Adds up losses, so that a thousand lost records a second are one report and not a thousand. */
export class LossReports {
  readonly #report: (health: RecordsHealth) => void;
  readonly #counts = { full: 0, failed: 0 };
  readonly #last = { full: -Infinity, failed: -Infinity };
  #timer: NodeJS.Timeout | undefined;
  #troubled = false;
  /** Since the start. */
  dropped = 0;

  constructor(report: (health: RecordsHealth) => void) {
    this.#report = report;
  }

  lost(reason: "full" | "failed"): void {
    this.dropped += 1;
    this.#counts[reason] += 1;
    this.#troubled = true;
    if (performance.now() - this.#last[reason] >= reportEveryMs) this.#tell(reason);
    else this.#timer ??= setTimeout(() => this.flush(), reportEveryMs).unref();
  }

  /** The disk took something. */
  kept(): void {
    if (!this.#troubled) return;
    this.#troubled = false;
    this.flush();
    this.#report({ kind: "recovered" });
  }

  /** Reports what was counted and not reported yet. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#tell("full");
    this.#tell("failed");
  }

  #tell(reason: "full" | "failed"): void {
    const count = this.#counts[reason];
    if (count === 0) return;
    this.#counts[reason] = 0;
    this.#last[reason] = performance.now();
    this.#report({ kind: "dropped", count, reason });
  }
}
