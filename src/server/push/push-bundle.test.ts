import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EvidenceStatus } from "../wire/wire.ts";
import { startTestServer, type TestServer } from "../testing/running.ts";
import { pushBundle, type PushOptions, type PushProgress } from "./push-bundle.ts";

const status: EvidenceStatus = {
  state: "intact",
  entries: 3,
  root: "aa",
  problems: [],
  checked: [],
  notChecked: [],
  checkpoints: [],
  tail: [],
};
const digest = "cd".repeat(32);

let on: TestServer;
let dir = "";
const others: Server[] = [];
beforeEach(async () => {
  on = await startTestServer();
  on.ports.bundleVerdict = async () => ({ status, run: "20261123-090000-000007", system: "fintech-chatbot" });
  dir = join(on.dir, "made/20261123-090000-000007");
  const files = {
    "bundle.json": "{}",
    "ledger.jsonl": "x".repeat(20 * 1024 * 1024),
    [`blobs/cd/${digest}`]: "",
    "closing.dsse.json": "{}",
    lock: "1",
    "notes.txt": "mine",
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
});
afterEach(async () => {
  for (const other of others.splice(0)) {
    other.closeAllConnections();
    other.close();
  }
  await on.stop();
});

function push(more: Partial<PushOptions> = {}) {
  return pushBundle({
    dir,
    to: on.server.url,
    token: on.tokens.analyst,
    clock: {
      now: () => 0,
      sleep: (ms, signal) =>
        ms > 60_000 ? delay(ms, undefined, signal === undefined ? {} : { signal }) : Promise.resolve(),
    },
    signal: new AbortController().signal,
    fetch,
    ...more,
  });
}

/** Another server on loopback, of any behaviour. */
async function server(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const other = createServer(answer);
  others.push(other);
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
}

describe("pushing a run", () => {
  it("sends the files of the bundle and no others, in pieces, and says how far it is", async () => {
    const seen: PushProgress[] = [];
    const outcome = await push({ onProgress: (p) => seen.push(p) });
    const bytes = 20 * 1024 * 1024 + 4;
    expect(outcome).toEqual({
      run: "20261123-090000-000007",
      entries: 3,
      alreadyHere: false,
      bytesSent: bytes,
    });
    expect(seen.at(-1)).toEqual({ files: 4, filesDone: 4, bytes, bytesDone: bytes });
    const there = join(on.dir, "runs/20261123-090000-000007");
    expect((await readFile(join(there, "ledger.jsonl"))).length).toBe(20 * 1024 * 1024);
    expect((await readFile(join(there, `blobs/cd/${digest}`))).length).toBe(0);
    for (const not of ["lock", "notes.txt"]) await expect(readFile(join(there, not))).rejects.toThrow();
  });

  it("goes on where an earlier push was cut, and sends nothing of what is there", async () => {
    // The ledger has three pieces: the first is the fifth request, the last the seventh.
    let calls = 0;
    const abort = new AbortController();
    const cut: typeof fetch = async (...args) => {
      calls += 1;
      if (calls === 7) abort.abort();
      return fetch(...args);
    };
    await expect(push({ fetch: cut, signal: abort.signal })).rejects.toThrow();
    const outcome = await push();
    expect(outcome.bytesSent).toBe(4 * 1024 * 1024);
    expect((await readFile(join(on.dir, "runs/20261123-090000-000007/ledger.jsonl"), "utf8")).length).toBe(
      20 * 1024 * 1024,
    );
    expect(await push()).toEqual({
      run: "20261123-090000-000007",
      entries: 3,
      alreadyHere: true,
      bytesSent: 0,
    });
  });

  it("repeats a request that failed, four times and no more", async () => {
    let failures = 3;
    const flaky: typeof fetch = async (...args) => {
      if (failures > 0) {
        failures -= 1;
        throw new TypeError("fetch failed", { cause: new Error("ECONNRESET") });
      }
      return fetch(...args);
    };
    expect((await push({ fetch: flaky })).run).toBe("20261123-090000-000007");
    const down: typeof fetch = async () => {
      throw new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") });
    };
    await expect(push({ fetch: down })).rejects.toMatchObject({
      code: "SERVER_PUSH_FAILED",
      exit: 3,
      message: expect.stringContaining("ECONNREFUSED"),
    });
  });

  it("passes on what the server refuses", async () => {
    await expect(push({ token: on.tokens.viewer })).rejects.toMatchObject({
      code: "SERVER_PUSH_REFUSED",
      message: expect.stringContaining("SERVER_ROLE_TOO_LOW"),
    });
    await expect(push({ token: "wrong" })).rejects.toMatchObject({
      code: "SERVER_PUSH_REFUSED",
      message: expect.stringContaining("SERVER_TOKEN_REFUSED"),
    });
    on.ports.bundleVerdict = async () => ({
      status: { ...status, state: "altered", problems: [{ entry: 2, what: "altered." }] },
    });
    await expect(push()).rejects.toMatchObject({ message: expect.stringContaining("entry 2: altered.") });
  });

  it("follows no redirection, so that the token goes nowhere else", async () => {
    let asked = 0;
    const elsewhere = await server((_, response) => {
      asked += 1;
      response.end("{}");
    });
    const redirecting = await server((_, response) => {
      response.writeHead(307, { location: elsewhere });
      response.end();
    });
    await expect(push({ to: redirecting })).rejects.toMatchObject({ code: "SERVER_PUSH_FAILED" });
    expect(asked).toBe(0);
  });

  it.each([
    ["HTML", "<html>hello</html>"],
    ["JSON of another form", '{"ok":1}'],
    ["too much", " ".repeat(5 * 1024 * 1024)],
  ])("says so when the server answers %s", async (_, body) => {
    const to = await server((_request, response) => response.end(body));
    await expect(push({ to })).rejects.toMatchObject({ code: "SERVER_PUSH_FAILED", exit: 3 });
  });

  it("makes hidden characters of the other server's words visible", async () => {
    const to = await server((_, response) => {
      response.writeHead(409);
      response.end(JSON.stringify({ error: { code: "X", message: "a\u001b[2Jb", remedy: "r\u202E" } }));
    });
    const refused = (await push({ to }).catch((error: unknown) => error)) as Error & { remedy: string };
    for (const hidden of ["\u001B", "\u202E"]) expect(refused.message + refused.remedy).not.toContain(hidden);
  });

  it.each([
    "http://bartizan.example",
    "http://192.0.2.1:80",
    "ftp://127.0.0.1",
    "https://user:pass@b.example",
    "nonsense",
  ])("sends no token to %s", async (to) => {
    let called = false;
    const spy: typeof fetch = async () => {
      called = true;
      return new Response("{}");
    };
    await expect(push({ to, fetch: spy })).rejects.toMatchObject({ code: "SERVER_PUSH_REFUSED", exit: 2 });
    expect(called).toBe(false);
  });

  it("is refused for a run that is not closed, and for what is no run", async () => {
    const openRun = join(on.dir, "made/20261123-090000-000008");
    await mkdir(openRun, { recursive: true });
    await writeFile(join(openRun, "ledger.jsonl"), "x");
    await expect(push({ dir: openRun })).rejects.toMatchObject({
      code: "SERVER_PUSH_REFUSED",
      remedy: expect.stringContaining("--resume"),
    });
    await expect(push({ dir: join(on.dir, "made/none-9") })).rejects.toMatchObject({
      code: "SERVER_PUSH_REFUSED",
    });
    await expect(push({ dir: join(on.dir, "made/..") })).rejects.toMatchObject({
      code: "SERVER_PUSH_REFUSED",
    });
  });
});
