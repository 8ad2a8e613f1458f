import type { Arm, Case, CorpusRef, RateEstimate } from "../../contracts/index.ts";
import { createRateSequence } from "../../stats/index.ts";
import type { TrialRecord } from "./records.ts";

/** What one case gave: the mean over its scored repeats, or nothing when none could be scored. */
export interface FoldedCase {
  readonly case: Case;
  readonly mean: number | undefined;
  readonly trials: readonly TrialRecord[];
}

/**
 * Folds one arm of a lane, strictly in plan order: a case counts only when every case before it in the
 * arm is complete. Quick answers therefore never get in front of slow ones, and the estimate is the same
 * whatever the concurrency and however often the run was interrupted.
 */
export class ArmFold {
  readonly arm: Arm;
  readonly #cases: readonly Case[];
  readonly #corpus: CorpusRef;
  readonly #repeats: number;
  readonly #confidence: number;
  readonly #sequence;
  readonly #waiting = new Map<string, TrialRecord[]>();
  readonly #folded: FoldedCase[] = [];
  #next = 0;
  #trials = 0;
  #unscored = 0;
  #closed = false;

  constructor(arm: Arm, cases: readonly Case[], corpus: CorpusRef, repeats: number, confidence: number) {
    this.arm = arm;
    this.#cases = cases;
    this.#corpus = corpus;
    this.#repeats = repeats;
    this.#confidence = confidence;
    this.#sequence = createRateSequence({ confidence });
  }

  /**
   * Takes a finished trial and tells of each case that became complete in order. The listener may close the
   * arm, and then no later case counts, even one that was complete already.
   */
  add(record: TrialRecord, folded: (item: FoldedCase) => void): void {
    const trials = this.#waiting.get(record.case) ?? [];
    trials[record.repeat] = record;
    this.#waiting.set(record.case, trials);
    for (let item = this.#foldNext(); item !== undefined; item = this.#foldNext()) folded(item);
  }

  /** No further case counts: the gate is decided. Trials in flight stay in the ledger, uncounted. */
  close(): void {
    this.#closed = true;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get complete(): boolean {
    return this.#closed || this.#next >= this.#cases.length;
  }

  get folded(): readonly FoldedCase[] {
    return this.#folded;
  }

  get planned(): number {
    return this.#cases.length;
  }

  estimate(): RateEstimate {
    return {
      kind: "rate",
      n: this.#sequence.n,
      trials: this.#trials,
      sum: this.#sequence.sum,
      point: this.#sequence.n === 0 ? 0 : this.#sequence.point,
      interval:
        this.#sequence.n === 0
          ? { low: 0, high: 1, confidence: this.#confidence, method: "none", anytime: true }
          : this.#sequence.interval(),
      corpus: this.#corpus,
      planned: this.#cases.length,
      unscored: this.#unscored,
      ...(this.#sequence.contradicted ? { contradicted: true } : {}),
    };
  }

  #foldNext(): FoldedCase | undefined {
    const next = this.#cases[this.#next];
    if (this.#closed || next === undefined) return undefined;
    const trials = this.#waiting.get(next.id) ?? [];
    for (let repeat = 0; repeat < this.#repeats; repeat += 1)
      if (trials[repeat] === undefined) return undefined;
    this.#next += 1;
    this.#waiting.delete(next.id);
    const own = trials.slice(0, this.#repeats);
    const scored = own.filter(({ outcome }) => outcome.kind !== "unscored");
    this.#trials += own.length;
    this.#unscored += own.length - scored.length;
    const hits = scored.filter(
      ({ outcome }) => outcome.kind === "breached" || outcome.kind === "refused",
    ).length;
    const mean = scored.length === 0 ? undefined : hits / scored.length;
    if (mean !== undefined) this.#sequence.add(mean);
    const folded: FoldedCase = { case: next, mean, trials: own };
    this.#folded.push(folded);
    return folded;
  }
}
