import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { keepContent } from "../../../guard/index.ts";
import { aDecision, aHit, anExchangeRecord, aPart, aSignal } from "../testing/an-exchange-record.ts";
import { decisionRecord } from "./decision-record.ts";
import { decisionType } from "./risk.ts";

const nothing = { keep: () => [] };

describe("a decision record", () => {
  it("is one for request and answer, by OpenTelemetry's names", () => {
    const record = decisionRecord(anExchangeRecord(), { ...nothing, provider: () => "openai" });
    expect(record).toMatchObject({
      schemaVersion: "bartizan.decision/v1",
      id: "x1",
      direction: "exchange",
      at: "2026-01-02T03:04:05.000Z",
      session: "s1",
      route: "default",
      principal: { id: "alice", verified: true },
      decision: { action: "allow", durationMicros: 200, stateful: true },
      content: [],
    });
    expect(record.attributes).toMatchObject({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-test",
      "gen_ai.response.model": "gpt-test-2026",
      "gen_ai.conversation.id": "s1",
      "gen_ai.usage.input_tokens": 7,
      "gen_ai.usage.output_tokens": 3,
      "gen_ai.security.decision.type": "allow",
      "gen_ai.security.policy.name": "baseline",
      "gen_ai.security.policy.version": "3",
    });
  });

  it("holds no text where the policy keeps none", () => {
    expect(JSON.stringify(decisionRecord(anExchangeRecord(), nothing))).not.toMatch(/weather|Sunny/);
  });

  it("takes the strictest of several decisions and puts the strictest hit first", () => {
    const watched = aHit({ rule: "watch", action: "block", mode: "monitor", severity: "critical" });
    const redacted = aHit({ rule: "mask", action: "redact", severity: "low" });
    const record = decisionRecord(
      anExchangeRecord({
        decisions: [
          aDecision({ hits: [watched], wouldBe: "block", stateful: false }),
          aDecision({ direction: "response", action: "redact", wouldBe: "redact", hits: [redacted] }),
        ],
      }),
      nothing,
    );
    expect(record.decision).toMatchObject({ action: "redact", wouldBe: "block", stateful: false });
    expect(record.decision.hits.map(({ rule }) => rule)).toEqual(["mask", "watch"]);
    expect(record.attributes).toMatchObject({
      "gen_ai.security.decision.type": "modify",
      "gen_ai.security.content.redacted": true,
      "gen_ai.security.target.type": "llm_input",
    });
  });

  it("names findings by OWASP's risks, without content", () => {
    const hit = aHit({ signals: [aSignal(), aSignal({ category: "tool-misuse", part: "/x" })] });
    const { attributes } = decisionRecord(
      anExchangeRecord({ decisions: [aDecision({ action: "block", hits: [hit] })] }),
      nothing,
    );
    expect(attributes["gen_ai.security.findings"]).toMatchObject([
      {
        "gen_ai.security.risk.category": "sensitive_info_disclosure",
        "gen_ai.security.risk.severity": "high",
        "gen_ai.security.risk.score": 0.9,
      },
      { "gen_ai.security.risk.category": "excessive_agency" },
    ]);
  });

  it("keeps texts as the guard's policy says, the answer's beside the request's", () => {
    const key = new Uint8Array(32).fill(7);
    const policy = { content: { input: "hmac", output: "full" } as const };
    const { content, attributes } = decisionRecord(anExchangeRecord(), {
      keep: (of) => keepContent({ policy, keys: { hash: key }, ...of }),
      hash: (text) => createHmac("sha256", key).update(text).digest("hex"),
    });
    expect(content.map(({ part, kept }) => [part, kept])).toEqual([
      ["/messages/0/content", "hmac"],
      ["/choices/0/message/content", "full"],
    ]);
    expect(attributes["gen_ai.security.content.input.hash"]).toBe(content[0]?.value);
  });

  it("keeps redacted only what no signal of that direction lies on", () => {
    const policy = { content: { input: "redacted", output: "redacted" } as const };
    const decisions = [
      aDecision({ signals: [aSignal({ start: 0, end: 4 })] }),
      aDecision({ direction: "response" }),
    ];
    const record = decisionRecord(anExchangeRecord({ decisions }), {
      keep: (of) => keepContent({ policy, keys: {}, ...of }),
    });
    expect(record.content.map(({ value }) => value)).toEqual(["[REDACTED] is the weather?", "Sunny."]);
  });

  it("keeps nothing redacted of texts nobody looked at", () => {
    const policy = { content: { input: "redacted", output: "redacted" } as const };
    const record = decisionRecord(anExchangeRecord({ decisions: [aDecision()] }), {
      keep: (of) => keepContent({ policy, keys: {}, ...of }),
    });
    expect(record.content.map(({ stage }) => stage)).toEqual(["input"]);
  });

  it("of an exchange nobody decided on says so", () => {
    const { request, response, ...rest } = anExchangeRecord({
      decisions: [],
      outcome: "refused",
      status: 401,
      attempts: 0,
    });
    expect(request ?? response).toBeDefined();
    const record = decisionRecord(rest, nothing);
    expect(record).toMatchObject({
      route: "none",
      principal: { verified: false },
      decision: { action: "block" },
    });
    expect(record.attributes).toMatchObject({ "bartizan.decided": false, "bartizan.outcome": "refused" });
    expect(record.attributes["gen_ai.usage.input_tokens"]).toBeUndefined();
  });

  it("stays small however much was found", () => {
    const signals = Array.from({ length: 20_000 }, (_, i) => aSignal({ start: i, end: i + 1 }));
    const decisions = [aDecision({ signals, hits: Array.from({ length: 300 }, () => aHit({ signals })) })];
    const record = decisionRecord(anExchangeRecord({ decisions, request: undefined as never }), nothing);
    expect(JSON.stringify(record).length).toBeLessThan(600_000);
    expect(record.attributes).toMatchObject({
      "bartizan.signals.total": 20_000,
      "bartizan.findings.total": 6_000_000,
    });
  });
});

describe("the decision type", () => {
  it.each([
    ["block", [aHit()], "deny"],
    ["require-approval", [aHit()], "deny"],
    ["rewrite", [aHit()], "modify"],
    ["allow", [aHit({ mode: "monitor" })], "warn"],
    ["allow", [aHit({ mode: "shadow" })], "audit"],
    ["allow", [], "allow"],
  ] as const)("of %s with %j is %s", (action, hits, type) => {
    expect(decisionType(action, hits)).toBe(type);
  });
});

it("hashes what the user said last", () => {
  const { request } = anExchangeRecord();
  if (request === undefined) throw new Error("no request");
  const parts = [
    aPart("first", { at: "/a" }),
    aPart("last", { at: "/b" }),
    aPart("tool", { at: "/c", stage: "tool-result" }),
  ];
  const record = decisionRecord(anExchangeRecord({ request: { ...request, parts } }), {
    ...nothing,
    hash: (text) => `#${text}`,
  });
  expect(record.attributes["gen_ai.security.content.input.hash"]).toBe("#last");
});
