import { afterEach, describe, expect, it } from "vitest";
import type { ExchangeRecord, Reservation } from "../ports.ts";
import { problem } from "../problems/index.ts";
import { message } from "../testing/anthropic-shapes.ts";
import { chatChunk, chatCompletion, chatStream, done } from "../testing/openai-shapes.ts";
import { testGateway, type TestGateway } from "../testing/test-gateway.ts";

let gate: TestGateway | undefined;
afterEach(async () => {
  await gate?.stop();
  gate = undefined;
});

async function open(options: Parameters<typeof testGateway>[0] = {}): Promise<TestGateway> {
  gate = await testGateway(options);
  gate.upstream.script({ json: chatCompletion({ content: "ok" }) });
  return gate;
}

const chat = "/v1/chat/completions";
const hello = { model: "model-1", messages: [{ role: "user", content: "hello" }] };

describe("a request", () => {
  it("whose method has no body brings none: it would pass unseen", async () => {
    const gate = await open();
    const told = await gate.ask("/v1/models", { method: "GET", json: hello });
    expect([told.status, gate.upstream.seen.length]).toEqual([400, 0]);
    gate.upstream.script({ json: { data: [] } });
    expect((await gate.ask("/v1/models")).status).toBe(200);
  });
});

describe("an answer", () => {
  it("whose calls are not shaped as calls does not pass", async () => {
    const gate = await open();
    for (const strange of [{ function_call: "secret" }, { tool_calls: ["secret"] }]) {
      gate.upstream.script({ json: chatCompletion(strange) });
      expect((await gate.ask(chat, { json: hello })).text).not.toContain("secret");
    }
  });

  it("is inspected in what stands beside the known members of a call", async () => {
    const gate = await open({ rules: [{ word: "secret", action: "block" }] });
    const call = { id: "c", note: "secret", function: { name: "f", arguments: "{}" } };
    const inside = { id: "c", function: { name: "f", arguments: "{}", note: "secret" } };
    for (const one of [call, inside]) {
      gate.upstream.script({ json: chatCompletion({ tool_calls: [one] }) });
      expect((await gate.ask(chat, { json: hello })).status).toBe(403);
    }
  });
});

describe("identity", () => {
  it("comes first: without it no body is read and nothing is asked", async () => {
    const refused = {
      ok: false,
      problem: problem("unauthenticated", "No key."),
      reason: "expired",
      headers: { "www-authenticate": "Bearer" },
    } as const;
    const gate = await open({ ports: { identify: () => refused } });
    const told = await gate.ask(chat, { json: hello });
    expect([told.status, told.json().error.type]).toEqual([401, "authentication_error"]);
    expect(told.headers["www-authenticate"]).toBe("Bearer");
    expect(told.text).not.toContain("expired");
    expect(gate.ports.records[0]).toMatchObject({ outcome: "refused", reason: "expired" });
    expect(gate.guard.calls).toHaveLength(0);
  });

  it("that cannot be checked is no identity", async () => {
    const gate = await open({ ports: { identify: () => Promise.reject(new Error("down")) } });
    expect((await gate.ask(chat, { json: hello })).status).toBe(503);
    expect(gate.upstream.seen).toHaveLength(0);
  });

  it("bounds models and routes", async () => {
    const identity = { principal: { id: "p", verified: true }, models: ["model-*"], routes: ["default"] };
    const gate = await open({ ports: { identify: () => ({ ok: true, identity }) } });
    expect((await gate.ask(chat, { json: hello })).status).toBe(200);
    const other = await gate.ask(chat, { json: { ...hello, model: "other" } });
    expect([other.status, other.json().error.param]).toEqual([403, "/model"]);
  });
});

describe("budgets", () => {
  const reservation = (more: Partial<Reservation> = {}): { settled: object[]; reservation: Reservation } => {
    const settled: object[] = [];
    const settle: Reservation["settle"] = (usage) => {
      settled.push(usage);
      return Promise.resolve();
    };
    return { settled, reservation: { spend: () => "continue", settle, ...more } };
  };

  it("are reserved by estimate and settled once by what was used", async () => {
    const { settled, reservation: held } = reservation();
    const estimates: object[] = [];
    const gate = await open({
      ports: {
        reserve: (_exchange, _budgets, estimate) => {
          estimates.push(estimate);
          return { ok: true, reservation: held };
        },
      },
    });
    await gate.ask(chat, { json: { ...hello, max_tokens: 50, n: 2 } });
    expect(estimates).toEqual([{ inputTokens: 2, outputTokens: 100, model: "model-1" }]);
    expect(settled).toEqual([{ inputTokens: 5, outputTokens: 7, reported: true }]);
  });

  it("are settled also for what was refused, and then nothing was used", async () => {
    const { settled, reservation: held } = reservation();
    const gate = await open({
      rules: [{ word: "hello", action: "block" }],
      ports: { reserve: () => ({ ok: true, reservation: held }) },
    });
    await gate.ask(chat, { json: hello });
    expect(settled).toEqual([{ inputTokens: 0, outputTokens: 0, reported: false }]);
  });

  it("are given back when no upstream answered, and then not settled", async () => {
    let cancelled = 0;
    const cancel = (): Promise<void> => {
      cancelled += 1;
      return Promise.resolve();
    };
    const { settled, reservation: held } = reservation({
      cancel,
      headers: { "x-ratelimit-limit-requests": "5" },
    });
    const gate = await open({ ports: { reserve: () => ({ ok: true, reservation: held }) } });
    gate.upstream.script({ fault: "reset" });
    await gate.ask(chat, { json: hello });
    expect([cancelled, settled]).toEqual([1, []]);
    gate.upstream.script({ json: chatCompletion({ content: "ok" }) });
    const told = await gate.ask(chat, { json: hello });
    expect(told.headers["x-ratelimit-limit-requests"]).toBe("5");
    expect([cancelled, settled.length]).toEqual([1, 1]);
  });

  it("that are used up are told with the time to wait", async () => {
    const gate = await open({ ports: { reserve: () => ({ ok: false, budget: "daily", retryAfter: 12.3 }) } });
    const told = await gate.ask(chat, { json: hello });
    expect(told.status).toBe(429);
    expect(told.headers["retry-after"]).toBe("13");
    expect(told.json().error).toMatchObject({ code: "bartizan_limited", bartizan: { rules: ["daily"] } });
  });

  it("that end in the middle of a stream end the stream", async () => {
    let left = 3;
    const { reservation: held } = reservation({
      spend: (tokens) => ((left -= tokens) >= 0 ? "continue" : "cut"),
    });
    const gate = await open({ ports: { reserve: () => ({ ok: true, reservation: held }) } });
    gate.upstream.script({ chunks: chatStream(["12345678", "12345678", "12345678"]) });
    const told = await gate.ask(chat, { json: { ...hello, stream: true } });
    expect(told.text.split("12345678")).toHaveLength(2);
    expect(told.text).toContain('"finish_reason":"length"');
    expect(gate.ports.records[0]?.cut).toEqual({ kind: "budget", rule: "budget" });
  });

  it.each([
    ["closed", 503],
    ["open", 200],
  ] as const)("that cannot be counted are %s as configured", async (onError, status) => {
    const gate = await open({
      config: { limits: { onError } },
      ports: { reserve: () => Promise.reject(new Error("down")) },
    });
    expect((await gate.ask(chat, { json: hello })).status).toBe(status);
    expect(gate.ports.events).toContainEqual({ kind: "limits-failed", opened: onError === "open" });
  });
});

describe("routes", () => {
  it("choose upstreams by model, rename models, and stand in the record with their tags", async () => {
    const gate = await open();
    const second = await testGateway({
      config: {
        upstreams: [
          { id: "a", kind: "openai", url: `${gate.upstream.url}/a`, models: { "fast-1": "real-name" } },
          { id: "b", kind: "openai", url: `${gate.upstream.url}/b` },
        ],
        routes: [
          { id: "fast", models: ["fast-*"], upstreams: ["a"], tags: ["internal"], dataClasses: ["personal"] },
          { id: "rest", dialects: ["openai-chat"], upstreams: ["b"] },
        ],
      },
    });
    try {
      await second.ask(chat, { json: { ...hello, model: "fast-1" } });
      await second.ask(chat, { json: hello });
      expect(gate.upstream.seen.map(({ url }) => url)).toEqual([
        "/a/chat/completions",
        "/b/chat/completions",
      ]);
      expect(gate.upstream.seen[0]?.json()).toMatchObject({ model: "real-name" });
      const [first] = second.ports.records;
      expect(first?.request?.exchange).toMatchObject({
        route: "fast",
        model: "fast-1",
        tags: ["internal"],
        dataClasses: ["personal"],
      });
      const none = await second.ask("/v1/embeddings", { json: { model: "e", input: "x" } });
      expect(none.json().error.code).toBe("bartizan_not_found");
    } finally {
      await second.stop();
    }
  });
});

describe("what is forwarded", () => {
  it("asks for token counts in a stream, and keeps them from a client that did not ask", async () => {
    const gate = await open();
    gate.upstream.script({ chunks: chatStream(["hi"]) });
    const told = await gate.ask(chat, { json: { ...hello, stream: true, stream_options: { other: 1 } } });
    expect(gate.upstream.seen[0]?.json()).toMatchObject({
      stream_options: { other: 1, include_usage: true },
    });
    expect(told.text).not.toContain("usage");
    expect(told.text.trimEnd().endsWith("data: [DONE]")).toBe(true);
    expect(gate.ports.records[0]?.usage).toEqual({ inputTokens: 5, outputTokens: 7, reported: true });
    await gate.ask(chat, { json: hello });
    expect(gate.upstream.seen[1]?.json()).not.toHaveProperty("stream_options");
  });

  it("has for each upstream the model's name there, also after another one was tried", async () => {
    const gate = await open();
    const second = await testGateway({
      config: {
        upstreams: [
          {
            id: "a",
            kind: "openai",
            url: `${gate.upstream.url}/a`,
            models: { "model-1": "name-at-a" },
            retries: { attempts: 0 },
          },
          { id: "b", kind: "openai", url: `${gate.upstream.url}/b` },
        ],
      },
    });
    try {
      gate.upstream.script({ fault: "reset" }, { json: chatCompletion({ content: "ok" }) });
      await second.ask(chat, { json: hello });
      await second.ask(chat, { json: { ...hello, model: "constructor" } });
      const models = gate.upstream.seen.map((seen) => seen.json()["model"]);
      expect(models).toEqual(["name-at-a", "model-1", "constructor"]);
    } finally {
      await second.stop();
    }
  });
});

describe("records", () => {
  it("in durable mode are kept before the last byte goes out", async () => {
    const order: string[] = [];
    const gate = await open({
      config: { durable: true },
      ports: {
        record: async () => {
          await new Promise((resolve) => setImmediate(resolve));
          order.push("recorded");
        },
      },
    });
    const told = await gate.ask(chat, { json: hello }).finally(() => order.push("answered"));
    expect(told.status).toBe(200);
    gate.upstream.script({ chunks: chatStream(["hello"]) });
    await gate.ask(chat, { json: { ...hello, stream: true } }).finally(() => order.push("answered"));
    expect(order).toEqual(["recorded", "answered", "recorded", "answered"]);
  });

  it("in durable mode that cannot be kept keep the answer back", async () => {
    const gate = await open({
      config: { durable: true },
      ports: { record: () => Promise.reject(new Error("full")) },
    });
    const told = await gate.ask(chat, { json: hello });
    expect([told.status, told.json().error.code]).toEqual([503, "bartizan_record_failed"]);
    gate.upstream.script({ chunks: [chatChunk({ content: "some" }), chatChunk({}, "stop"), done] });
    const streamed = await gate.ask(chat, { json: { ...hello, stream: true } });
    expect(streamed.text).toContain("bartizan_record_failed");
    expect(streamed.text).not.toContain("[DONE]");
  });

  it("otherwise never keep anybody waiting, dead or slow", async () => {
    const gate = await open({ ports: { record: () => new Promise(() => {}) } });
    expect((await gate.ask(chat, { json: hello })).status).toBe(200);
    await gate.stop();
    const dead = await open({
      ports: {
        record: () => {
          throw new Error("dead");
        },
      },
    });
    expect((await dead.ask(chat, { json: hello })).status).toBe(200);
    await expect.poll(() => dead.ports.events.map(({ kind }) => kind)).toContain("record-failed");
  });
});

describe("a mirror", () => {
  it("lets everything pass byte for byte, stops nothing, and records what would have been", async () => {
    const gate = await open({ rules: [{ word: "hello", action: "block" }], config: { mode: "mirror" } });
    const body = ' {"model":"m", "messages":[{"role":"user","content":"hello"}], "big":12345678901234567890}';
    const answer = `${JSON.stringify(chatCompletion({ content: "hello" }))} `;
    gate.upstream.script({ body: answer });
    const told = await gate.ask(chat, { body });
    expect(told.text).toBe(answer);
    expect(gate.upstream.seen[0]?.body).toBe(body);
    await expect.poll(() => gate.ports.records.length).toBe(1);
    const stream = [chatChunk({ content: "hello" }), "data: {broken\n\n", done];
    gate.upstream.script({ chunks: stream });
    expect((await gate.ask(chat, { json: { ...hello, stream: true } })).text).toBe(stream.join(""));
    await expect.poll(() => gate.ports.records.length).toBe(2);
    const actions = ({ decisions }: ExchangeRecord): string[] => decisions.map(({ action }) => action);
    expect(gate.ports.records.map(actions)).toEqual([
      ["block", "block"],
      ["block", "block"],
    ]);
    expect(gate.ports.records.map(({ mode, outcome }) => `${mode} ${outcome}`)).toEqual([
      "mirror answered",
      "mirror answered",
    ]);
  });
});

describe("edits", () => {
  it("that would break the JSON they stand in stop the exchange", async () => {
    const gate = await open({ rules: [{ word: '"', action: "redact", stage: "tool-call" }] });
    const call = { id: "c", type: "function", function: { name: "f", arguments: '{"a":1}' } };
    gate.upstream.script({ json: chatCompletion({ tool_calls: [call] }) });
    expect((await gate.ask(chat, { json: hello })).json().error.code).toBe("bartizan_uneditable");
    const content = [{ type: "tool_use", id: "t", name: "f", input: { a: 1 } }];
    gate.upstream.script({ json: message(content) });
    const told = await gate.ask("/v1/messages", { json: { ...hello, max_tokens: 5 } });
    expect([told.status, told.json().error.code]).toEqual([403, "bartizan_uneditable"]);
  });

  it("of the name of a tool that nobody declared stop the exchange; a declared one is the client's own word", async () => {
    const gate = await open({ rules: [{ word: "secret", action: "redact", stage: "tool-call" }] });
    const call = { id: "c", type: "function", function: { name: "a_secret", arguments: "{}" } };
    gate.upstream.script({ json: chatCompletion({ tool_calls: [call] }) });
    expect((await gate.ask(chat, { json: hello })).json().error.code).toBe("bartizan_uneditable");
    const tools = [{ type: "function", function: { name: "a_secret" } }];
    expect((await gate.ask(chat, { json: { ...hello, tools } })).status).toBe(200);
  });

  it("take what says the text again with them", async () => {
    const gate = await open({ rules: [{ word: "secret", action: "redact" }] });
    const choice = (content: string): object => ({
      choices: [
        { index: 0, message: { role: "assistant", content }, logprobs: { content: [{ token: content }] } },
      ],
    });
    gate.upstream.script({ json: choice("secret") }, { json: choice("fine") });
    expect((await gate.ask(chat, { json: hello })).text).not.toContain("secret");
    expect((await gate.ask(chat, { json: hello })).text).toContain('"token":"fine"');
  });
});
