import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import type { Exchange } from "../../contracts/index.ts";
import { connectTarget } from "../connect.ts";
import { configOf, realDeps, sessionContext } from "../testing/real-parts.ts";
import { type Answer, json, type RealServer, startServer } from "../testing/real-server.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function serve(answer: Answer): Promise<RealServer> {
  const server = await startServer(answer);
  closers.push(() => server.close());
  return server;
}

const textOf = (exchange: Exchange): string => exchange.response.at(-1)?.text ?? "";

async function openTarget(config: Record<string, unknown>, deps = realDeps()) {
  const target = await connectTarget(
    configOf({ kind: "http", id: "web", timeout_ms: 3_000, ...config }),
    deps,
  );
  closers.push(() => target.dispose());
  return target;
}

async function ask(config: Record<string, unknown>, texts: readonly string[] = ["hello"]): Promise<string[]> {
  const session = await (await openTarget(config)).open(sessionContext());
  const answers: string[] = [];
  for (const text of texts) answers.push(textOf(await session.send({ role: "user", text })));
  await session.close();
  return answers;
}

describe("submit and poll", () => {
  const poll = {
    request: { url: "/jobs", json: { q: "{{text}}" } },
    capture: { job: { json: "$.job.id" } },
    poll: {
      request: { url: "/jobs/{{captured.job}}" },
      every_ms: 5,
      max_polls: 10,
      until: { path: "$.state", equals: ["done", "finished"] },
      failed_when: { path: "$.state", equals: "failed" },
    },
    reply: { format: "json", path: "$.result.text" },
  };
  const jobs = (states: readonly string[]): Answer => {
    let polls = 0;
    return ({ method, url }, response) => {
      if (method === "POST") return json(response, { job: { id: 77 } }, 202);
      if (url !== "/jobs/77") return json(response, {}, 404);
      const state = states[Math.min(polls++, states.length - 1)];
      json(response, state === "done" ? { state, result: { text: "after a while" } } : { state });
    };
  };

  it("asks until the answer is there", async () => {
    const server = await serve(jobs(["queued", "running", "done"]));
    expect(await ask({ base_url: server.url, ...poll })).toEqual(["after a while"]);
    expect(server.seen).toHaveLength(4);
  });

  it("tells a job that failed, and one that never ends", async () => {
    const failed = await serve(jobs(["queued", "failed"]));
    await expect(ask({ base_url: failed.url, ...poll })).rejects.toMatchObject({
      code: "TARGETS_POLL_FAILED",
    });
    const endless = await serve(jobs(["queued"]));
    await expect(ask({ base_url: endless.url, ...poll })).rejects.toMatchObject({
      code: "TARGETS_POLL_EXPIRED",
    });
    expect(endless.seen).toHaveLength(11);
  });
});

describe("signing in", () => {
  /** Tokens are good for two messages each. */
  const shop = (): { answer: Answer; logins: () => number } => {
    let logins = 0;
    let left = 0;
    return {
      logins: () => logins,
      answer: ({ url, headers, body }, response) => {
        if (url === "/login") {
          logins++;
          left = 2;
          return json(response, { token: `token-number-${logins}` });
        }
        if (headers.authorization !== `Bearer token-number-${logins}` || left-- <= 0)
          return json(response, { message: "expired" }, 401);
        return json(response, { a: `ok ${(JSON.parse(body) as { q: string }).q}` });
      },
    };
  };
  const config = (url: string, per: string) => ({
    base_url: url,
    login: {
      per,
      steps: [{ request: { url: "/login", json: { user: "ada" } }, capture: { token: { json: "$.token" } } }],
    },
    request: {
      url: "/ask",
      headers: { authorization: "Bearer {{captured.token}}" },
      json: { q: "{{text}}" },
    },
    reply: { format: "json", path: "$.a" },
  });

  it.each(["session", "target"])("signs in anew after a 401, per %s, and only once a turn", async (per) => {
    const { answer, logins } = shop();
    const { url } = await serve(answer);
    expect(await ask(config(url, per), ["1", "2", "3"])).toEqual(["ok 1", "ok 2", "ok 3"]);
    expect(logins()).toBe(2);
  });

  it("shares one sign-in between conversations where told so", async () => {
    const { answer, logins } = shop();
    const { url } = await serve(answer);
    const target = await openTarget(config(url, "target"));
    const sessions = await Promise.all([target.open(sessionContext()), target.open(sessionContext())]);
    await Promise.all(sessions.map((session) => session.send({ role: "user", text: "x" })));
    expect(logins()).toBe(1);
  });

  it("tells credentials that are refused, naming the step", async () => {
    const { url } = await serve((_, response) => json(response, { message: "no" }, 401));
    await expect(ask(config(url, "session"))).rejects.toMatchObject({
      code: "TARGETS_LOGIN_FAILED",
      place: { field: "login.steps[0]" },
    });
  });

  it("tells a token that is not in the answer", async () => {
    const { url } = await serve((_, response) => json(response, { other: 1 }));
    await expect(ask(config(url, "session"))).rejects.toMatchObject({ code: "TARGETS_LOGIN_FAILED" });
  });

  it("gives up when the new sign-in does not help either", async () => {
    const server = await serve(({ url }, response) =>
      url === "/login" ? json(response, { token: "token-of-no-use" }) : json(response, {}, 401),
    );
    await expect(ask(config(server.url, "session"))).rejects.toMatchObject({ code: "TARGETS_UNAUTHORISED" });
    expect(server.seen.map((request) => request.url)).toEqual(["/login", "/ask", "/login", "/ask"]);
  });
});

describe("replies", () => {
  it("reads an event stream of JSON pieces, to its end", async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(
        'event: meta\ndata: {"t":"no"}\n\nevent: token\ndata: {"t":"He"}\n\nevent: token\ndata: {"t":"llo"}\n\ndata: [DONE]\n\n',
      );
    });
    const reply = { format: "sse", path: "$.t", event: "token", until: "[DONE]" };
    expect(await ask({ request: { url: `${url}/x`, text: "{{text}}" }, reply })).toEqual(["Hello"]);
  });

  it("tells a stream that broke off", async () => {
    const { url } = await serve((_, response) =>
      response.writeHead(200, { "content-type": "text/event-stream" }).end("data: He\n\n"),
    );
    const config = {
      request: { url: `${url}/x`, text: "{{text}}" },
      reply: { format: "sse", until: "[DONE]" },
    };
    await expect(ask(config)).rejects.toMatchObject({ code: "TARGETS_BROKEN_ANSWER" });
  });

  it("reads plain text", async () => {
    const { url } = await serve(({ body }, response) => response.end(`you said ${body}`));
    expect(await ask({ request: { url: `${url}/x`, text: "{{text}}" }, reply: { format: "text" } })).toEqual([
      "you said hello",
    ]);
  });

  it("reads usage, model and tool calls, and an answer of tool calls alone", async () => {
    const { url } = await serve((_, response) =>
      json(response, {
        out: null,
        m: "m-1",
        u: { i: 4, o: 2 },
        calls: [{ fn: "pay", args: { to: "NP-6666" } }],
      }),
    );
    const target = await openTarget({
      request: { url: `${url}/x`, json: { q: "{{text}}" } },
      reply: {
        format: "json",
        path: "$.out",
        usage: { input: "$.u.i", output: "$.u.o" },
        model: "$.m",
        tool_calls: { path: "$.calls", name: "$.fn", arguments: "$.args" },
      },
    });
    const exchange = await (await target.open(sessionContext())).send({ role: "user", text: "x" });
    expect(exchange).toMatchObject({
      usage: { inputTokens: 4, outputTokens: 2, reported: true },
      transport: { model: "m-1" },
      response: [{ text: "", toolCalls: [{ name: "pay", arguments: '{"to":"NP-6666"}' }] }],
    });
  });

  it.each([
    ["an error inside", { error: { message: "no capacity" } }, "TARGETS_ERROR_BODY"],
    ["what the configuration calls an error", { status: "failed", a: "x" }, "TARGETS_ERROR_BODY"],
    ["what the configuration calls blocked", { status: "blocked", a: "x" }, "TARGETS_BLOCKED"],
    ["another shape", { b: 1 }, "TARGETS_UNEXPECTED_SHAPE"],
  ])("tells %s", async (_, body, code) => {
    const { url } = await serve((_, response) => json(response, body));
    const reply = {
      format: "json",
      path: "$.a",
      error_when: { path: "$.status", equals: "failed" },
      blocked_when: { path: "$.status", equals: "blocked" },
    };
    await expect(ask({ request: { url: `${url}/x`, json: {} }, reply })).rejects.toMatchObject({ code });
  });

  it("sends the whole conversation, claimed history included, where the template asks for it", async () => {
    const server = await serve((_, response) => json(response, { a: "yes" }));
    const target = await openTarget({
      request: { url: `${server.url}/x`, json: { messages: "{{messages}}", seed: "{{seed}}" } },
      reply: { format: "json", path: "$.a" },
    });
    expect(target.capabilities).toMatchObject({
      multiTurn: true,
      seed: true,
      surfaces: ["user-turn", "history"],
    });
    const history = [{ role: "user", text: "before" } as const];
    const session = await target.open(sessionContext({ history }));
    await session.send({ role: "user", text: "one" });
    await session.send({ role: "user", text: "two" });
    expect(JSON.parse(server.seen[1]?.body ?? "")).toEqual({
      messages: [
        { role: "user", content: "before" },
        { role: "user", content: "one" },
        { role: "assistant", content: "yes" },
        { role: "user", content: "two" },
      ],
      seed: 7,
    });
  });
});

describe("a WebSocket", () => {
  type Line = { send(text: string): void; close(code?: number): void; terminate(): void };
  async function serveSocket(onMessage: (line: Line, text: string, count: number) => void, refuse = false) {
    const opened: { cookie: string | undefined }[] = [];
    const server = new WebSocketServer({
      port: 0,
      host: "127.0.0.1",
      verifyClient: () => !refuse,
    });
    await once(server, "listening");
    server.on("connection", (line, request) => {
      opened.push({ cookie: request.headers.cookie });
      let count = 0;
      line.on("message", (data: Buffer) => onMessage(line, data.toString("utf8"), ++count));
    });
    closers.push(
      () =>
        new Promise((resolve) => {
          for (const client of server.clients) client.terminate();
          server.close(resolve);
        }),
    );
    return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, opened };
  }
  const config = (url: string, more: Record<string, unknown> = {}) => ({
    websocket: {
      url: `${url}/chat?session={{session}}`,
      send: { json: { q: "{{text}}", conversation: "{{captured.conversation?}}" } },
      path: "$.text",
      only_when: { path: "$.type", equals: "token" },
      until: { path: "$.type", equals: "end" },
      capture: { conversation: { json: "$.conversation" } },
    },
    ...more,
  });

  it("collects the pieces of an answer, keeps the line and the conversation", async () => {
    const asked: unknown[] = [];
    const { url, opened } = await serveSocket((line, text, count) => {
      const message = JSON.parse(text) as { q: string };
      asked.push(message);
      line.send(JSON.stringify({ type: "start", text: "not this", conversation: "conv-0007" }));
      for (const piece of [message.q, " ", String(count)])
        line.send(JSON.stringify({ type: "token", text: piece }));
      line.send(JSON.stringify({ type: "end" }));
    });
    expect(await ask(config(url), ['say "}', "more"])).toEqual(['say "} 1', "more 2"]);
    expect(asked).toEqual([{ q: 'say "}' }, { q: "more", conversation: "conv-0007" }]);
    expect(opened).toHaveLength(1);
  });

  it("counts against the budget, at the target's prices", async () => {
    const { url } = await serveSocket((line) => line.send("12345678"));
    const deps = realDeps();
    const pricing = { currency: "EUR", input_per_million: 1_000_000, output_per_million: 1_000_000 };
    const target = await openTarget(
      { pricing, websocket: { url: `${url}/`, send: { text: "{{text}}" } } },
      deps,
    );
    await (await target.open(sessionContext())).send({ role: "user", text: "abcd" });
    expect(deps.budget.spent()).toEqual({ requests: 1, tokens: 3, cost: { EUR: 3 } });
  });

  it("takes the first message as the answer where nothing else is said", async () => {
    const { url } = await serveSocket((line, text) => line.send(`echo ${text}`));
    expect(await ask({ websocket: { url: `${url}/`, send: { text: "{{text}}" } } })).toEqual(["echo hello"]);
  });

  it("tells a line that is closed in the middle, and opens a new one for the next turn", async () => {
    let asked = 0;
    const { url, opened } = await serveSocket((line, text) => {
      if (++asked === 1) line.close(1011);
      else line.send(`echo ${text}`);
    });
    const session = await (
      await openTarget({ websocket: { url: `${url}/`, send: { text: "{{text}}" } } })
    ).open(sessionContext());
    await expect(session.send({ role: "user", text: "one" })).rejects.toMatchObject({
      code: "TARGETS_SOCKET_FAILED",
    });
    expect(textOf(await session.send({ role: "user", text: "two" }))).toBe("echo two");
    expect(opened).toHaveLength(2);
  });

  it("tells a handshake that is refused, and a host that is not there", async () => {
    const refused = await serveSocket(() => undefined, true);
    const socket = (url: string) => ({ websocket: { url: `${url}/`, send: { text: "x" } } });
    await expect(ask(socket(refused.url))).rejects.toMatchObject({ code: "TARGETS_SOCKET_FAILED" });
    const gone = await startServer(() => undefined);
    await gone.close();
    await expect(ask(socket(gone.url.replace("http", "ws")))).rejects.toMatchObject({
      code: "TARGETS_CONNECTION_REFUSED",
    });
  });

  it("gives up on an answer that never ends or never stops growing", async () => {
    const silent = await serveSocket(() => undefined);
    await expect(ask(config(silent.url, { timeout_ms: 150 }))).rejects.toMatchObject({
      code: "TARGETS_TIMEOUT",
    });
    const noisy = await serveSocket((line) => {
      for (let i = 0; i < 100; i++) line.send(JSON.stringify({ type: "token", text: "x".repeat(1_000) }));
    });
    await expect(ask(config(noisy.url, { max_response_bytes: 20_000 }))).rejects.toMatchObject({
      code: "TARGETS_TOO_LARGE",
    });
  });

  it("tells a message that is not JSON where JSON is meant", async () => {
    const { url } = await serveSocket((line) => line.send("<html>"));
    await expect(ask(config(url))).rejects.toMatchObject({ code: "TARGETS_NOT_JSON" });
  });

  it("stops when the trial is called off", async () => {
    const stop = new AbortController();
    const { url } = await serveSocket(() => stop.abort());
    const session = await (await openTarget(config(url))).open(sessionContext({ signal: stop.signal }));
    await expect(session.send({ role: "user", text: "x" })).rejects.toMatchObject({
      code: "TARGETS_ABORTED",
    });
  });
});
