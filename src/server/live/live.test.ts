import { request as httpRequest, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import type { LiveEvent } from "../wire/wire.ts";
import { startTestServer, type TestServer } from "../testing/running.ts";
import { eventHub } from "./hub.ts";
import { eventStream } from "./event-stream.ts";

const coverage = (system: string): LiveEvent => ({ type: "coverage", system });

/** A clock that moves only when told. */
function handClock() {
  let now = 1_000;
  const waiting: { at: number; done: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        waiting.push({ at: now + ms, done: resolve });
        signal?.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
      }),
    async move(ms: number) {
      now += ms;
      for (const one of waiting.splice(0))
        if (one.at <= now) one.done();
        else waiting.push(one);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** A source that a test speaks through. */
function speaker() {
  let wake = (): void => undefined;
  const words: (LiveEvent | "end" | "fail")[] = [];
  let started = 0;
  return {
    get started() {
      return started;
    },
    say(...events: (LiveEvent | "end" | "fail")[]) {
      words.push(...events);
      wake();
    },
    async *source(signal: AbortSignal): AsyncGenerator<LiveEvent> {
      started += 1;
      signal.addEventListener("abort", () => wake());
      while (!signal.aborted) {
        const next = words.shift();
        if (next === "end") return;
        if (next === "fail") throw new Error("the disk is gone");
        if (next !== undefined) yield next;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("the event hub", () => {
  function setUp() {
    const clock = handClock();
    const from = speaker();
    const log: string[] = [];
    const hub = eventHub({ source: (signal) => from.source(signal), clock, log: (line) => log.push(line) });
    return { clock, from, hub, log };
  }
  const all = { sees: () => true };

  it("hands every client what it may see, in order, with growing ids", async () => {
    const { from, hub } = setUp();
    const [one, two] = [
      hub.subscribe(all),
      hub.subscribe({ sees: (e) => e.type === "coverage" && e.system === "b" }),
    ];
    from.say(coverage("a"), coverage("b"), coverage("c"));
    const seen = [await one.next(), await one.next(), await one.next()];
    expect(seen.map((e) => e?.event)).toEqual([coverage("a"), coverage("b"), coverage("c")]);
    expect(seen[0]!.id < seen[1]!.id && seen[1]!.id < seen[2]!.id).toBe(true);
    expect((await two.next())?.event).toEqual(coverage("b"));
    hub.close();
    expect(await one.next()).toBeUndefined();
    expect(hub.clients).toBe(0);
  });

  it("goes on after the last id a client saw, and says when something is missing", async () => {
    const { from, hub } = setUp();
    const first = hub.subscribe(all);
    from.say(...Array.from({ length: 200 }, (_, i) => coverage(`s${i}`)));
    await settled();
    const third = [await first.next(), await first.next(), await first.next()][2]!;
    const back = hub.subscribe({ after: third.id, ...all });
    expect(back.gap).toBe(false);
    expect((await back.next())?.event).toEqual(coverage("s3"));
    from.say(...Array.from({ length: 500 }, (_, i) => coverage(`t${i}`)));
    await settled();
    expect(hub.subscribe({ after: third.id, ...all }).gap).toBe(true);
    expect(hub.subscribe({ after: 5, ...all }).gap).toBe(true);
    expect(hub.subscribe({ after: Number.MAX_SAFE_INTEGER, ...all }).gap).toBe(true);
    hub.close();
  });

  it("drops a client that does not keep up, and no other", async () => {
    const { from, hub } = setUp();
    const [slow, quick] = [hub.subscribe(all), hub.subscribe(all)];
    let got = 0;
    const reading = (async () => {
      while ((await quick.next()) !== undefined) got += 1;
    })();
    for (let i = 0; i < 300; i += 1) {
      from.say(coverage(`s${i}`));
      await settled();
    }
    expect(slow.droppedAsSlow).toBe(true);
    expect(await slow.next()).toBeUndefined();
    expect([quick.droppedAsSlow, got, hub.clients]).toEqual([false, 300, 1]);
    hub.close();
    await reading;
  });

  it("lets its clients go when the source fails, says so, and asks the source again", async () => {
    const { clock, from, hub, log } = setUp();
    const client = hub.subscribe(all);
    from.say("fail");
    expect(await client.next()).toBeUndefined();
    expect(log).toEqual(["live events: the disk is gone"]);
    expect(from.started).toBe(1);
    await settled();
    await clock.move(1_000);
    expect(from.started).toBe(2);
    const again = hub.subscribe(all);
    from.say(coverage("back"));
    expect((await again.next())?.event).toEqual(coverage("back"));
    hub.close();
  });

  it("takes a hundred clients and refuses the next", () => {
    const { hub } = setUp();
    for (let i = 0; i < 100; i += 1) hub.subscribe(all);
    expect(() => hub.subscribe(all)).toThrow(expect.objectContaining({ code: "SERVER_TOO_MANY_STREAMS" }));
    hub.close();
  });
});

describe("a stream", () => {
  it("beats when nothing happens, loses nothing for it, and ends after a quarter of an hour", async () => {
    const clock = handClock();
    const from = speaker();
    const hub = eventHub({ source: (signal) => from.source(signal), clock, log: () => undefined });
    const reader = eventStream(
      hub.subscribe({ sees: () => true }),
      clock,
      new AbortController().signal,
    ).getReader();
    const text = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
    expect(await text()).toBe("retry: 2000\n\n");
    await settled();
    await clock.move(15_000);
    expect(await text()).toBe(": beat\n\n");
    from.say(coverage("a"));
    expect(await text()).toMatch(/^id: \d+\ndata: \{"type":"coverage","system":"a"\}\n\n$/);
    await settled();
    await clock.move(15 * 60_000);
    expect(await text()).toBe(": beat\n\n");
    expect((await reader.read()).done).toBe(true);
    expect(hub.clients).toBe(0);
    hub.close();
  });
});

describe("live events over a socket", () => {
  let on: TestServer;
  afterEach(async () => on.stop());

  async function listen(headers: Record<string, string>): Promise<IncomingMessage> {
    const request = httpRequest({
      host: "127.0.0.1",
      port: on.server.port,
      path: "/api/events",
      headers,
      agent: false,
    });
    request.on("error", () => undefined);
    request.end();
    const [response] = (await once(request, "response")) as [IncomingMessage];
    response.on("error", () => undefined);
    return response;
  }
  async function readUntil(response: IncomingMessage, wanted: RegExp): Promise<string> {
    let text = "";
    for await (const chunk of response.iterator({ destroyOnReturn: false })) {
      text += String(chunk);
      if (wanted.test(text)) return text;
    }
    return text;
  }

  it("reach a client, which resumes where it was; those of hidden systems do not", async () => {
    on = await startTestServer();
    const token = on.book.add("faye", { systems: { "static-faq": "viewer" } });
    const bearer = { authorization: `Bearer ${token}` };
    const stream = await listen(bearer);
    expect(stream.headers["content-type"]).toBe("text/event-stream");
    await readUntil(stream, /retry/);
    for (const system of ["static-faq", "fintech-chatbot", "static-faq"]) on.ports.emit(coverage(system));
    const text = await readUntil(stream, /(static-faq[^]*){2}/);
    expect(text).not.toContain("fintech-chatbot");
    stream.destroy();
    const [first] = [...text.matchAll(/id: (\d+)/g)].map((m) => m[1]!);
    const back = await listen({ ...bearer, "last-event-id": first! });
    const rest = await readUntil(back, /static-faq/);
    expect(rest).not.toContain(`id: ${first}\n`);
    expect(rest).not.toContain("resync");
    back.destroy();
    const old = await listen({ ...bearer, "last-event-id": "7" });
    expect(await readUntil(old, /data/)).toContain("event: resync");
    old.destroy();
  });

  it("of scans reach who sees everything, and nobody who sees single systems", async () => {
    on = await startTestServer();
    const [scan] = await on.ports.scans.list();
    const token = on.book.add("sam", { systems: { "fintech-chatbot": "admin" } });
    const narrow = await listen({ authorization: `Bearer ${token}` });
    const wide = await listen({ authorization: `Bearer ${on.tokens.viewer}` });
    for (const stream of [narrow, wide]) await readUntil(stream, /retry/);
    on.ports.emit({ type: "scan", scan: { ...scan!, system: { id: "fintech-chatbot", name: "F" } } });
    on.ports.emit(coverage("fintech-chatbot"));
    expect(await readUntil(wide, /coverage/)).toContain(scan!.id);
    expect(await readUntil(narrow, /coverage/)).not.toContain(scan!.id);
    for (const stream of [narrow, wide]) stream.destroy();
  });

  it("are not kept for ever for a client that does not read", async () => {
    on = await startTestServer();
    const stream = await listen({ authorization: `Bearer ${on.tokens.admin}` });
    stream.pause();
    const large = (await on.ports.runs({}))[0]!;
    const padded = { ...large, system: { ...large.system, name: "x".repeat(256 * 1024) } };
    // 64 MiB in all: more than sockets hold, sixteen times what a client may have waiting.
    for (let i = 0; i < 256; i += 1) {
      on.ports.emit({ type: "run", run: padded });
      await new Promise((resolve) => setImmediate(resolve));
    }
    let bytes = 0;
    stream.on("data", (chunk: Buffer) => (bytes += chunk.length));
    stream.resume();
    await once(stream, "close");
    expect(bytes).toBeLessThan(32 * 1024 * 1024);
  });

  it("of clients that went away are not kept open", async () => {
    on = await startTestServer();
    // More than may be open at a time: each has to be let go of when its client is gone.
    for (let i = 0; i < 130; i += 1) {
      const stream = await listen({ authorization: `Bearer ${on.tokens.viewer}` });
      expect([i, stream.statusCode]).toEqual([i, 200]);
      stream.destroy();
      await once(stream, "close");
    }
  });

  it("need a signed-in person", async () => {
    on = await startTestServer();
    expect((await on.ask("/api/events")).status).toBe(401);
  });
});
