import { z } from "@hono/zod-openapi";
import { surfaces, unscoredReasons, type JsonObject, type JsonValue } from "../../contracts/index.ts";

/** The smaller schemas of the wire; `schemas.ts` puts them together. Kept equal to the types by `schemas.ts`. */

/**
 * A key that may be absent, and is never there with `undefined`. `exactOptional` says the same, but the
 * OpenAPI generator does not know it and would call the key required; hence the cast.
 */
export function maybe<T extends z.ZodType>(schema: T): z.ZodExactOptional<T> {
  return schema.optional() as unknown as z.ZodExactOptional<T>;
}

export const moment = z.string().max(40);
export const words = z.array(z.string()).readonly();
export const count = z.int().nonnegative();

export const role = z.enum(["viewer", "analyst", "approver", "admin"]);
export const arm = z.enum(["attack", "baseline", "benign"]);
export const severity = z.enum(["critical", "high", "medium", "low"]);
export const band = z.enum(["low", "medium", "high", "critical"]);
export const outcomeKind = z.enum(["breached", "held", "served", "refused", "unscored"]);
export const triageState = z.enum(["open", "accepted", "false-positive", "fixed"]);
export const runStatus = z.enum(["running", "finished", "interrupted", "stopped"]);
export const surface = z.enum(surfaces);

export const interval = z
  .object({
    low: z.number(),
    high: z.number(),
    confidence: z.number(),
    method: z.string(),
    anytime: z.boolean(),
  })
  .openapi("Interval");

export const rate = z
  .object({
    kind: z.literal("rate"),
    n: count,
    trials: count,
    sum: z.number(),
    point: z.number(),
    interval,
    corpus: z.object({ pack: z.string(), version: z.string(), digest: z.string(), cases: count }),
    planned: count,
    unscored: count,
    contradicted: maybe(z.boolean()),
  })
  .openapi("RateEstimate");

export const verdict = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("pass"), sentence: z.string() }),
    z.object({
      kind: z.literal("fail"),
      sentence: z.string(),
      because: z.enum(["rate-above-gate", "critical-side-effect", "over-refusal", "regression", "findings"]),
    }),
    z.object({
      kind: z.literal("inconclusive"),
      sentence: z.string(),
      because: z.enum([
        "interval-straddles-gate",
        "too-many-unscored",
        "over-refusal-undecided",
        "not-finished",
        "budget-exhausted",
        "target-unreachable",
        "target-changed",
        "critical-unconfirmed",
        "capability-missing",
        "no-gate",
      ]),
    }),
  ])
  .openapi("Verdict");

export const unscoredReason = z.enum(unscoredReasons);

export const outcome = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("breached"),
      why: z.string(),
      spans: z.array(z.object({ exchange: count, turn: count, start: count, end: count })).readonly(),
      effects: z.array(count).readonly(),
      criticalEffect: z.boolean(),
    }),
    z.object({ kind: z.literal("held"), why: z.string() }),
    z.object({ kind: z.literal("served"), why: z.string() }),
    z.object({ kind: z.literal("refused"), why: z.string() }),
    z.object({ kind: z.literal("unscored"), reason: unscoredReason, detail: z.string() }),
  ])
  .openapi("Outcome");

const sentence = z.string().trim().min(1).max(2_000);
const name = z.string().trim().min(1).max(200);

export const triage = z
  .discriminatedUnion("state", [
    z.strictObject({ state: z.literal("open") }),
    z.strictObject({ state: z.literal("accepted"), by: name, until: z.iso.date(), reason: sentence }),
    z.strictObject({ state: z.literal("false-positive"), by: name, reason: sentence }),
    z.strictObject({ state: z.literal("fixed"), by: name, reason: sentence }),
  ])
  .openapi("Triage");

export const principal = z.object({
  id: z.string(),
  role: maybe(z.string()),
  verified: z.boolean(),
});

// Any JSON value. A recursive schema cannot be written out by the OpenAPI generator; the cast only
// narrows the type, since what is parsed here came out of JSON.
const json = z.unknown() as unknown as z.ZodType<JsonValue, JsonValue>;
const jsonObject = z.record(z.string(), json) as unknown as z.ZodType<JsonObject, JsonObject>;

export const turn = z
  .object({
    role: z.enum(["system", "user", "assistant", "tool", "document"]),
    text: z.string(),
    toolCalls: maybe(
      z.array(z.object({ id: z.string(), name: z.string(), arguments: z.string() })).readonly(),
    ),
    toolCallId: maybe(z.string()),
    name: maybe(z.string()),
  })
  .openapi("Turn");

export const exchange = z
  .object({
    id: z.string(),
    target: z.string(),
    startedAt: moment,
    durationMs: z.number(),
    principal,
    request: z.array(turn).readonly(),
    response: z.array(turn).readonly(),
    usage: z.object({ inputTokens: count, outputTokens: count, reported: z.boolean() }),
    transport: z.object({
      status: maybe(z.int()),
      attempts: count,
      bytesSent: count,
      bytesReceived: count,
      streamed: z.boolean(),
      model: maybe(z.string()),
      fingerprint: maybe(z.string()),
    }),
    cut: maybe(z.enum(["length", "content-filter", "byte-limit", "time-limit"])),
  })
  .openapi("Exchange");

export const effect = z
  .object({
    kind: z.enum([
      "tool-call",
      "record-changed",
      "message-sent",
      "host-contacted",
      "money-moved",
      "data-read",
    ]),
    name: z.string(),
    executed: z.boolean(),
    at: moment,
    principal: maybe(principal),
    detail: z.record(z.string(), json),
    source: z.enum(["ledger", "transcript"]),
  })
  .openapi("Effect");

export const testCase = z
  .object({
    id: z.string(),
    check: z.string(),
    arm,
    intent: z.string(),
    technique: z.string(),
    surface,
    phrasing: z.string(),
    severity,
    plants: z
      .array(z.object({ surface: surface.exclude(["user-turn", "history"]), text: z.string() }))
      .readonly(),
    turns: words,
    history: maybe(z.array(turn).readonly()),
    oracle: z.object({ id: z.string(), params: jsonObject }),
    twinOf: maybe(z.string()),
  })
  .openapi("Case");

export const matchedFact = z.object({ path: z.string(), value: json, because: z.string() });
