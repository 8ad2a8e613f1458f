import { z } from "zod";
import type { Trial } from "../../contracts/index.ts";

const principal = z.object({ id: z.string(), role: z.string().optional(), verified: z.boolean() });
const toolCall = z.object({ id: z.string(), name: z.string(), arguments: z.string() });
const turn = z.object({
  role: z.enum(["system", "user", "assistant", "tool", "document"]),
  text: z.string(),
  toolCalls: z.array(toolCall).optional(),
  toolCallId: z.string().optional(),
  name: z.string().optional(),
});
const exchange = z.object({
  id: z.string(),
  target: z.string(),
  startedAt: z.string(),
  durationMs: z.number(),
  principal,
  request: z.array(turn),
  response: z.array(turn),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number(), reported: z.boolean() }),
  transport: z.object({
    status: z.number().optional(),
    attempts: z.number(),
    bytesSent: z.number(),
    bytesReceived: z.number(),
    streamed: z.boolean(),
    model: z.string().optional(),
    fingerprint: z.string().optional(),
  }),
  cut: z.enum(["length", "content-filter", "byte-limit", "time-limit"]).optional(),
});
const effect = z.object({
  kind: z.enum(["tool-call", "record-changed", "message-sent", "host-contacted", "money-moved", "data-read"]),
  name: z.string(),
  executed: z.boolean(),
  at: z.string(),
  principal: principal.optional(),
  detail: z.record(z.string(), z.json()),
  source: z.enum(["ledger", "transcript"]),
});

/** The content of a trial's blob, outcome aside: that stands in the ledger. */
const trialSchema = z.object({
  case: z.string(),
  repeat: z.int(),
  attempt: z.int(),
  seed: z.int(),
  canary: z.string(),
  startedAt: z.string(),
  exchanges: z.array(exchange).max(1000),
  effects: z.array(effect).max(10_000),
});

/** Reads a trial back; undefined when it is not one that we write. A bundle may come from anyone. */
export function readTrial(content: unknown): Omit<Trial, "outcome"> | undefined {
  const parsed = trialSchema.safeParse(content);
  // Safe: the schema mirrors the contract; `exactOptionalPropertyTypes` alone keeps them apart.
  return parsed.success ? (parsed.data as unknown as Omit<Trial, "outcome">) : undefined;
}
