import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EvidenceStatus } from "../wire/wire.ts";
import { startTestServer, type Answer, type Ask, type TestServer } from "../testing/running.ts";
import { bundleFileLimit } from "./names.ts";

const digest = "ab".repeat(32);
const intact: EvidenceStatus = {
  state: "intact",
  entries: 7,
  root: "aa",
  problems: [],
  checked: [],
  notChecked: [],
  checkpoints: [],
  tail: [],
};

describe("names of a bundle", () => {
  it("are these", () => {
    for (const name of [
      "bundle.json",
      "ledger.jsonl",
      "checkpoints.jsonl",
      "closing.dsse.json",
      `blobs/ab/${digest}`,
    ])
      expect([name, bundleFileLimit(name)! > 0]).toEqual([name, true]);
  });
  it("are not those", () => {
    for (const name of [
      "",
      ".",
      "..",
      "../bundle.json",
      "/bundle.json",
      "bundle.json/",
      "lock",
      "bundle.json\0",
      "BUNDLE.json",
      "__proto__",
      "constructor",
      `blobs/cd/${digest}`,
      `blobs/ab/../${digest}`,
      `blobs\\ab\\${digest}`,
      `blobs/ab/${digest}x`,
      "blobs/ab/con",
    ])
      expect([name, bundleFileLimit(name)]).toEqual([name, undefined]);
  });
  it("never climb, whatever the name", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (name) => bundleFileLimit(name) === undefined || !/\.\.|\\|^\//.test(name),
      ),
    );
  });
});

describe("pushing a bundle", () => {
  let on: TestServer;
  beforeEach(async () => {
    on = await startTestServer();
    on.ports.bundleVerdict = async () => ({
      status: intact,
      run: "20261123-090000-00000a",
      system: "fintech-chatbot",
    });
  });
  afterEach(async () => on.stop());

  const send = (path: string, ask: Ask = {}): Promise<Answer> =>
    on.ask(path, { token: on.tokens.analyst, ...ask });
  const put = (
    path: string,
    body: string,
    headers: Record<string, string> = {},
    id = "20261123-090000-00000a",
  ): Promise<Answer> =>
    send(`/api/bundles/${id}/files/${path}`, {
      method: "PUT",
      body,
      headers: { "content-length": String(Buffer.byteLength(body)), ...headers },
    });
  const close = (id = "20261123-090000-00000a", ask: Ask = {}): Promise<Answer> =>
    send(`/api/bundles/${id}/close`, { method: "POST", ...ask });
  const here = (...parts: string[]): string => join(on.dir, "runs", ...parts);

  it("of a scan needs no system, but a report that its schema knows and a role everywhere", async () => {
    const id = "scan-20261123-090000-00000a";
    const [known] = await on.ports.scans.list();
    const scan = await on.ports.scans.read(known?.id ?? "");
    await put("bundle.json", "{}", {}, id);
    on.ports.bundleVerdict = async () => ({
      status: intact,
      run: id,
      scan: { ...scan, report: { path: 7 } },
    });
    expect((await close(id)).json().error.code).toBe("SERVER_BUNDLE_REFUSED");
    on.ports.bundleVerdict = async () => ({ status: intact, run: id, scan });
    await put("bundle.json", "{}", {}, id);
    expect((await close(id, { token: on.tokens.viewer })).status).toBe(403);
    expect((await close(id)).status).toBe(200);
    expect(on.ports.arrived).toMatchObject([{ run: id }]);
  });

  it("of a scan is taken from a person of single systems only where it is of one of them", async () => {
    const id = "scan-20261123-090000-00000a";
    const scan = await on.ports.scans.read((await on.ports.scans.list())[0]?.id ?? "");
    const token = on.book.add("sam", { systems: { "fintech-chatbot": "analyst", "static-faq": "viewer" } });
    const closing = async (system?: string): Promise<number> => {
      const about = system === undefined ? {} : { system };
      on.ports.bundleVerdict = async () => ({ status: intact, run: id, scan, ...about });
      await put("bundle.json", "{}", {}, id);
      return (await close(id, { token })).status;
    };
    expect([await closing(), await closing("another"), await closing("static-faq")]).toEqual([403, 404, 403]);
    expect(on.ports.arrived).toEqual([]);
    expect(await closing("fintech-chatbot")).toBe(200);
  });

  it("stages its files, verifies, moves it into place and tells the house", async () => {
    await put("bundle.json", "{}");
    await put(`blobs/ab/${digest}`, "secret");
    expect(await readdir(join(on.dir, "runs")).catch(() => "none")).toBe("none");
    const seen: string[] = [];
    on.ports.bundleVerdict = async (dir) => {
      seen.push(...(await readdir(dir, { recursive: true })).sort());
      return { status: intact, run: "20261123-090000-00000a", system: "fintech-chatbot" };
    };
    const closed = await close();
    expect([closed.status, closed.json<object>()]).toEqual([
      200,
      { run: "20261123-090000-00000a", entries: 7, alreadyHere: false },
    ]);
    expect(seen).toEqual(["blobs", "blobs/ab", `blobs/ab/${digest}`, "bundle.json"]);
    expect(await readFile(here("20261123-090000-00000a", "blobs/ab", digest), "utf8")).toBe("secret");
    expect(on.ports.arrived).toEqual([
      { run: "20261123-090000-00000a", dir: here("20261123-090000-00000a"), by: "Anna Example" },
    ]);
    expect(await readdir(join(on.dir, "staging")).catch(() => [])).toEqual([]);
  });

  it("says what has arrived, and goes on from there", async () => {
    expect((await send("/api/bundles/20261123-090000-00000a")).json<{ state: string }>().state).toBe(
      "absent",
    );
    await put("ledger.jsonl", "abc", { "content-range": "bytes 0-2/7", "content-length": "3" });
    const head = await send("/api/bundles/20261123-090000-00000a/files/ledger.jsonl", { method: "HEAD" });
    expect([head.status, head.headers["upload-offset"], head.text]).toEqual([200, "3", ""]);
    expect(head.headers.etag).toBe(`"${createHash("sha256").update("abc").digest("hex")}"`);
    const hole = await put("ledger.jsonl", "fg", { "content-range": "bytes 5-6/7", "content-length": "2" });
    expect([hole.status, hole.json().error.code]).toEqual([409, "SERVER_BUNDLE_CONFLICT"]);
    const rest = await put("ledger.jsonl", "defg", { "content-range": "bytes 3-6/7", "content-length": "4" });
    expect(rest.json<{ bytes: number }>().bytes).toBe(7);
    const arrival = (await send("/api/bundles/20261123-090000-00000a")).json<object>();
    expect(arrival).toEqual({
      id: "20261123-090000-00000a",
      state: "staged",
      files: [{ path: "ledger.jsonl", bytes: 7 }],
    });
    // From the start again: the file is replaced.
    expect((await put("ledger.jsonl", "xy")).json<{ bytes: number }>().bytes).toBe(2);
  });

  it("that was altered is refused with what is wrong, and nothing of it stays", async () => {
    await put("bundle.json", "{}");
    on.ports.bundleVerdict = async () => ({
      status: { ...intact, state: "altered", problems: [{ entry: 4, what: "its digest does not match." }] },
      run: "20261123-090000-00000a",
    });
    const answer = await close();
    expect([answer.status, answer.json().error.code]).toEqual([422, "SERVER_BUNDLE_REFUSED"]);
    expect(answer.json().error.message).toContain("entry 4: its digest does not match.");
    expect((await send("/api/bundles/20261123-090000-00000a")).json<{ state: string }>().state).toBe(
      "absent",
    );
    expect(await readdir(join(on.dir, "runs")).catch(() => [])).toEqual([]);
    expect(on.ports.arrived).toEqual([]);
  });

  it("under another run's name is refused", async () => {
    await put("bundle.json", "{}", {}, "20261123-090000-000002");
    expect((await close("20261123-090000-000002")).json().error.message).toContain("20261123-090000-00000a");
  });

  it("about a system where the person may not is refused", async () => {
    const token = on.book.add("leo", { role: "viewer", systems: { "static-faq": "analyst" } });
    await put("bundle.json", "{}");
    expect((await close("20261123-090000-00000a", { token })).status).toBe(403);
  });

  it("twice changes nothing, and a complete one takes no more files", async () => {
    await put("bundle.json", "{}");
    await close();
    const mark = (await stat(here("20261123-090000-00000a", "bundle.json"))).mtimeMs;
    expect((await put("bundle.json", "{} ")).status).toBe(409);
    expect((await close()).json<{ alreadyHere: boolean }>().alreadyHere).toBe(true);
    expect((await stat(here("20261123-090000-00000a", "bundle.json"))).mtimeMs).toBe(mark);
    expect((await send("/api/bundles/20261123-090000-00000a")).json<{ state: string }>().state).toBe("here");
  });

  it("never replaces a run that was made here", async () => {
    await mkdir(here("20261123-090000-00000a"), { recursive: true });
    await writeFile(here("20261123-090000-00000a", "bundle.json"), "mine");
    expect((await put("bundle.json", "theirs")).status).toBe(409);
    expect(await readFile(here("20261123-090000-00000a", "bundle.json"), "utf8")).toBe("mine");
  });

  it("that was abandoned for a day makes room for others when there is none left", async () => {
    const full = (i: number): string => `20261123-100000-${String(i).padStart(6, "0")}`;
    for (let i = 0; i < 64; i += 1) await put("bundle.json", "{}", {}, full(i));
    expect((await put("bundle.json", "{}", {}, "20261123-090000-00001a")).json().error.code).toBe(
      "SERVER_BUNDLE_CONFLICT",
    );
    const dir = join(on.dir, "staging", full(7));
    const old = new Date(Date.now() - 25 * 3_600_000);
    for (const path of [dir, join(dir, "bundle.json")]) await utimes(path, old, old);
    expect((await put("bundle.json", "{}", {}, "20261123-090000-00001a")).status).toBe(200);
    expect((await send(`/api/bundles/${full(7)}`)).json<{ state: string }>().state).toBe("absent");
    expect((await send(`/api/bundles/${full(8)}`)).json<{ state: string }>().state).toBe("staged");
  });

  it("keeps what it holds from other people of the machine", async () => {
    await put("bundle.json", "{}");
    await close();
    expect((await stat(here("20261123-090000-00000a"))).mode & 0o077).toBe(0);
    expect((await stat(here("20261123-090000-00000a", "bundle.json"))).mode & 0o077).toBe(0);
  });

  it.each([
    ["20261123-090000-00000a", "lock"],
    ["20261123-090000-00000a", "..%2f..%2fevil"],
    ["20261123-090000-00000a", "%2e%2e/x"],
    ["20261123-090000-00000a", `blobs/cd/${digest}`],
    ["..", "bundle.json"],
    ["%2e%2e", "bundle.json"],
    ["a%2fb", "bundle.json"],
    ["RUN", "bundle.json"],
  ])("%s %s is not a place for a file", async (id, path) => {
    expect((await put(path, "x", {}, id)).status).toBeGreaterThanOrEqual(400);
    expect(await readdir(join(on.dir, "staging"), { recursive: true }).catch(() => [])).toEqual([]);
  });

  it("with more than was announced, or than a file may hold, is refused", async () => {
    const more = await put("bundle.json", "abcdef", {
      "content-range": "bytes 0-1/2",
      "content-length": "6",
    });
    expect([more.status, more.json().error.code]).toEqual([400, "SERVER_BUNDLE_FILE_REFUSED"]);
    const large = await put("bundle.json", "x", {
      "content-range": "bytes 0-0/99999999",
      "content-length": "1",
    });
    expect([large.status, large.json().error.code]).toEqual([413, "SERVER_BODY_TOO_LARGE"]);
    const vague = await put("bundle.json", "x", { "content-range": "bytes 3-1/9", "content-length": "1" });
    expect(vague.status).toBe(400);
  });
});
