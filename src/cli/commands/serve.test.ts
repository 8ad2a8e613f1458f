import { once } from "node:events";
import { appendFile, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSystem, openWorkspace, startPracticeBot } from "../../app/index.ts";
import { onlyGates, practiceFolder, type PracticeFolder } from "../../app/testing/practice.ts";
import { bartizan, type Captured } from "../testing/capture.ts";

let bot: Awaited<ReturnType<typeof startPracticeBot>>;
let made: PracticeFolder;
let other: PracticeFolder;
let run = "";
beforeAll(async () => {
  bot = await startPracticeBot({ port: 0, level: 0 });
  made = await practiceFolder(bot.url, 0, onlyGates("redteam/markdown-exfil"));
  other = await practiceFolder(bot.url, 0);
  const assessed = await bartizan(
    ["assess", made.systemFile, "--only", "redteam/markdown-exfil", "--seed", "serve"],
    { cwd: made.folder },
  );
  expect([assessed.code, assessed.err]).toEqual([1, expect.any(String)]);
  run = (await readdir(join(made.folder, ".bartizan/runs")))[0]!;
  await (await openWorkspace(made.folder)).remember(await loadSystem(made.systemFile));
});
afterAll(async () => {
  await made[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
  await bot.close();
});

interface Served {
  readonly url: string;
  readonly out: () => string;
  ask(path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<Captured>;
}

/** `bartizan serve` in this process, signed in with the link it printed. */
async function serve(folder: string, ...flags: string[]): Promise<Served> {
  const abort = new AbortController();
  let out = "";
  let ready = (): void => undefined;
  const printed = new Promise<void>((resolve) => (ready = resolve));
  const ended = bartizan(["serve", "--port", "0", "--workspace", folder, ...flags], {
    signal: abort.signal,
    out: (text) => {
      out += text;
      ready();
    },
  });
  await Promise.race([printed, ended.then((captured) => Promise.reject(new Error(captured.err)))]);
  const link = new URL(/Sign in: (\S+)/.exec(out)![1]!);
  const signedIn = await fetch(`${link.origin}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: link.hash.slice("#token=".length) }),
  });
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers.get("set-cookie")!.split(";")[0]!;
  return {
    url: link.origin,
    out: () => out,
    ask: (path, init = {}) =>
      fetch(`${link.origin}${path}`, {
        ...init,
        headers: { cookie, origin: link.origin, ...(init.headers as Record<string, string>) },
      }),
    async stop() {
      abort.abort();
      return ended;
    },
  };
}

const tokenOf = async (folder: string): Promise<string> =>
  (await readFile(join(folder, ".bartizan/admin-token"), "utf8")).trim();

describe("bartizan serve", () => {
  it("shows the administrator's token at the first start only, prints a new link every time, and ends with 0", async () => {
    const first = await serve(made.folder);
    expect(first.out()).toContain(await tokenOf(made.folder));
    expect((await stat(join(made.folder, ".bartizan/admin-token"))).mode & 0o777).toBe(0o600);
    expect((await first.stop()).code).toBe(0);
    const second = await serve(made.folder);
    expect(second.out()).not.toContain(await tokenOf(made.folder));
    await second.stop();
    await expect(fetch(first.url)).rejects.toThrow();
  });

  it("answers about a real run as the OpenAPI document says", async () => {
    const served = await serve(made.folder);
    const document = (await (await served.ask("/openapi.json")).json()) as {
      paths: Record<
        string,
        { get?: { responses: { 200: { content: { "application/json": { schema: object } } } } } }
      >;
      components: object;
    };
    const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { date: true } });
    const check = async (template: string, path: string): Promise<unknown> => {
      const { schema } = document.paths[template]!.get!.responses[200].content["application/json"];
      const validate = ajv.compile({ ...schema, components: document.components });
      const answer = await served.ask(path);
      const body: unknown = await answer.json();
      expect([path, answer.status, validate(body) ? [] : validate.errors]).toEqual([path, 200, []]);
      return body;
    };
    const [system] = (await check("/api/systems", "/api/systems")) as { id: string }[];
    const of = `/api/systems/${system!.id}`;
    await check("/api/systems/{id}", of);
    expect(await check("/api/systems/{id}/threats", `${of}/threats`)).toHaveLength(43);
    const coverage = (await check("/api/systems/{id}/coverage", `${of}/coverage`)) as {
      rows: { threat: string; cells: { tested: { state: string } } }[];
    };
    expect(coverage.rows.filter(({ cells }) => cells.tested.state === "failing").length).toBeGreaterThan(0);
    expect(await check("/api/runs", "/api/runs")).toMatchObject([
      { id: run, status: "finished", verdict: { kind: "fail" } },
    ]);
    await check("/api/runs/{id}", `/api/runs/${run}`);
    const page = (await check("/api/runs/{id}/trials", `/api/runs/${run}/trials?outcome=breached`)) as {
      total: number;
      items: { entry: number }[];
    };
    expect(page.total).toBeGreaterThan(0);
    await check("/api/runs/{id}/trials/{entry}", `/api/runs/${run}/trials/${page.items[0]!.entry}`);
    expect(await check("/api/runs/{id}/evidence", `/api/runs/${run}/evidence`)).toMatchObject({
      state: "intact",
      problems: [],
    });
    await check("/api/runs/{id}/comparison", `/api/runs/${run}/comparison?baseline=${run}`);
    const [finding] = (await check("/api/findings", "/api/findings")) as { id: string }[];
    await check("/api/findings/{id}", `/api/findings/${finding!.id}`);
    await check("/api/doctor", "/api/doctor");
    await served.stop();
  });

  it("keeps a decision in the user's file, signed by who decided", async () => {
    const served = await serve(made.folder);
    const [finding] = (await (await served.ask("/api/findings")).json()) as { id: string }[];
    const triage = { state: "accepted", by: "x", until: "2099-01-31", reason: "Practice only." };
    const answer = await served.ask(`/api/findings/${finding!.id}/triage`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ triage }),
    });
    expect(await answer.json()).toMatchObject({ triage: { ...triage, by: "Local administrator" } });
    expect(await readFile(join(made.folder, "bartizan.triage.yaml"), "utf8")).toContain(
      "Local administrator",
    );
    await served.stop();
  });

  it("names the taken port, the open host and the wrong flag", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    const refused = await bartizan(["serve", "--port", String(port), "--workspace", made.folder]);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("SERVER_PORT_TAKEN")]);
    taken.close();
    const open = await bartizan(["serve", "--host", "0.0.0.0", "--port", "0", "--workspace", made.folder]);
    expect([open.code, open.err]).toEqual([2, expect.stringContaining("SERVER_NOT_LOOPBACK")]);
    expect((await bartizan(["serve", "--port", "99999"])).code).toBe(2);
  });
});

describe("bartizan db", () => {
  const db = (...args: string[]) => bartizan(["db", ...args, "--workspace", made.folder, "--format", "json"]);
  const rows = async () => (JSON.parse((await db("status")).out) as { rows: Record<string, number> }).rows;

  it("rebuilds the index from the ledgers, the same every time, and leaves the accounts", async () => {
    const rebuilt = await db("rebuild");
    expect([rebuilt.code, JSON.parse(rebuilt.out)]).toEqual([
      0,
      { schemaVersion: "bartizan.db-rebuild/v1", systems: 1, runs: 1, skipped: [] },
    ]);
    const before = await rows();
    expect(before).toMatchObject({ system: 1, run: 1, check_result: 1, person: 1, triage: 1 });
    expect(before["trial"]).toBeGreaterThan(50);
    expect(before["finding"]).toBeGreaterThan(0);
    expect(before["coverage_fact"]).toBeGreaterThan(0);
    await db("rebuild");
    expect(await rows()).toEqual(before);
  });

  it("adds the accounts of a backup, and names the line that is none", async () => {
    const file = join(made.folder, "accounts.jsonl");
    const line = JSON.stringify({ table: "organisation", row: { id: "o", name: "NordPay" } });
    await writeFile(file, `${line}\n`);
    const added = await db("restore", file);
    expect([added.code, JSON.parse(added.out)]).toEqual([
      0,
      { schemaVersion: "bartizan.db-restore/v1", rows: 1 },
    ]);
    await writeFile(file, `${line}\nnonsense\n`);
    const refused = await db("restore", file);
    expect([refused.code, refused.err]).toEqual([
      2,
      expect.stringMatching(/STORE_BACKUP_UNREADABLE[^]*accounts\.jsonl:2/),
    ]);
  });

  it("backs up into a new file, once", async () => {
    const file = join(made.folder, "copy.sqlite");
    expect((await db("backup", file)).code).toBe(0);
    expect((await stat(file)).size).toBeGreaterThan(10_000);
    const again = await db("backup", file);
    expect([again.code, again.err]).toEqual([2, expect.stringContaining("STORE_BACKUP_EXISTS")]);
  });
});

describe("bartizan push", () => {
  const push = (to: string, token: string, ...more: string[]) =>
    bartizan(["push", run, "--to", to, "--workspace", made.folder, ...more], {
      env: { BARTIZAN_TOKEN: token },
    });

  it("brings a run to another workspace, where it verifies and is shown", async () => {
    const there = await serve(other.folder);
    const pushed = await push(there.url, await tokenOf(other.folder));
    expect([pushed.code, pushed.err]).toEqual([0, ""]);
    expect(pushed.out).toContain("verified");
    expect(await (await there.ask("/api/runs")).json()).toMatchObject([
      { id: run, verdict: { kind: "fail" } },
    ]);
    const again = await push(there.url, await tokenOf(other.folder), "--format", "json");
    expect(JSON.parse(again.out)).toMatchObject({ run, alreadyHere: true, bytesSent: 0 });
    await there.stop();
  });

  it("last sends the newest, also where that is a scan", async () => {
    const there = await serve(other.folder);
    const token = await tokenOf(other.folder);
    const last = async (): Promise<string> =>
      (
        await bartizan(["push", "--to", there.url, "--workspace", made.folder], {
          env: { BARTIZAN_TOKEN: token },
        })
      ).out;
    expect(await last()).toContain(`${run} is there`);
    await bartizan(["scan", made.systemFile, "--workspace", made.folder]);
    const scan = (await readdir(join(made.folder, ".bartizan/runs"))).find((id) => id.startsWith("scan-"));
    expect(await last()).toContain(`${scan} is there and verified`);
    expect(await (await there.ask("/api/scans")).json()).toMatchObject([{ id: scan, status: "finished" }]);
    for (const folder of [made.folder, other.folder])
      await rm(join(folder, ".bartizan/runs", scan!), { recursive: true });
    await there.stop();
  });

  it("of an altered run is refused with what is wrong", async () => {
    const there = await serve(other.folder);
    const bundle = join(made.folder, ".bartizan/runs", run);
    await rm(join(other.folder, ".bartizan/runs", run), { recursive: true, force: true });
    const ledger = join(bundle, "ledger.jsonl");
    const whole = await readFile(ledger, "utf8");
    await appendFile(ledger, `${whole.split("\n")[3]!}\n`);
    const refused = await push(there.url, await tokenOf(other.folder));
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("SERVER_BUNDLE_REFUSED")]);
    expect(await readdir(join(other.folder, ".bartizan/runs"))).toEqual([]);
    await there.stop();
  });

  it("says which secret is missing", async () => {
    const missing = await bartizan(["push", run, "--to", "http://127.0.0.1:1", "--workspace", made.folder], {
      env: {},
    });
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining("BARTIZAN_TOKEN")]);
  });
});
