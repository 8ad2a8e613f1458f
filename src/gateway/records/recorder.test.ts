import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RecordsHealth } from "./health.ts";
import { openRecorder, type Recorder, type RecorderOptions } from "./recorder.ts";
import { recordsSettingsSchema } from "./settings.ts";
import { spoolsFolder } from "./spool/folder.ts";
import { readSpool, spoolStart } from "./spool/read-spool.ts";
import { fileSegment, type OpenSegment } from "./spool/segment.ts";
import { anExchangeRecord } from "./testing/an-exchange-record.ts";

let dir: string;
let health: RecordsHealth[];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "records-"));
  health = [];
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const open = (settings: object, options: Partial<RecorderOptions> = {}): Promise<Recorder> =>
  openRecorder({
    settings: recordsSettingsSchema.parse({ dir, ...settings }),
    durable: true,
    keep: () => [],
    onHealth: (told) => health.push(told),
    ...options,
  });

async function idsOnDisk(): Promise<string[]> {
  const ids: string[] = [];
  for (const name of await readdir(spoolsFolder(dir)))
    for await (const item of readSpool(join(spoolsFolder(dir), name), spoolStart, true))
      if (item.kind === "record") ids.push((JSON.parse(item.json) as { id: string }).id);
  return ids;
}

const broken: OpenSegment = () => Promise.reject(Object.assign(new Error("no space"), { code: "ENOSPC" }));
const hanging: OpenSegment = () => new Promise(() => undefined);

describe("the recorder, durable", () => {
  it("has a record on the disk when it says so", async () => {
    const recorder = await open({});
    await recorder.record(anExchangeRecord({ id: "x1" }));
    expect(await idsOnDisk()).toEqual(["x1"]);
    expect(recorder.stats()).toMatchObject({ kept: 1, dropped: 0, waiting: 0 });
    expect(recorder.lossWindow).toEqual({ milliseconds: 0, records: 0 });
    await recorder.close();
  });

  it("refuses what the disk does not take, where told to", async () => {
    const recorder = await open({ onLoss: "closed" }, { openSegment: broken });
    await expect(recorder.record(anExchangeRecord())).rejects.toMatchObject({ code: "RECORDS_LOST" });
    expect(health).toEqual([{ kind: "dropped", count: 1, reason: "failed" }]);
    await recorder.close();
  });

  it("lets it pass otherwise, counted and reported", async () => {
    const recorder = await open({ onLoss: "open" }, { openSegment: broken });
    await recorder.record(anExchangeRecord());
    await recorder.record(anExchangeRecord());
    await recorder.close();
    expect(recorder.stats().dropped).toBe(2);
    expect(health.reduce((sum, told) => sum + (told.kind === "dropped" ? told.count : 0), 0)).toBe(2);
  });

  it("does not wait for ever for a disk that hangs", async () => {
    const closed = await open({ onLoss: "closed", waitSeconds: 0.02 }, { openSegment: hanging });
    await expect(closed.record(anExchangeRecord())).rejects.toMatchObject({ code: "RECORDS_SLOW" });
    const opened = await open({ onLoss: "open", waitSeconds: 0.02 }, { openSegment: hanging });
    await expect(opened.record(anExchangeRecord())).resolves.toBeUndefined();
  });
});

describe("the recorder, async", () => {
  it("never waits, and has everything on the disk once closed", async () => {
    const recorder = await open({ windowMs: 60_000 }, { durable: false });
    for (let i = 0; i < 100; i++) await recorder.record(anExchangeRecord({ id: `x${i}` }));
    expect(await idsOnDisk()).toEqual([]);
    await recorder.close();
    expect(await idsOnDisk()).toEqual(Array.from({ length: 100 }, (_, i) => `x${i}`));
  });

  it("drops what its queue cannot hold, and says how many", async () => {
    const recorder = await open({ queueRecords: 10 }, { durable: false, openSegment: hanging });
    expect(recorder.lossWindow.records).toBe(10);
    for (let i = 0; i < 25; i++) await recorder.record(anExchangeRecord());
    expect(recorder.stats().dropped).toBe(15);
    // A disk that hangs may be told of too, sooner or later.
    expect(health.find(({ kind }) => kind === "dropped")).toEqual({
      kind: "dropped",
      count: 1,
      reason: "full",
    });
  });

  it("reports that the disk takes records again", async () => {
    let failing = true;
    const openSegment: OpenSegment = (...where) => (failing ? broken(...where) : fileSegment(...where));
    const recorder = await open({ onLoss: "open" }, { openSegment });
    await recorder.record(anExchangeRecord());
    failing = false;
    await recorder.record(anExchangeRecord());
    const told = health.map(({ kind }) => kind).filter((kind) => kind !== "lagging");
    expect(told).toEqual(["dropped", "recovered"]);
    await recorder.close();
  });
});

it("keeps strings with lone surrogates as something every reader takes", async () => {
  const recorder = await open({});
  await recorder.record(anExchangeRecord({ answeredBy: "model \ud800 \\ud83d\ude00" }));
  await recorder.close();
  for (const name of await readdir(spoolsFolder(dir)))
    for await (const item of readSpool(join(spoolsFolder(dir), name), spoolStart, true)) {
      if (item.kind !== "record") throw new Error(item.kind);
      const { attributes } = JSON.parse(item.json) as { attributes: Record<string, string> };
      expect(attributes["gen_ai.response.model"]).toBe("model \ufffd \\ud83d\ufffd");
    }
});

it("says so when its folder cannot be made", async () => {
  await writeFile(join(dir, "file"), "");
  await expect(open({ dir: join(dir, "file") })).rejects.toMatchObject({ code: "RECORDS_FOLDER" });
});

/** Lets a process write under load, kills it, and gives what it had acknowledged: id and time. */
async function killedUnderLoad(
  mode: "durable" | "async",
  windowMs: number,
  isEnough: (acknowledged: number, milliseconds: number) => boolean,
): Promise<[string, number][]> {
  const program = join(import.meta.dirname, "testing/load-process.ts");
  const child = spawn(process.execPath, [program, dir, mode, String(windowMs)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8");
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (text: string) => {
      said += text;
      const times = said.match(/\d{13}(?=\n)/g) ?? [];
      if (isEnough(times.length, Number(times.at(-1)) - Number(times[0]))) child.kill("SIGKILL");
    });
    child.stdout.on("close", resolve);
  });
  const lines = said.slice(0, said.lastIndexOf("\n")).split("\n");
  return lines.map((line) => [line.split(" ")[0] ?? "", Number(line.split(" ")[1])]);
}

describe("a process killed under load", () => {
  it("has lost no record it acknowledged, when durable", async () => {
    const acknowledged = await killedUnderLoad("durable", 100, (count) => count > 2_000);
    expect(acknowledged.length).toBeGreaterThan(1_000);
    const kept = new Set(await idsOnDisk());
    expect(acknowledged.filter(([id]) => !kept.has(id))).toEqual([]);
  });

  it("has lost no more than the window says, when not", async () => {
    const acknowledged = await killedUnderLoad("async", 2_000, (_, ms) => ms > 2_600);
    const kept = new Set(await idsOnDisk());
    const end = acknowledged.at(-1)?.[1] ?? 0;
    const lost = acknowledged.filter(([id]) => !kept.has(id));
    const oldest = Math.min(end, ...lost.map(([, at]) => at));
    expect(kept.size).toBeGreaterThan(0);
    expect(lost.length).toBeLessThanOrEqual(10_000);
    expect(end - oldest).toBeLessThanOrEqual(2_000);
  });
});
