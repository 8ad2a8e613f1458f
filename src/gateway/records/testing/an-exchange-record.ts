import type { Decision, Part, PlacedSignal, RuleHit } from "../../../contracts/index.ts";
import type { ExchangeRecord } from "../../ports.ts";

export const aSignal = (fields: Partial<PlacedSignal> = {}): PlacedSignal => ({
  detector: "secrets",
  rule: "access-key",
  category: "secret",
  score: 0.9,
  start: 0,
  end: 4,
  why: "looks like a key",
  part: "/messages/0/content",
  ...fields,
});

export const aHit = (fields: Partial<RuleHit> = {}): RuleHit => ({
  rule: "no-secrets",
  action: "block",
  mode: "enforce",
  severity: "high",
  reason: "A secret was about to leave.",
  signals: [aSignal()],
  ...fields,
});

export const aDecision = (fields: Partial<Decision> = {}): Decision => ({
  id: "d1",
  at: "2026-01-02T03:04:05.000Z",
  direction: "request",
  action: "allow",
  wouldBe: "allow",
  policy: { id: "baseline", version: "3", digest: "ab".repeat(32) },
  hits: [],
  signals: [],
  edits: [],
  failures: [],
  stateful: true,
  durationMicros: 100,
  ...fields,
});

export const aPart = (text: string, fields: Partial<Part> = {}): Part => ({
  at: "/messages/0/content",
  stage: "input",
  role: "user",
  text,
  ...fields,
});

/** An exchange that went as it should, unless told otherwise. */
export const anExchangeRecord = (fields: Partial<ExchangeRecord> = {}): ExchangeRecord => ({
  id: "x1",
  dialect: "openai-chat",
  operation: "chat",
  request: {
    exchange: {
      id: fields.id ?? "x1",
      principal: { id: "alice", verified: true },
      session: "s1",
      route: "default",
      model: "gpt-test",
      tags: [],
      dataClasses: [],
      context: { instructions: [], canaries: [], userTexts: [], tools: [] },
    },
    parts: [aPart("What is the weather?")],
    tools: [],
    bytes: 200,
  },
  response: {
    parts: [aPart("Sunny.", { at: "/choices/0/message/content", stage: "output", role: "assistant" })],
    bytes: 100,
  },
  decisions: [aDecision(), aDecision({ id: "d2", direction: "response" })],
  outcome: "answered",
  status: 200,
  mode: "inline",
  streamed: false,
  upstream: "openai",
  answeredBy: "gpt-test-2026",
  attempts: 1,
  usage: { inputTokens: 7, outputTokens: 3, reported: true },
  uninspected: [],
  startedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
  durationMs: 321,
  firstByteMs: 300,
  ...fields,
});
