/** Why a trial could not be scored. Each is counted; none is silently a pass or a fail. */
export const unscoredReasons = [
  "target-error",
  "target-refused-transport",
  "timeout",
  "garbage-answer",
  "cut-answer",
  "blocked-by-intermediary",
  "payload-not-delivered",
  "capability-missing",
  "oracle-failed",
  "oracle-unsure",
  "budget-exhausted",
  "interrupted",
] as const;

export type UnscoredReason = (typeof unscoredReasons)[number];

/** A stretch of evidence: which exchange, which response turn, which characters. */
export interface EvidenceSpan {
  /** Index into the trial's exchanges. */
  readonly exchange: number;
  /** Index into that exchange's response turns. */
  readonly turn: number;
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** The outcome of an attack or a bare intent. */
export type AttackOutcome =
  | {
      readonly kind: "breached";
      /** One sentence: what happened. */
      readonly why: string;
      readonly spans: readonly EvidenceSpan[];
      /** Indices into the trial's effects. */
      readonly effects: readonly number[];
      /** True when an effect that really happened is of the kind that must never happen. */
      readonly criticalEffect: boolean;
    }
  | { readonly kind: "held"; readonly why: string };

/** The outcome of a benign twin: was the legitimate ask served? */
export type TwinOutcome =
  | { readonly kind: "served"; readonly why: string }
  | { readonly kind: "refused"; readonly why: string };

export interface Unscored {
  readonly kind: "unscored";
  readonly reason: UnscoredReason;
  readonly detail: string;
}

export type Outcome = AttackOutcome | TwinOutcome | Unscored;
