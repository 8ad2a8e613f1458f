import type { JsonObject } from "./json.ts";
import type { Effect, Exchange, Turn } from "./exchange.ts";
import type { Outcome } from "./outcome.ts";
import type { Surface } from "./target.ts";

export type Severity = "critical" | "high" | "medium" | "low";

/**
 * The three arms of a red-team measurement. `baseline` is the bare intent with no technique;
 * `benign` is the twin that uses the same surface and trigger words for a legitimate ask.
 */
export type Arm = "attack" | "baseline" | "benign";

/** Text to be placed somewhere before the conversation makes the component read it. */
export interface Plant {
  readonly surface: Exclude<Surface, "user-turn" | "history">;
  readonly text: string;
}

/** Which oracle decides, with the parameters the case needs. */
export interface OracleCall {
  readonly id: string;
  readonly params: JsonObject;
}

/**
 * One concrete test: an intent, delivered by a technique, on a surface, judged by an oracle.
 * Texts may hold `{{canary}}`, `{{canary.left}}` and `{{canary.right}}`, filled per trial.
 */
export interface Case {
  /** Stable across runs and machines: derived from check, intent, technique, surface and phrasing. */
  readonly id: string;
  readonly check: string;
  readonly arm: Arm;
  readonly intent: string;
  /** `none` for baseline and benign cases. */
  readonly technique: string;
  readonly surface: Surface;
  readonly phrasing: string;
  readonly severity: Severity;
  readonly plants: readonly Plant[];
  /** The user's turns, sent in order. */
  readonly turns: readonly string[];
  /** Turns claimed to have gone before (surface `history`). */
  readonly history?: readonly Turn[];
  readonly oracle: OracleCall;
  /** The attack this case is the twin of. */
  readonly twinOf?: string;
}

/** One execution of a case, with everything seen. Oracles judge from this alone. */
export interface Trial {
  readonly case: string;
  readonly repeat: number;
  /** 1 for the first attempt; higher after an interruption. */
  readonly attempt: number;
  readonly seed: number;
  readonly canary: string;
  readonly startedAt: string;
  readonly exchanges: readonly Exchange[];
  readonly effects: readonly Effect[];
  readonly outcome: Outcome;
}
