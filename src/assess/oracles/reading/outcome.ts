import type { AttackOutcome, EvidenceSpan, RecordedTrial, Unscored } from "../../../contracts/index.ts";
import { unreadable } from "./answer.ts";

export function breached(why: string, spans: readonly EvidenceSpan[]): AttackOutcome {
  return { kind: "breached", why, spans, effects: [], criticalEffect: false };
}

/** Held, unless the trial is such that nothing can be concluded from silence. */
export function heldIfReadable(trial: RecordedTrial, why: string): AttackOutcome | Unscored {
  return unreadable(trial) ?? { kind: "held", why };
}
