import type { Arm, Outcome, UnscoredReason } from "../../contracts/index.ts";

/** Counts what could not be scored, by arm and by reason. */
export class UnscoredCount {
  readonly #trials = new Map<Arm, { all: number; unscored: number }>();
  readonly #reasons = new Map<UnscoredReason, number>();

  add(arm: Arm, outcome: Outcome): void {
    const count = this.#trials.get(arm) ?? { all: 0, unscored: 0 };
    this.#trials.set(arm, count);
    count.all += 1;
    if (outcome.kind !== "unscored") return;
    count.unscored += 1;
    this.#reasons.set(outcome.reason, (this.#reasons.get(outcome.reason) ?? 0) + 1);
  }

  /** Unscored over all trials of an arm; 0 before the first. */
  share(arm: Arm): number {
    const count = this.#trials.get(arm);
    return count === undefined ? 0 : count.unscored / count.all;
  }

  byReason(): Partial<Record<UnscoredReason, number>> {
    return Object.fromEntries([...this.#reasons].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
