import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Clock, JsonObject } from "../../../contracts/index.ts";
import { blobRefsIn, createKey, readBundle, shredBlob, verifyBundle } from "../../../evidence/index.ts";
import { openRecorder, type Recorder, type RecorderOptions } from "../recorder.ts";
import { recordsSettingsSchema } from "../settings.ts";
import { spoolsFolder } from "../spool/folder.ts";
import { encodeLine } from "../spool/line.ts";
import { anExchangeRecord } from "../testing/an-exchange-record.ts";
import { ledgerNames, ledgersFolder, nextLedgerName } from "./ledgers.ts";
import { openLedgerWriter, type LedgerWriter } from "./ledger-writer.ts";
import { readDecisions } from "./read-decisions.ts";

const day = 86_400_000;
const key = createKey();
let dir: string;
let now: number;
const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "ledger-"));
  now = Date.UTC(2026, 0, 2, 12);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const settings = (more: object = {}) => recordsSettingsSchema.parse({ dir, segmentBytes: 10_000, ...more });
const recorder = (options: Partial<RecorderOptions> = {}): Promise<Recorder> =>
  openRecorder({
    settings: settings(),
    durable: true,
    keep: () => [],
    onHealth: () => undefined,
    ...options,
  });
const openWriter = (more: object = {}): Promise<LedgerWriter> =>
  openLedgerWriter({ settings: settings(more), clock, key, tool: { name: "bartizan", version: "0" } });

async function put(on: Recorder, from: number, to: number): Promise<void> {
  for (let i = from; i < to; i++) await on.record(anExchangeRecord({ id: `x${i}` }));
}
async function records(): Promise<JsonObject[]> {
  const all: JsonObject[] = [];
  for await (const record of readDecisions(dir)) all.push(record);
  return all;
}
const ids = async (): Promise<unknown[]> => (await records()).map(({ id }) => id);
const upTo = (n: number): string[] => Array.from({ length: n }, (_, i) => `x${i}`);

describe("the ledger writer", () => {
  it("takes the spools of all processes in, once, in a ledger that verifies", async () => {
    const [a, writer] = [await recorder(), await openWriter()];
    await put(a, 0, 40);
    expect(await writer.takeIn()).toEqual({ records: 40, damaged: 0, removed: [] });
    expect(await writer.takeIn()).toMatchObject({ records: 0 });
    const b = await recorder();
    await put(a, 40, 50);
    await put(b, 50, 60);
    await writer.close();
    expect(await ids()).toEqual(upTo(60));
    const [name] = await ledgerNames(dir);
    const verified = await verifyBundle(join(ledgersFolder(dir), name ?? ""), { key: key.publicKey });
    expect(verified.problems).toEqual([]);
    await Promise.all([a.close(), b.close()]);
  });

  it("removes segments it has taken in", async () => {
    const [a, writer] = [await recorder(), await openWriter()];
    await put(a, 0, 100);
    const [spool = ""] = await readdir(spoolsFolder(dir));
    const before = (await readdir(join(spoolsFolder(dir), spool))).length;
    await writer.takeIn();
    expect(before).toBeGreaterThan(5);
    expect(
      (await readdir(join(spoolsFolder(dir), spool))).filter((name) => name.endsWith(".jsonl")),
    ).toHaveLength(1);
    await writer.close();
    await a.close();
  });

  it("doubles nothing and loses nothing when it was killed between ledger and cursor", async () => {
    const [a, writer] = [await recorder(), await openWriter()];
    await put(a, 0, 20);
    await writer.takeIn();
    await cp(join(dir, "cursor.json"), join(dir, "old-cursor.json"));
    await put(a, 20, 35);
    await cp(spoolsFolder(dir), join(dir, "old-spool"), { recursive: true });
    await writer.close();
    // As a kill right after the append would leave it: the ledger is ahead of cursor and segments.
    await rm(spoolsFolder(dir), { recursive: true });
    await cp(join(dir, "old-spool"), spoolsFolder(dir), { recursive: true });
    await cp(join(dir, "old-cursor.json"), join(dir, "cursor.json"));
    const again = await openWriter();
    expect(await again.takeIn()).toMatchObject({ records: 0 });
    await again.close();
    expect(await ids()).toEqual(upTo(35));
    await a.close();
  });

  it("finds its way without a cursor", async () => {
    const [a, writer] = [await recorder(), await openWriter({ ledgerRecords: 100 })];
    await put(a, 0, 120);
    await cp(spoolsFolder(dir), join(dir, "old-spool"), { recursive: true });
    await writer.close();
    await rm(join(dir, "cursor.json"));
    await rm(spoolsFolder(dir), { recursive: true });
    await cp(join(dir, "old-spool"), spoolsFolder(dir), { recursive: true });
    const again = await openWriter();
    await again.close();
    expect(await ids()).toEqual(upTo(120));
    await a.close();
  });

  it("goes on after a failure, with nothing lost and nothing doubled", async () => {
    const [a, writer] = [await recorder(), await openWriter()];
    await put(a, 0, 10);
    await writer.takeIn();
    await put(a, 10, 20);
    const [name = ""] = await ledgerNames(dir);
    // Another process pretends to have taken the ledger over.
    await rm(join(ledgersFolder(dir), name, "lock"));
    await expect(writer.takeIn()).rejects.toMatchObject({ code: "EVIDENCE_LOCK_LOST" });
    expect(await writer.takeIn()).toMatchObject({ records: 10 });
    await writer.close();
    expect(await ids()).toEqual(upTo(20));
    await a.close();
  });

  it("is one: a second is refused", async () => {
    const writer = await openWriter();
    await expect(openWriter()).rejects.toMatchObject({ code: "EVIDENCE_IN_USE" });
    await writer.close();
  });

  it("begins a new ledger when the day or the ledger is full, and closes the old", async () => {
    const [a, writer] = [await recorder(), await openWriter({ ledgerRecords: 100 })];
    await put(a, 0, 300);
    await writer.takeIn();
    now += day;
    await writer.takeIn();
    await put(a, 300, 301);
    await writer.close();
    expect(await ledgerNames(dir)).toEqual(["2026-01-02-0001", "2026-01-02-0002", "2026-01-03-0001"]);
    expect(await ids()).toEqual(upTo(301));
    for (const name of ["2026-01-02-0001", "2026-01-02-0002"])
      expect((await verifyBundle(join(ledgersFolder(dir), name), { key: key.publicKey })).problems).toEqual(
        [],
      );
    await a.close();
  });

  it("removes closed ledgers that are too old, and never the open one", async () => {
    const [a, writer] = [await recorder(), await openWriter({ keepDays: 7 })];
    await put(a, 0, 5);
    await writer.takeIn();
    now += 9 * day;
    expect((await writer.takeIn()).removed).toEqual(["2026-01-02-0001"]);
    expect(await ledgerNames(dir)).toEqual(["2026-01-11-0001"]);
    await writer.close();
    await a.close();
  });

  it("removes the oldest closed ledgers when all are too large", async () => {
    const [a, writer] = [await recorder(), await openWriter({ ledgerRecords: 400, keepBytes: 1_000_000 })];
    await put(a, 0, 1_300);
    await writer.takeIn();
    const left = await ledgerNames(dir);
    expect(left).not.toContain("2026-01-02-0001");
    expect(left).toContain("2026-01-02-0003");
    await writer.close();
    await a.close();
  });

  it("takes what a killed process left, says what was torn, and removes the rest", async () => {
    const folder = join(spoolsFolder(dir), "dead");
    const writer = await openWriter();
    await mkdir(folder);
    await writeFile(
      join(folder, "owner.json"),
      JSON.stringify({ host: hostname(), pid: 2 ** 30, started: "x" }),
    );
    const line = encodeLine('{"id":"x0"}');
    const damaged = encodeLine('{"id":"x1"}');
    damaged.write("z", 12);
    const torn = line.subarray(0, 12);
    await writeFile(join(folder, "0000000001.jsonl"), Buffer.concat([line, damaged, line, torn]));
    expect(await writer.takeIn()).toMatchObject({ records: 1, damaged: 2 });
    expect(await readdir(spoolsFolder(dir))).toEqual([]);
    await writer.close();
    const [name = ""] = await ledgerNames(dir);
    const told: unknown[] = [];
    for await (const { type, body } of readBundle(join(ledgersFolder(dir), name)))
      if (type === "guard.records-damaged") told.push(body["kind"]);
    expect(told).toEqual(["damaged", "torn"]);
  });

  it("keeps texts where they can be shredded, with the ledger still whole", async () => {
    const text = "the text that must go";
    const content = [
      { part: "/a", stage: "input", kept: "full", value: text },
      { part: "/b", stage: "input", kept: "hmac", value: "ab" },
    ] as const;
    const [a, writer] = [
      await recorder({ keep: ({ parts }) => (parts[0]?.stage === "input" ? content : []) }),
      await openWriter(),
    ];
    await put(a, 0, 1);
    await writer.close();
    expect((await records())[0]?.["content"]).toEqual([content[1], content[0]]);
    const [name = ""] = await ledgerNames(dir);
    const bundle = join(ledgersFolder(dir), name);
    for await (const { body } of readBundle(bundle)) {
      expect(JSON.stringify(body)).not.toContain(text);
      for (const ref of blobRefsIn(body))
        await shredBlob({ dir: bundle, blob: ref.$blob, by: "dpo", reason: "asked", clock, key });
    }
    expect((await records())[0]?.["content"]).toEqual([content[1]]);
    expect((await verifyBundle(bundle, { key: key.publicKey })).problems).toEqual([]);
    await a.close();
  });

  it("takes a record that is larger than a ledger's entry", async () => {
    const hashes = Array.from({ length: 20_000 }, (_, i) => ({
      part: `/messages/${i}/content`,
      stage: "input" as const,
      kept: "hmac" as const,
      value: "ab".repeat(32),
    }));
    const [a, writer] = [
      await recorder({ keep: ({ parts }) => (parts[0]?.stage === "input" ? hashes : []) }),
      await openWriter(),
    ];
    await put(a, 0, 2);
    await writer.close();
    expect((await records()).map(({ id, content }) => [id, (content as unknown[]).length])).toEqual([
      ["x0", 20_000],
      ["x1", 20_000],
    ]);
    await a.close();
  });
});

it("names ledgers in order even when the clock is set back", () => {
  expect(nextLedgerName(undefined, now)).toBe("2026-01-02-0001");
  expect(nextLedgerName("2026-01-02-0009", now)).toBe("2026-01-02-0010");
  expect(nextLedgerName("2026-01-05-0001", now)).toBe("2026-01-05-0002");
});
