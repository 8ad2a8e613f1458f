import { z } from "zod";
import { surfaces, unscoredReasons, type Arm, type JsonObject, type Outcome } from "../../contracts/index.ts";

/**
 * The bodies of a run's ledger entries. They are read back from files that anyone may have edited,
 * so each is parsed, never trusted.
 */
export const entryType = {
  planned: "run.planned",
  resumed: "run.resumed",
  started: "trial.started",
  finished: "trial.finished",
  decided: "check.decided",
  finding: "finding.recorded",
  comparison: "comparison.recorded",
  verdict: "run.verdict",
  stopped: "run.stopped",
} as const;

const text = z.string().max(4096);

const outcomeSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("breached"),
    why: text,
    spans: z.array(
      z.object({
        exchange: z.int().min(0),
        turn: z.int().min(0),
        start: z.int().min(0),
        end: z.int().min(0),
      }),
    ),
    effects: z.array(z.int().min(0)),
    criticalEffect: z.boolean(),
  }),
  z.object({ kind: z.literal("held"), why: text }),
  z.object({ kind: z.literal("served"), why: text }),
  z.object({ kind: z.literal("refused"), why: text }),
  z.object({
    kind: z.literal("unscored"),
    reason: z.enum(unscoredReasons),
    detail: text,
  }),
]) satisfies z.ZodType<Outcome>;

export const blobRefSchema = z.object({ $blob: text, key: text, bytes: z.int().min(0), mediaType: text });

const trialKey = {
  lane: text,
  case: text,
  repeat: z.int().min(0),
  attempt: z.int().min(1),
};

export const startedSchema = z.object(trialKey);

const finishedSchema = z.object({
  ...trialKey,
  arm: z.enum(["attack", "baseline", "benign"]) satisfies z.ZodType<Arm>,
  intent: text,
  technique: text,
  surface: z.enum(surfaces),
  seed: z.int(),
  startedAt: text,
  finishedAt: text,
  outcome: outcomeSchema,
  requests: z.int().min(0),
  inputTokens: z.number().min(0),
  outputTokens: z.number().min(0),
  /** The whole trial: exchanges and effects. */
  blob: blobRefSchema,
});

type FinishedBody = z.infer<typeof finishedSchema>;

/** A finished trial as the ledger has it; `entry` is its sequence number. */
export interface TrialRecord extends Omit<FinishedBody, "outcome"> {
  readonly outcome: Outcome;
  readonly entry: number;
}

export interface LedgerEntry {
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly body: JsonObject;
}

/** Reads a `trial.finished` entry; undefined when its body is not what we write. */
export function readTrialRecord(entry: LedgerEntry): TrialRecord | undefined {
  const parsed = finishedSchema.safeParse(entry.body);
  return parsed.success ? { ...parsed.data, entry: entry.seq } : undefined;
}

/** What identifies a trial, whatever the attempt. */
export function trialKeyOf(trial: {
  readonly lane: string;
  readonly case: string;
  readonly repeat: number;
}): string {
  return `${trial.lane}\n${trial.case}\n${trial.repeat}`;
}

/** Trials that were cut short by us say nothing about the target: a resumed run tries them again. */
export function isRetriedOnResume(outcome: Outcome): boolean {
  return (
    outcome.kind === "unscored" && (outcome.reason === "interrupted" || outcome.reason === "budget-exhausted")
  );
}
