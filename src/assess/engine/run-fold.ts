import { LaneFold } from "./lane-fold.ts";
import type { AssessmentPlan } from "./plan.ts";
import {
  entryType,
  isRetriedOnResume,
  readTrialRecord,
  startedSchema,
  trialKeyOf,
  type LedgerEntry,
  type TrialRecord,
} from "./records.ts";

/**
 * What a run's ledger says, folded. The same fold serves the run in progress, `--resume`, the console and
 * the report, so that they cannot disagree. A trial counts once: a later record of the same trial only
 * replaces one that we cut short ourselves.
 */
export class RunFold {
  readonly plan: AssessmentPlan;
  readonly lanes: ReadonlyMap<string, LaneFold>;
  readonly #records = new Map<string, TrialRecord>();
  readonly #attempts = new Map<string, number>();
  #requests = 0;
  #inputTokens = 0;
  #outputTokens = 0;

  constructor(plan: AssessmentPlan) {
    this.plan = plan;
    this.lanes = new Map(plan.lanes.map((lane) => [lane.id, new LaneFold(lane, runsEverything(plan))]));
  }

  /** Takes one ledger entry, of whatever type; entries that are not about trials change nothing. */
  take(entry: LedgerEntry): void {
    if (entry.type === entryType.started) {
      const started = startedSchema.safeParse(entry.body);
      if (!started.success) return;
      const key = trialKeyOf(started.data);
      this.#attempts.set(key, Math.max(started.data.attempt, this.#attempts.get(key) ?? 0));
      return;
    }
    if (entry.type !== entryType.finished) return;
    const record = readTrialRecord(entry);
    if (record !== undefined) this.add(record);
  }

  add(record: TrialRecord): void {
    const key = trialKeyOf(record);
    this.#attempts.set(key, Math.max(record.attempt, this.#attempts.get(key) ?? 0));
    this.#requests += record.requests;
    this.#inputTokens += record.inputTokens;
    this.#outputTokens += record.outputTokens;
    if (isRetriedOnResume(record.outcome) || this.#records.has(key)) return;
    const lane = this.lanes.get(record.lane);
    // What a trial was about is the plan's to say: a ledger may come from anyone.
    if (lane === undefined || !lane.isOf(record)) return;
    this.#records.set(key, record);
    lane.add(record);
  }

  has(trial: { readonly lane: string; readonly case: string; readonly repeat: number }): boolean {
    return this.#records.has(trialKeyOf(trial));
  }

  /** The number of the next attempt: one more than any attempt that was ever started. */
  nextAttempt(trial: { readonly lane: string; readonly case: string; readonly repeat: number }): number {
    return (this.#attempts.get(trialKeyOf(trial)) ?? 0) + 1;
  }

  get records(): Iterable<TrialRecord> {
    return this.#records.values();
  }

  get done(): number {
    return this.#records.size;
  }

  get requests(): number {
    return this.#requests;
  }

  /** What the recorded trials used, interrupted ones included: a budget counts them. */
  get used(): { readonly requests: number; readonly inputTokens: number; readonly outputTokens: number } {
    return { requests: this.#requests, inputTokens: this.#inputTokens, outputTokens: this.#outputTokens };
  }

  get complete(): boolean {
    return [...this.lanes.values()].every((lane) => lane.complete);
  }
}

/** Regression cases are chosen one by one: there is no gate to decide, so nothing may stop them early. */
function runsEverything(plan: AssessmentPlan): boolean {
  return plan.exhaustive || plan.mode === "regressions";
}
