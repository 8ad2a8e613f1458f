import { once } from "node:events";
import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { chatChunk, chatCompletion, chatStream, done } from "../testing/openai-shapes.ts";
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

const chat = "/v1/chat/completions";
const hello = { model: "model-1", messages: [{ role: "user", content: "hello" }] };
const codeOf = (told: { json(): { error: { code: string } } }): string => told.json().error.code;
const impatient = { timeouts: { headers: 0.1 }, retries: { attempts: 0 } };

describe("an upstream", () => {
  it("that hangs is given up", async () => {
    const gate = await open({ upstream: impatient });
    gate.upstream.script({ fault: "hang" });
    const told = await gate.ask(chat, { json: hello });
    expect(told.status).toBe(504);
    expect(codeOf(told)).toBe("bartizan_upstream_timeout");
    expect(gate.ports.records[0]).toMatchObject({ outcome: "failed", status: 504, attempts: 1 });
  });

  it("that hangs in the middle of a stream is given up, and the client is told", async () => {
    const gate = await open({ upstream: { timeouts: { idle: 0.5 }, retries: { attempts: 0 } } });
    gate.upstream.script({ chunks: [chatChunk({ content: "half" })], ending: "hang" });
    const told = await gate.ask(chat, { json: { ...hello, stream: true } });
    expect(told.status).toBe(200);
    expect(told.text).toContain('"content":"half"');
    expect(told.text).toContain('"code":"bartizan_upstream_timeout"');
    expect(told.text).not.toContain("[DONE]");
  });

  it("that resets before its answer is an error, tried again as often as configured", async () => {
    const gate = await open({ upstream: { retries: { attempts: 2, firstDelay: 0.001 } } });
    gate.upstream.script(
      { fault: "reset" },
      { fault: "reset" },
      { json: chatCompletion({ content: "third" }) },
    );
    const told = await gate.ask(chat, { json: hello });
    expect(told.status).toBe(200);
    expect(told.text).toContain("third");
    expect(gate.ports.records[0]?.attempts).toBe(3);
    gate.upstream.script({ fault: "reset" });
    expect(codeOf(await gate.ask(chat, { json: hello }))).toBe("bartizan_upstream_failed");
  });

  it("that answers HTML is an error without a word of the page", async () => {
    const gate = await open();
    const page = { headers: { "content-type": "text/html" }, body: "<html>inner workings</html>" };
    gate.upstream.script(page, { ...page, status: 404 });
    for (const _ of [1, 2]) {
      const told = await gate.ask(chat, { json: hello });
      expect(told.status).toBe(502);
      expect(codeOf(told)).toBe("bartizan_upstream_unreadable");
      expect(told.text).not.toContain("inner");
    }
  });

  it("that refuses our key does not show what it said of it", async () => {
    const gate = await open();
    gate.upstream.script({ status: 401, json: { error: { message: "Incorrect API key: sk-ab***yz" } } });
    const told = await gate.ask(chat, { json: hello });
    expect(told.status).toBe(502);
    expect(told.text).not.toContain("sk-ab");
  });

  it("whose error says more than the policy lets out is edited like an answer", async () => {
    const gate = await open({ rules: [{ word: "secret", action: "redact" }] });
    gate.upstream.script({
      status: 400,
      json: { error: { message: "no secret", type: "invalid_request_error" } },
    });
    const told = await gate.ask(chat, { json: hello });
    expect(told.status).toBe(400);
    expect(told.json().error).toMatchObject({ message: "no [x]", type: "invalid_request_error" });
  });

  it("whose answer is larger than allowed is cut off", async () => {
    const gate = await open({ config: { limits: { answerBytes: 100_000 } } });
    gate.upstream.script({ json: chatCompletion({ content: "x".repeat(200_000) }) });
    expect(codeOf(await gate.ask(chat, { json: hello }))).toBe("bartizan_upstream_unreadable");
    gate.upstream.script({ chunks: chatStream(Array.from({ length: 50 }, () => "x".repeat(10_000))) });
    const told = await gate.ask(chat, { json: { ...hello, stream: true } });
    expect(told.text.length).toBeLessThan(120_000);
    expect(told.text).toContain("bartizan_upstream_unreadable");
  });

  it("that compresses unasked is read within bounds; a bomb is not", async () => {
    const gate = await open({ config: { limits: { answerBytes: 1_000_000 } } });
    const headers = { "content-encoding": "gzip" };
    gate.upstream.script({ headers, body: gzipSync(JSON.stringify(chatCompletion({ content: "small" }))) });
    expect((await gate.ask(chat, { json: hello })).text).toContain("small");
    gate.upstream.script({ headers, body: gzipSync(Buffer.alloc(50_000_000)) });
    expect(codeOf(await gate.ask(chat, { json: hello }))).toBe("bartizan_upstream_unreadable");
    gate.upstream.script({ headers, chunks: [gzipSync(done)] });
    expect(codeOf(await gate.ask(chat, { json: { ...hello, stream: true } }))).toBe(
      "bartizan_upstream_unreadable",
    );
  });

  it("that nests its answer without end, or is not UTF-8, is an error", async () => {
    const gate = await open();
    gate.upstream.script(
      { body: `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}` },
      { body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) },
    );
    for (const _ of [1, 2])
      expect(codeOf(await gate.ask(chat, { json: hello }))).toBe("bartizan_upstream_unreadable");
  });

  it("that is busy is waited for as long as it asks, and not longer than anybody wants", async () => {
    const gate = await open({ upstream: { retries: { attempts: 1, firstDelay: 0.001, maxDelay: 1 } } });
    const busy = (wait: string): object => ({
      status: 429,
      headers: { "retry-after": wait },
      json: { error: { message: "slow down", type: "rate_limit_error", code: null } },
    });
    gate.upstream.script(busy("0"), { json: chatCompletion({ content: "now" }) });
    expect((await gate.ask(chat, { json: hello })).text).toContain("now");
    gate.upstream.script(busy("3600"));
    const told = await gate.ask(chat, { json: hello });
    expect(told.status).toBe(429);
    expect(told.headers["retry-after"]).toBe("3600");
    expect(gate.ports.records[1]?.attempts).toBe(1);
  });

  it("that fails is replaced by the next one, and left alone while its circuit is open", async () => {
    const bad = createServer((socket) => socket.destroy());
    bad.listen(0, "127.0.0.1");
    await once(bad, "listening");
    // Safe: a listening TCP server has an address with a port.
    const { port } = bad.address() as { port: number };
    const gate = await open();
    const second = await testGateway({
      config: {
        upstreams: [
          {
            id: "bad",
            kind: "openai",
            url: `http://127.0.0.1:${port}`,
            retries: { attempts: 0 },
            circuit: { failures: 2 },
          },
          { id: "good", kind: "openai", url: `${gate.upstream.url}/v1` },
        ],
      },
    });
    try {
      gate.upstream.script({ json: chatCompletion({ content: "from the good one" }) });
      for (const _ of [1, 2, 3]) expect((await second.ask(chat, { json: hello })).text).toContain("good one");
      expect(second.ports.records.map(({ attempts }) => attempts)).toEqual([2, 2, 1]);
      expect(second.ports.events).toContainEqual({ kind: "circuit", upstream: "bad", state: "open" });
    } finally {
      await second.stop();
      bad.close();
    }
  });

  it("is abandoned when the client goes away", async () => {
    const gate = await open();
    gate.upstream.script({ chunks: [chatChunk({ content: "half" })], ending: "hang" });
    const abort = new AbortController();
    const response = await fetch(gate.url + chat, {
      method: "POST",
      body: JSON.stringify({ ...hello, stream: true }),
      signal: abort.signal,
    });
    await response.body?.getReader().read();
    abort.abort();
    await expect.poll(() => gate.upstream.abandoned()).toBe(1);
    await expect.poll(() => gate.ports.records[0]?.outcome).toBe("aborted");
    // Whoever leaves before the end is decided on all the same.
    expect(gate.ports.records[0]?.decisions.map(({ direction }) => direction)).toEqual([
      "request",
      "response",
    ]);
  });
});

describe("a guard", () => {
  it("that throws lets nothing pass, in either direction", async () => {
    const gate = await open();
    gate.upstream.script({ json: chatCompletion({ content: "unseen" }) });
    gate.guard.failing = "throws";
    const told = await gate.ask(chat, { json: hello });
    expect(told.status).toBe(503);
    expect(codeOf(told)).toBe("bartizan_guard_failed");
    expect(gate.upstream.seen).toHaveLength(0);
    gate.guard.failing = "stream-throws";
    gate.upstream.script({ chunks: chatStream(["unseen"]) });
    const streamed = await gate.ask(chat, { json: { ...hello, stream: true } });
    expect(streamed.text).not.toContain("unseen");
    expect(gate.ports.events).toContainEqual({ kind: "guard-failed", reason: "threw", opened: false });
  });

  it("that hangs lets nothing pass", async () => {
    const gate = await open({ config: { guardSeconds: 0.05 } });
    gate.guard.failing = "hangs";
    expect(codeOf(await gate.ask(chat, { json: hello }))).toBe("bartizan_guard_failed");
    expect(gate.ports.events).toContainEqual({ kind: "guard-failed", reason: "deadline", opened: false });
  });

  it("that is overridden by break-glass lets everything pass, and the record says so", async () => {
    const until = Date.now() + 60_000;
    const gate = await open({
      rules: [{ word: "hello", action: "block" }],
      ports: { breakGlass: () => ({ id: "glass-1", until }) },
    });
    gate.upstream.script({ chunks: chatStream(["well hel", "lo there"]) });
    const told = await gate.ask(chat, { json: { ...hello, stream: true } });
    expect(told.text.match(/"content":"([^"]*)"/g)?.join("")).toContain("hello there");
    const [record] = gate.ports.records;
    expect(record).toMatchObject({ outcome: "answered", breakGlass: "glass-1" });
    expect(record?.decisions.map(({ action }) => action)).toEqual(["block", "block"]);
    expect(gate.ports.events.filter(({ kind }) => kind === "break-glass-used")).toHaveLength(1);
  });

  it("is not overridden by break-glass that is over", async () => {
    const gate = await open({
      rules: [{ word: "hello", action: "block" }],
      ports: { breakGlass: () => ({ id: "glass-1", until: Date.now() - 1 }) },
    });
    expect(codeOf(await gate.ask(chat, { json: hello }))).toBe("bartizan_blocked");
  });
});
