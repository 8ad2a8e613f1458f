import { canaryWord } from "../../detect/index.ts";
import { sha256 } from "../../formats/index.ts";
import type { AssessmentPlan } from "./plan.ts";
import type { Job } from "./queue.ts";

/** What makes a trial repeatable: derived from the run's seed and the trial, never from the attempt. */
export interface TrialSeed {
  /** 31 bits: some providers take no more. */
  readonly seed: number;
  /** A word no text holds by chance and a guard can recognise; halves may be sent, the whole never is. */
  readonly canary: string;
  /** Unique per attempt: state left by an interrupted one must not leak into the next. */
  readonly sessionId: string;
}

export function seedTrial(plan: AssessmentPlan, job: Job, attempt: number): TrialSeed {
  const digest = sha256(`${plan.seed}\n${job.lane}\n${job.case.id}\n${job.repeat}`);
  const session = sha256(`${plan.run}\n${job.lane}\n${job.case.id}\n${job.repeat}\n${attempt}`).slice(0, 24);
  return {
    seed: Number.parseInt(digest.slice(0, 8), 16) & 0x7fffffff,
    // 48 bits, exact in a number; the word takes as much of it as it can hold.
    canary: canaryWord(Number.parseInt(digest.slice(8, 20), 16)),
    sessionId: `bz-${session}`,
  };
}
