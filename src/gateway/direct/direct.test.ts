import { afterEach, describe, expect, it } from "vitest";
import { chatCompletion } from "../testing/openai-shapes.ts";
import { testGateway, type TestGateway } from "../testing/test-gateway.ts";

let gate: TestGateway | undefined;
afterEach(async () => {
  await gate?.stop();
  gate = undefined;
});

async function open(options: Parameters<typeof testGateway>[0] = {}): Promise<TestGateway> {
  gate = await testGateway(options);
  return gate;
}

interface Checked {
  readonly schemaVersion: string;
  readonly decision: {
    readonly action: string;
    readonly direction: string;
    readonly hits: readonly object[];
  };
  readonly edited?: unknown;
}

describe("POST /v1/check", () => {
  const rules = [
    { word: "secret", action: "redact" },
    { word: "bomb", action: "block" },
  ] as const;

  it("decides on a text and gives it as it may pass; nothing is forwarded", async () => {
    const gate = await open({ rules });
    const told = await gate.ask("/v1/check", { json: { text: "my secret" } });
    expect(told.status).toBe(200);
    expect(told.json<Checked>()).toMatchObject({
      schemaVersion: "bartizan.check/v1",
      decision: { action: "redact", direction: "request" },
      edited: "my [x]",
    });
    const blocked = await gate.ask("/v1/check", { json: { text: "a bomb", role: "assistant" } });
    expect(blocked.status).toBe(200);
    expect(blocked.json<Checked>().decision).toMatchObject({ action: "block", direction: "response" });
    expect(gate.upstream.seen).toHaveLength(0);
    expect(gate.ports.records.map(({ mode, outcome }) => [mode, outcome])).toEqual([
      ["check", "checked"],
      ["check", "checked"],
    ]);
  });

  it("decides on messages", async () => {
    const gate = await open({ rules });
    const messages = [
      { role: "user", content: "x" },
      { role: "tool", tool_call_id: "c", content: "the secret" },
    ];
    const told = await gate.ask("/v1/check", { json: { messages } });
    expect(told.json<Checked>().edited).toEqual({
      messages: [messages[0], { role: "tool", tool_call_id: "c", content: "the [x]" }],
    });
    expect(gate.guard.calls[0]?.parts.map(({ stage }) => stage)).toEqual(["input", "input", "tool-result"]);
  });

  it("says what is wrong with what it is given, and fails when the guard does", async () => {
    const gate = await open();
    expect((await gate.ask("/v1/check", { json: { texts: "x" } })).status).toBe(400);
    expect((await gate.ask("/v1/check", { json: { text: "x", role: "king" } })).json().error.param).toBe(
      "/role",
    );
    gate.guard.failing = "throws";
    const told = await gate.ask("/v1/check", { json: { text: "x" } });
    expect([told.status, told.json().error.code]).toEqual([503, "bartizan_guard_failed"]);
  });
});

describe("POST /v1/mirror", () => {
  it("takes copies of another gateway's traffic, decides and records; nothing is stopped", async () => {
    const gate = await open({ rules: [{ word: "bomb", action: "block" }] });
    const told = await gate.ask("/v1/mirror", {
      json: {
        request: {
          path: "/v1/chat/completions",
          body: { model: "m", messages: [{ role: "user", content: "a bomb" }] },
        },
        response: { status: 200, body: chatCompletion({ content: "fine" }) },
        session: "s-1",
      },
    });
    expect(told.status).toBe(202);
    expect(told.json<{ decisions: object[] }>().decisions).toMatchObject([
      { direction: "request", action: "block" },
      { direction: "response", action: "allow" },
    ]);
    expect(gate.ports.records[0]).toMatchObject({ mode: "mirror", usage: { outputTokens: 7 } });
    expect(gate.ports.records[0]?.request?.exchange.session).toBe("s-1");
  });

  it("says so when nobody here reads the path", async () => {
    const gate = await open();
    const told = await gate.ask("/v1/mirror", { json: { request: { path: "/v2/other", body: {} } } });
    expect(told.json().error).toMatchObject({ code: "bartizan_not_found", param: "/request/path" });
  });
});

describe("health", () => {
  it("is told apart from readiness", async () => {
    let reasons: string[] = [];
    const gate = await open({ ports: { notReady: () => reasons } });
    expect((await gate.ask("/healthz")).status).toBe(200);
    expect((await gate.ask("/readyz")).status).toBe(200);
    reasons = ["The policy is not loaded."];
    const told = await gate.ask("/readyz");
    expect([told.status, told.json<{ reasons: string[] }>().reasons]).toEqual([503, reasons]);
    expect((await gate.ask("/healthz")).status).toBe(200);
  });
});
