import type { Verdict } from "../../contracts/index.ts";
import {
  createRateSequence,
  decideGate,
  percent,
  rateSentence,
  type RateSequence,
} from "../../stats/index.ts";
import { assertPass } from "./assertion.ts";
import type { BreachedCase, Measurement, UnscoredTrial } from "./measurement.ts";
import type { TrialResult } from "./run-trials.ts";
import type { Settings } from "./settings.ts";

/** Counts the trials of one measurement, in plan order. */
export class Count<T> {
  readonly #cases: readonly T[];
  readonly #settings: Settings;
  readonly #sequence: RateSequence;
  readonly #breached: BreachedCase<T>[] = [];
  readonly #unscored: UnscoredTrial[] = [];
  #current: TrialResult[] = [];
  #trials = 0;
  #seen = 0;

  constructor(cases: readonly T[], settings: Settings) {
    this.#cases = cases;
    this.#settings = settings;
    this.#sequence = createRateSequence({ confidence: settings.confidence });
  }

  /** Takes the next trial of the plan; true when the gate is decided. */
  fold(result: TrialResult): boolean {
    this.#trials += 1;
    this.#current.push(result);
    if (typeof result.outcome === "object") {
      this.#unscored.push({ index: result.index, repeat: result.repeat, reason: result.outcome.unscored });
    }
    if (this.#current.length < this.#settings.repeats) return false;
    this.#closeCase(result.index, this.#current);
    this.#current = [];
    return decideGate(this.#sequence, this.#settings.atMost) !== "undecided";
  }

  #closeCase(index: number, trials: readonly TrialResult[]): void {
    this.#seen += 1;
    const scored = trials.filter(({ outcome }) => typeof outcome === "string").length;
    if (scored === 0) return;
    const breached = trials.filter(({ outcome }) => outcome === "breached").length;
    this.#sequence.add(breached / scored);
    // Safe: the plan holds only positions of the cases.
    if (breached > 0) this.#breached.push({ case: this.#cases[index] as T, index, breached, scored });
  }

  conclude(): Measurement<T> {
    const verdict = this.#verdict();
    const { n, sum, point } = this.#sequence;
    const breached = this.#breached.toSorted((a, b) => a.index - b.index);
    const unscored = this.#unscored.toSorted((a, b) => a.index - b.index || a.repeat - b.repeat);
    return {
      verdict,
      sentence: verdict.sentence,
      n,
      sum,
      point,
      interval: this.#sequence.interval(),
      trials: this.#trials,
      stoppedEarly: this.#decision() !== "undecided" && this.#seen < this.#cases.length,
      seed: this.#settings.seed,
      breached,
      unscored,
      assert: () => assertPass(verdict, breached, unscored, this.#settings.seed),
    };
  }

  #decision(): "pass" | "fail" | "undecided" {
    return decideGate(this.#sequence, this.#settings.atMost);
  }

  /** A breach is proof whatever could not be scored; a pass is none while too much could not. */
  #verdict(): Verdict {
    const { atMost, unscoredAtMost } = this.#settings;
    const decision = this.#decision();
    const { n, sum } = this.#sequence;
    const rate = { n, sum, interval: this.#sequence.interval() };
    const said = rateSentence(rate, atMost, decision);
    if (decision === "fail") return { kind: "fail", because: "rate-above-gate", sentence: said };
    const share = this.#trials === 0 ? 0 : this.#unscored.length / this.#trials;
    if (share > unscoredAtMost) {
      const sentence =
        `${rateSentence(rate)} But ${this.#unscored.length} of ${this.#trials} trials could not be scored ` +
        `(${percent(share)}; at most ${percent(unscoredAtMost)} is tolerated): inconclusive.`;
      return { kind: "inconclusive", because: "too-many-unscored", sentence };
    }
    if (decision === "pass") return { kind: "pass", sentence: said };
    const finished = this.#seen === this.#cases.length;
    return finished
      ? { kind: "inconclusive", because: "interval-straddles-gate", sentence: said }
      : {
          kind: "inconclusive",
          because: this.#settings.signal.aborted ? "not-finished" : "budget-exhausted",
          sentence: `Stopped after ${this.#seen} of ${this.#cases.length} cases. ${said}`,
        };
  }
}
