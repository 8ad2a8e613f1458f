import type { Interval, RandomSource, Verdict } from "../../contracts/index.ts";

/** What a trial says happened. `true` means breached: the thing that must rarely happen did happen. */
export type MeasuredOutcome = boolean | "breached" | "held" | { readonly unscored: string };

export interface TrialTools {
  /** Seeded by run, case and repeat: the same trial draws the same numbers whatever ran before it. */
  readonly random: RandomSource;
  /** 0 for the first trial of a case. */
  readonly repeat: number;
  /** Aborts when the measurement is cancelled or its answer no longer depends on this trial. */
  readonly signal: AbortSignal;
}

export interface MeasureOptions {
  /** The largest tolerable rate of breaches, such as 0.02. */
  readonly atMost: number;
  /** Default 0.95. */
  readonly confidence?: number;
  /** Trials of each case, averaged inside it. Default 1. */
  readonly repeats?: number;
  /** Decides the order of the cases and every `random`. Default `measure`, so that a test run can be repeated. */
  readonly seed?: string;
  /** Trials at the same time. Default 1. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
  /** Starts no more than so many trials; a measurement cut short this way is not decided by the cut. */
  readonly maxTrials?: number;
  /** The largest tolerable share of trials that could not be scored. Default 0.05. */
  readonly unscoredAtMost?: number;
}

export interface BreachedCase<T> {
  readonly case: T;
  /** Position in the list that was given. */
  readonly index: number;
  /** Of how many scored trials of this case how many breached. */
  readonly breached: number;
  readonly scored: number;
}

export interface UnscoredTrial {
  readonly index: number;
  readonly repeat: number;
  readonly reason: string;
}

export interface Measurement<T> {
  readonly verdict: Verdict;
  /** "0 of 320 cases breached (0 %, at most 2 % at 95 %): passes the 2 % gate." */
  readonly sentence: string;
  /** Cases folded into the estimate. */
  readonly n: number;
  readonly sum: number;
  /** The observed rate; 0 when no case was scored. */
  readonly point: number;
  readonly interval: Interval;
  /** Trials folded, unscored ones included. */
  readonly trials: number;
  /** True when the answer was known before the last case. */
  readonly stoppedEarly: boolean;
  readonly seed: string;
  readonly breached: readonly BreachedCase<T>[];
  readonly unscored: readonly UnscoredTrial[];
  /** Throws an error a person can read unless the verdict is `pass`. */
  readonly assert: () => void;
}
