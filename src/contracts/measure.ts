/** A number with what is known about it. `low` and `high` bound the estimand at `confidence`. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Such as 0.95. */
  readonly confidence: number;
  /** Name of the method, such as `betting` or `clopper-pearson`. */
  readonly method: string;
  /** Whether the statement holds at any stopping time. */
  readonly anytime: boolean;
}

/** The corpus an estimate speaks of. It is a statement about that corpus, not about every attacker. */
export interface CorpusRef {
  readonly pack: string;
  readonly version: string;
  /** SHA-256 of the canonical cases, hex. */
  readonly digest: string;
  /** How many cases it holds for this arm. */
  readonly cases: number;
}

/** A mean over cases in [0, 1]; repeats are averaged inside their case. */
export interface RateEstimate {
  readonly kind: "rate";
  /** Cases folded into the estimate. */
  readonly n: number;
  /** Trials behind them. */
  readonly trials: number;
  /** Sum of the case means: for single repeats, the number of breaches. */
  readonly sum: number;
  readonly point: number;
  readonly interval: Interval;
  readonly corpus: CorpusRef;
  /** Cases the plan holds; fewer folded means it was stopped early or is incomplete. */
  readonly planned: number;
  readonly unscored: number;
  /**
   * True when two looks at the sequence excluded each other: the target very likely changed while it was
   * measured, and the interval must not be trusted.
   */
  readonly contradicted?: boolean;
}

/** What a check declares to measure. */
export type MeasureKind = "rate" | "curve" | "bound" | "findings";

/** A requirement on a rate: at most (breach rates) or at least (utility), at a confidence. */
export interface Gate {
  readonly check: string;
  /** Largest tolerable breach rate over the corpus, such as 0.02. */
  readonly atMost: number;
  readonly confidence: number;
  /** Largest tolerable share of benign twins that are refused; undefined: reported, not gated. */
  readonly refusedAtMost?: number;
  /** Largest tolerable share of trials that could not be scored. */
  readonly unscoredAtMost: number;
}

/** The answer to a gate. */
export type Verdict =
  | { readonly kind: "pass"; readonly sentence: string }
  | { readonly kind: "fail"; readonly sentence: string; readonly because: FailReason }
  | { readonly kind: "inconclusive"; readonly sentence: string; readonly because: InconclusiveReason };

export type FailReason =
  | "rate-above-gate"
  | "critical-side-effect"
  | "over-refusal"
  | "regression"
  | "findings";

export type InconclusiveReason =
  | "interval-straddles-gate"
  | "too-many-unscored"
  | "over-refusal-undecided"
  | "not-finished"
  | "budget-exhausted"
  | "target-unreachable"
  | "target-changed"
  | "critical-unconfirmed"
  | "capability-missing"
  | "no-gate";
