import type { Clock, RandomSource } from "./ambient.ts";
import type { Case, Trial } from "./case.ts";
import type { CorpusRef, MeasureKind } from "./measure.ts";
import type { Outcome } from "./outcome.ts";
import type { EffectKind, Principal } from "./exchange.ts";
import type { ConversationTarget, Needs } from "./target.ts";

/** What the check plans to run: the cases of each arm, already filled in, in corpus order. */
export interface CheckPlan {
  readonly cases: readonly Case[];
  readonly corpora: Readonly<Record<Case["arm"], CorpusRef>>;
  /** Cases of the corpus that this target cannot carry, with the reason. */
  readonly leftOut: readonly { readonly case: string; readonly reason: string }[];
  /** The part of the check's `covers` that the planned cases really exercise, where it is less than all. */
  readonly covers?: readonly string[];
}

export interface PlanOptions {
  /** The surfaces the target offers. */
  readonly target: Pick<ConversationTarget, "id" | "capabilities" | "canaries" | "records">;
  /** Facts of the system that fill templates, such as the tools and the account of the test principal. */
  readonly facts: Readonly<Record<string, string>>;
}

export interface TrialContext {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly sessionId: string;
  readonly principal: Principal;
  readonly seed: number;
  readonly canary: string;
  readonly attempt: number;
}

export interface IntentFacts {
  readonly title: string;
  /** One or two sentences: how to close the hole. */
  readonly remedy: string;
  readonly references: readonly string[];
}

/**
 * One kind of assessment. A folder under `assess/<family>/<name>/` whose `check.ts` exports it as `check`.
 * The engine owns repeats, order, stopping, budget and resume, and folds results in plan order.
 */
export interface Check {
  /** `<family>/<name>`, such as `redteam/direct-injection`. */
  readonly id: string;
  readonly version: string;
  readonly title: string;
  /** One sentence: what it tries to prove. */
  readonly about: string;
  readonly needs: Needs;
  /** It has cases only where a target declares what it may be asked for. Elsewhere it is passed over; a gate on it is refused there. */
  readonly whereDeclared?: boolean;
  readonly measure: MeasureKind;
  /** Effects it asks the target for: refused where the rules of engagement do not allow them. */
  readonly mayCause?: readonly EffectKind[];
  /** The threat rules' test ids that a result of this check answers, such as `inj-direct`. */
  readonly covers: readonly string[];
  /** References: ATLAS, OWASP and CWE ids. */
  readonly references: readonly string[];
  plan(options: PlanOptions): CheckPlan;
  /** What a finding about this intent says to a person. */
  describe?(intent: string): IntentFacts | undefined;
  run(testCase: Case, repeat: number, target: ConversationTarget, context: TrialContext): Promise<Trial>;
}

/** What an oracle may see: everything recorded, and nothing else. */
export type RecordedTrial = Omit<Trial, "outcome">;

/**
 * Decides from recorded data only, deterministically. A judge model is one oracle among others,
 * with a measured error. Throws never: a failure is `unscored("oracle-failed")`.
 */
export interface Oracle {
  readonly id: string;
  readonly version: string;
  readonly about: string;
  judge(trial: RecordedTrial, testCase: Case): Outcome | Promise<Outcome>;
}
