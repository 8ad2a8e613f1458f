import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile, stat, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Kysely } from "kysely";
import { openStore } from "../open.ts";
import type { Tables } from "../tables.ts";
import { nodeSqliteDialect } from "./dialect.ts";
import { openSqlite } from "./open.ts";

const clock = { now: () => Date.now(), sleep: (ms: number): Promise<void> => delay(ms) };
const program = join(import.meta.dirname, "../testing/writer-process.ts");

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "bartizan-sqlite-"));
});
afterEach(async () => rm(dir, { recursive: true, force: true }));

interface Writer {
  readonly process: ChildProcess;
  /** The last count that was reported as committed. */
  committed(): number;
  readonly ended: Promise<number | null>;
  /** Resolves once this many are committed. */
  reached(n: number): Promise<void>;
}

function writer(path: string, name: string, count: number): Writer {
  const child = spawn(process.execPath, [program, path, name, String(count)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let last = 0;
  let rest = "";
  const waiting: { n: number; done: () => void }[] = [];
  child.stdout.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) last = Number(line);
    for (const one of waiting) if (last >= one.n) one.done();
  });
  return {
    process: child,
    committed: () => last,
    ended: new Promise((resolve) => child.once("close", resolve)),
    reached: (n) => new Promise((done) => (last >= n ? done() : waiting.push({ n, done }))),
  };
}

describe("an SQLite file and several processes", () => {
  it("takes in what two processes write at the same time, nothing lost", async () => {
    const path = join(dir, "index.sqlite");
    const writers = [writer(path, "run-a", 60), writer(path, "run-b", 60)];
    const here = await openStore({ path }, { clock });
    expect(await Promise.all(writers.map((w) => w.ended))).toEqual([0, 0]);
    for (const run of ["run-a", "run-b"]) {
      expect((await here.run(run))?.done).toBe(60);
      expect((await here.trials({ run, offset: 0, limit: 1 })).total).toBe(60);
    }
    await here.close();
  });

  it("keeps what was committed, and only whole transactions, when a writer is killed", async () => {
    const path = join(dir, "index.sqlite");
    for (const kill of [1, 7, 23, 40]) {
      const name = `run-${kill}`;
      const one = writer(path, name, 100_000);
      await one.reached(kill);
      one.process.kill("SIGKILL");
      await one.ended;
      const store = await openStore({ path }, { clock });
      const done = (await store.run(name))?.done ?? 0;
      expect(done).toBeGreaterThanOrEqual(one.committed());
      expect((await store.trials({ run: name, offset: 0, limit: 1 })).total).toBe(done);
      await store.close();
      const raw = new DatabaseSync(path, { readOnly: true });
      expect(raw.prepare("pragma integrity_check").get()).toEqual({ integrity_check: "ok" });
      raw.close();
    }
  });

  it("waits for another connection of the same process without holding up the process", async () => {
    const path = join(dir, "index.sqlite");
    const [a, b] = [await openStore({ path }, { clock }), await openStore({ path }, { clock })];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let entered = (): void => undefined;
    const inside = new Promise<void>((resolve) => (entered = resolve));
    const long = a.atomically(async (store) => {
      await store.putOrganisation({ id: "a", name: "A" });
      entered();
      await held;
    });
    await inside;
    const other = b.putOrganisation({ id: "b", name: "B" });
    release();
    await Promise.all([long, other]);
    expect((await a.status()).rows.organisation).toBe(2);
    await a.close();
    await b.close();
  });
});

describe("an SQLite file", () => {
  it("is opened so that a commit survives a power cut, reading never waits, and only the owner reads", async () => {
    const path = join(dir, "index.sqlite");
    const database = openSqlite(path);
    const setting = (name: string): unknown =>
      Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0];
    expect([
      setting("journal_mode"),
      setting("synchronous"),
      setting("foreign_keys"),
      setting("busy_timeout"),
    ]).toEqual(["wal", 2, 1, 50]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    database.close();
  });

  it("that cannot grow says so, and keeps what it held", async () => {
    const path = join(dir, "index.sqlite");
    await (await openStore({ path }, { clock })).close();
    const database = openSqlite(path);
    const { page_count } = database.prepare("pragma page_count").get() as { page_count: number };
    database.exec(`pragma max_page_count = ${page_count + 4}`);
    const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(database, clock) });
    const add = (id: string, name: string) =>
      db.transaction().execute((trx) => trx.insertInto("organisation").values({ id, name }).execute());
    await add("small", "A");
    await expect(add("large", "x".repeat(100_000))).rejects.toMatchObject({
      code: "STORE_DISK_FULL",
      exit: 3,
    });
    expect(await db.selectFrom("organisation").select("id").execute()).toEqual([{ id: "small" }]);
    await add("next", "B");
    await db.destroy();
  });

  it("that is no database is refused, and left as it is", async () => {
    const path = join(dir, "notes.sqlite");
    await writeFile(path, "These are my notes. ".repeat(300));
    await expect(openStore({ path }, { clock })).rejects.toMatchObject({
      code: "STORE_NOT_A_DATABASE",
      exit: 2,
    });
    expect((await stat(path)).size).toBe(6_000);
  });

  it("in a place that cannot be made is refused with the path", async () => {
    await writeFile(join(dir, "file"), "");
    const path = join(dir, "file", "index.sqlite");
    await expect(openStore({ path }, { clock })).rejects.toMatchObject({
      code: "STORE_CANNOT_OPEN",
      place: { file: path },
    });
    await chmod(dir, 0o700);
  });
});
