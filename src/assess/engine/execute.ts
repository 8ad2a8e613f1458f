import type {
  Check,
  Clock,
  ConversationTarget,
  JsonObject,
  JsonValue,
  Outcome,
  Principal,
  Trial,
} from "../../contracts/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { endsRun, runEndingOf, unscoredReasonOf } from "../../targets/index.ts";
import { entryType, type TrialRecord } from "./records.ts";
import type { RunFold } from "./run-fold.ts";
import { TrialQueue, type Job } from "./queue.ts";
import { seedTrial } from "./trial-seed.ts";
import type { RunEnd } from "./verdict.ts";

/** The evidence a run writes, in the engine's words. Both resolve only when the disk has it. */
export interface RunLog {
  append(type: string, body: JsonObject): Promise<{ readonly seq: number }>;
  putBlob(value: JsonValue, mediaType: string): Promise<JsonObject>;
}

export interface ExecutionContext {
  readonly fold: RunFold;
  readonly log: RunLog;
  readonly checks: ReadonlyMap<string, Check>;
  readonly targets: ReadonlyMap<string, ConversationTarget>;
  /** Trials under way at once; the pacer of each target may allow fewer. */
  readonly parallel: number;
  readonly principal: Principal;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called after every recorded trial. */
  readonly onTrial: (record: TrialRecord) => void;
}

/**
 * Runs what the fold still lacks. Every trial is announced before its first request and recorded after
 * its last, so a kill at any moment loses no recorded trial and leaves an unfinished one visible.
 */
export async function execute(context: ExecutionContext): Promise<RunEnd> {
  const queue = new TrialQueue(context.fold);
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  let end: RunEnd = "finished";
  let wake: (() => void)[] = [];
  const wakeAll = (): void => {
    const sleeping = wake;
    wake = [];
    for (const resume of sleeping) resume();
  };

  const worker = async (): Promise<void> => {
    while (!signal.aborted) {
      const job = queue.next();
      if (job === "done") return;
      if (job === "wait") {
        await new Promise<void>((resolve) => wake.push(resolve));
        continue;
      }
      try {
        await runJob(job, context, signal);
      } catch (error) {
        const ending = runEndingOf(error);
        if (ending === undefined && !signal.aborted) {
          stop.abort(error);
          throw error;
        }
        end = ending ?? end;
        stop.abort(error);
      } finally {
        queue.finished();
        wakeAll();
      }
    }
  };
  // All of them, also after one has failed: none may still be asking when the targets are let go.
  const ended = await Promise.allSettled(Array.from({ length: context.parallel }, worker));
  const failed = ended.find((one) => one.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  if (end === "finished" && context.signal.aborted) return "stopped";
  return end;
}

async function runJob(job: Job, context: ExecutionContext, signal: AbortSignal): Promise<void> {
  const { fold, log, clock } = context;
  const key = { lane: job.lane, case: job.case.id, repeat: job.repeat };
  const attempt = fold.nextAttempt(key);
  const seeded = seedTrial(fold.plan, job, attempt);
  await log.append(entryType.started, { ...key, attempt });
  const startedAt = new Date(clock.now()).toISOString();
  const trial = await tryTrial(job, attempt, seeded, context, signal, startedAt);
  // Safe: a trial is plain JSON data all through.
  const blob = await log.putBlob(
    wellFormed(trial as unknown as JsonValue),
    "application/vnd.bartizan.trial+json",
  );
  const body = {
    ...key,
    attempt,
    arm: job.case.arm,
    intent: job.case.intent,
    technique: job.case.technique,
    surface: job.case.surface,
    seed: seeded.seed,
    startedAt,
    finishedAt: new Date(clock.now()).toISOString(),
    outcome: bounded(trial.outcome),
    requests: trial.exchanges.reduce((sum, { transport }) => sum + Math.max(1, transport.attempts), 0),
    inputTokens: trial.exchanges.reduce((sum, { usage }) => sum + usage.inputTokens, 0),
    outputTokens: trial.exchanges.reduce((sum, { usage }) => sum + usage.outputTokens, 0),
    blob,
  };
  const entry = await log.append(entryType.finished, body as unknown as JsonObject);
  const record = { ...body, blob: blob as TrialRecord["blob"], entry: entry.seq };
  fold.add(record);
  context.onTrial(record);
}

/** Runs the check's trial; a failure becomes an unscored outcome, except what must end the run. */
async function tryTrial(
  job: Job,
  attempt: number,
  seeded: ReturnType<typeof seedTrial>,
  context: ExecutionContext,
  signal: AbortSignal,
  startedAt: string,
): Promise<Trial> {
  const check = context.checks.get(job.check);
  const target = context.targets.get(job.target);
  if (check === undefined || target === undefined)
    throw new Error(`${job.lane} was planned but is not connected`);
  try {
    return await check.run(job.case, job.repeat, target, {
      signal,
      clock: context.clock,
      random: seededRandom(String(seeded.seed)),
      sessionId: seeded.sessionId,
      principal: context.principal,
      seed: seeded.seed,
      canary: seeded.canary,
      attempt,
    });
  } catch (error) {
    if (signal.aborted || endsRun(error)) throw error;
    return {
      case: job.case.id,
      repeat: job.repeat,
      attempt,
      seed: seeded.seed,
      canary: seeded.canary,
      startedAt,
      exchanges: [],
      effects: [],
      outcome: { kind: "unscored", ...unscoredReasonOf(error) },
    };
  }
}

const longestSentence = 1000;

/** The ledger line stays short; the whole text is in the blob. */
function bounded(outcome: Outcome): Outcome {
  if (outcome.kind === "unscored") return { ...outcome, detail: clip(outcome.detail) };
  if (outcome.kind === "breached") {
    return {
      ...outcome,
      why: clip(outcome.why),
      spans: outcome.spans.slice(0, 32),
      effects: outcome.effects.slice(0, 32),
    };
  }
  return { ...outcome, why: clip(outcome.why) };
}

/** A target may send half a surrogate pair, which canonical JSON cannot hold; it becomes U+FFFD. */
function wellFormed(value: JsonValue): JsonValue {
  if (typeof value === "string") return value.toWellFormed();
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(wellFormed);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key.toWellFormed(),
      member === undefined ? undefined : wellFormed(member),
    ]),
  );
}

function clip(text: string): string {
  const whole = text.toWellFormed();
  return whole.length <= longestSentence ? whole : `${whole.slice(0, longestSentence).toWellFormed()}…`;
}
