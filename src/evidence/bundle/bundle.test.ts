import { appendFile, chmod, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { createPublicKey } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { Entry } from "../ledger/entry.ts";
import { openEnvelope } from "../signing/dsse.ts";
import { createKey } from "../signing/key.ts";
import {
  newBundle,
  sampleHeader,
  sampleKey,
  temporaryFolder,
  tickingClock,
  writeSample,
} from "../testing/sample.ts";
import { verifyBundle } from "../verify/verify.ts";
import { parseClosing } from "./closing.ts";
import { createBundle } from "./create.ts";
import { openBundle } from "./open.ts";
import { readBlob, readBundle } from "./read.ts";

const root = await temporaryFolder(afterAll);
let count = 0;
const folder = (): string => join(root, `b${(count += 1)}`);

const all = async (dir: string): Promise<Entry[]> => {
  const entries: Entry[] = [];
  for await (const entry of readBundle(dir)) entries.push(entry);
  return entries;
};
const open = (dir: string) => openBundle({ dir, clock: tickingClock(), key: sampleKey });

describe("a bundle", () => {
  it("gives back what was put in, in order, chained from the header on", async () => {
    const dir = folder();
    await writeSample(dir, { closed: true });
    const entries = await all(dir);
    expect(entries.map(({ seq, type }) => `${seq} ${type}`)).toEqual([
      "0 run.planned",
      "1 trial.finished",
      "2 trial.finished",
      "3 trial.finished",
      "4 trial.finished",
      "5 trial.finished",
      "6 check.decided",
      "7 bundle.closed",
    ]);
    expect(entries[1]!.prev).toBe(entries[0]!.digest);
    const ref = entries[2]!.body["transcript"] as never;
    expect(JSON.parse((await readBlob(dir, ref)).toString())).toEqual({ text: "one" });
    expect(await verifyBundle(dir, { key: sampleKey.publicKey })).toMatchObject({
      state: "intact",
      entries: 8,
      problems: [],
    });
  });

  it("holds no plain text of its blobs, and keys only for their owner", async () => {
    const dir = folder();
    const bundle = await newBundle(dir);
    const ref = await bundle.putBlob("a very secret transcript", "text/plain");
    await bundle.append("trial.finished", { ref });
    await bundle.close();
    for (const name of await readdir(dir, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      expect((await readFile(join(name.parentPath, name.name))).includes("secret")).toBe(false);
    }
    expect((await stat(join(dir, "keys.jsonl"))).mode & 0o777).toBe(0o600);
  });

  it("is closed by an in-toto statement that anyone can check with sha256sum and the public key", async () => {
    const dir = folder();
    await writeSample(dir, { closed: true });
    const header = JSON.parse(await readFile(join(dir, "bundle.json"), "utf8")) as { publicKey: string };
    const key = createPublicKey({
      key: Buffer.from(header.publicKey, "base64"),
      format: "der",
      type: "spki",
    });
    const envelope = parseClosing(await readFile(join(dir, "closing.dsse.json"), "utf8"))!;
    const { createHash } = await import("node:crypto");
    const ledger = createHash("sha256")
      .update(await readFile(join(dir, "ledger.jsonl")))
      .digest("hex");
    expect(JSON.parse(openEnvelope(envelope, key)!.toString())).toMatchObject({
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name: "bundle.json" }, { name: "ledger.jsonl", digest: { sha256: ledger } }],
      predicate: { entries: 8, checkpoints: 3, summary: { verdict: "fail" } },
    });
  });

  it("numbers entries in the order of the calls, however many are under way", async () => {
    const dir = folder();
    const bundle = await newBundle(dir, { checkpointEvery: 50 });
    const refs = await Promise.all(Array.from({ length: 500 }, (_, i) => bundle.append("n", { i })));
    expect(refs.map((ref) => ref.seq)).toEqual(refs.map((_, i) => i));
    await bundle.close();
    expect((await all(dir)).slice(0, -1).map((entry) => entry.body["i"])).toEqual(refs.map((_, i) => i));
    expect((await verifyBundle(dir)).state).toBe("intact");
  });

  it("works without a key of the workspace: one is made for it, and verify says so little", async () => {
    const dir = folder();
    const options = { dir, clock: tickingClock() };
    const first = await createBundle({ ...options, header: sampleHeader("own-key") });
    await first.append("a", {});
    await first.release();
    const { bundle } = await openBundle(options);
    await bundle.close();
    const { state, notChecked } = await verifyBundle(dir);
    expect(state).toBe("intact");
    expect(notChecked.join(" ")).toContain("Who wrote it");
  });

  it("refuses entries that are not JSON or too large, and goes on", async () => {
    const dir = folder();
    const bundle = await newBundle(dir);
    await expect(bundle.append("a", { x: Number.NaN })).rejects.toMatchObject({
      code: "EVIDENCE_INVALID_ENTRY",
    });
    await expect(bundle.append("No Type", {})).rejects.toMatchObject({ code: "EVIDENCE_INVALID_ENTRY" });
    await expect(bundle.append("a", { x: "x".repeat(1024 * 1024) })).rejects.toMatchObject({
      code: "EVIDENCE_ENTRY_TOO_LARGE",
    });
    expect((await bundle.append("a", {})).seq).toBe(0);
    await bundle.close();
    expect((await verifyBundle(dir)).state).toBe("intact");
    await expect(bundle.append("a", {})).rejects.toMatchObject({ code: "EVIDENCE_CLOSED" });
  });
});

describe("one writer", () => {
  it("is let in at a time, in this process and in others that live", async () => {
    const dir = folder();
    const bundle = await newBundle(dir);
    await expect(open(dir)).rejects.toMatchObject({ code: "EVIDENCE_IN_USE", exit: 2 });
    await bundle.release();
    await writeFile(
      join(dir, "lock"),
      JSON.stringify({ pid: 1, started: "unknown", host: hostname(), nonce: "n" }),
    );
    await expect(open(dir)).rejects.toMatchObject({ code: "EVIDENCE_IN_USE" });
    await writeFile(
      join(dir, "lock"),
      JSON.stringify({ pid: 99, started: "x", host: "elsewhere", nonce: "n" }),
    );
    await expect(open(dir)).rejects.toMatchObject({ code: "EVIDENCE_IN_USE" });
  });

  it("takes over the lock of a dead process, also when its number was given out again", async () => {
    const dir = folder();
    await (await newBundle(dir)).release();
    for (const stale of [
      { pid: 2 ** 22 + 1, started: "x", host: hostname(), nonce: "n" },
      { pid: process.pid, started: "another-boot/1", host: hostname(), nonce: "n" },
    ]) {
      await writeFile(join(dir, "lock"), JSON.stringify(stale));
      const { bundle } = await open(dir);
      await bundle.release();
    }
  });

  it("stops when its lock is taken away", async () => {
    const dir = folder();
    const bundle = await newBundle(dir);
    await bundle.append("a", {});
    await writeFile(join(dir, "lock"), "{}");
    await expect(bundle.append("b", {})).rejects.toMatchObject({ code: "EVIDENCE_LOCK_LOST" });
    expect(await all(dir)).toHaveLength(1);
    await expect(bundle.release()).resolves.toBeUndefined();
    expect(await readFile(join(dir, "lock"), "utf8")).toBe("{}");
  });

  it("is the only one to get through when many take over a stale lock at once", async () => {
    const dir = folder();
    await (await newBundle(dir)).release();
    const stale = { pid: 2 ** 22 + 1, started: "x", host: hostname(), nonce: "n" };
    await writeFile(join(dir, "lock"), JSON.stringify(stale));
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => open(dir)));
    const through = tries.filter((one) => one.status === "fulfilled");
    expect(through).toHaveLength(1);
    await through[0]!.value.bundle.release();
  });
});

describe("resuming", () => {
  it("keeps every complete line and moves a torn tail aside, wherever the tear is", async () => {
    const source = folder();
    await writeSample(source, { closed: false });
    const ledger = await readFile(join(source, "ledger.jsonl"));
    const signedEnd = ledger.indexOf('"case":"e"');
    for (let cut = ledger.indexOf("\n", signedEnd) + 1; cut <= ledger.length; cut += 17) {
      const dir = folder();
      await writeSample(dir, { closed: false });
      const whole = await readFile(join(dir, "ledger.jsonl"));
      await truncate(join(dir, "ledger.jsonl"), cut);
      const complete = whole.subarray(0, cut).toString().split("\n").length - 1;
      const { bundle, entries, torn } = await open(dir);
      const tail = whole.subarray(whole.lastIndexOf("\n", cut - 1) + 1, cut);
      expect(entries).toHaveLength(complete + (tail.length > 0 ? 1 : 0));
      if (torn === undefined) expect(tail).toHaveLength(0);
      else {
        expect(await readFile(join(dir, torn.file))).toEqual(tail);
        expect(entries.at(-1)).toMatchObject({
          type: "bundle.recovered",
          body: { torn: { bytes: tail.length } },
        });
      }
      await bundle.append("trial.finished", { case: "again" });
      await bundle.close();
      expect(await verifyBundle(dir, { key: sampleKey.publicKey })).toMatchObject({
        state: "intact",
        problems: [],
      });
    }
  });

  it("cuts torn checkpoints and keys, and leaves blobs without an entry alone", async () => {
    const dir = folder();
    await writeSample(dir, { closed: false });
    await appendFile(join(dir, "checkpoints.jsonl"), '{"note":"bartizan/ru');
    await appendFile(join(dir, "keys.jsonl"), '{"blob":"12');
    await mkdir(join(dir, "blobs/ab"), { recursive: true });
    await writeFile(join(dir, "blobs/ab", "ab".repeat(32)), "half a bl");
    const { bundle } = await open(dir);
    const ref = await bundle.putBlob("x", "text/plain");
    await bundle.append("a", { ref });
    await bundle.close();
    expect(await verifyBundle(dir)).toMatchObject({ state: "intact" });
    expect((await readBlob(dir, ref)).toString()).toBe('"x"');
  });

  it("refuses a ledger that was altered, or cut behind a checkpoint, and changes nothing", async () => {
    const dir = folder();
    await writeSample(dir, { closed: false });
    const path = join(dir, "ledger.jsonl");
    const ledger = await readFile(path, "utf8");
    await writeFile(path, ledger.replace('"outcome":"held"', '"outcome":"kept"'));
    await expect(open(dir)).rejects.toMatchObject({
      code: "EVIDENCE_ALTERED",
      exit: 1,
      place: { at: "entry 2" },
    });
    await writeFile(path, ledger.split("\n").slice(0, 4).join("\n") + "\n");
    await expect(open(dir)).rejects.toMatchObject({ code: "EVIDENCE_ALTERED", place: { at: "entry 4" } });
    await writeFile(path, ledger);
    await (await open(dir)).bundle.release();
  });

  it("needs the key the bundle was started with", async () => {
    const dir = folder();
    await writeSample(dir, { closed: false });
    await expect(openBundle({ dir, clock: tickingClock(), key: createKey() })).rejects.toMatchObject({
      code: "EVIDENCE_KEY_MISMATCH",
    });
  });

  it("finishes a closing that was cut short", async () => {
    for (const alsoCheckpoint of [false, true]) {
      const dir = folder();
      await writeSample(dir, { closed: true });
      await rm(join(dir, "closing.dsse.json"));
      const checkpoints = join(dir, "checkpoints.jsonl");
      if (alsoCheckpoint) {
        const lines = (await readFile(checkpoints, "utf8")).split("\n");
        await writeFile(checkpoints, `${lines.slice(0, 2).join("\n")}\n`);
      }
      expect((await verifyBundle(dir)).state).toBe("incomplete");
      await expect(open(dir)).rejects.toMatchObject({ code: "EVIDENCE_CLOSED" });
      expect(await verifyBundle(dir)).toMatchObject({ state: "intact" });
    }
  });
});

describe("bad places", () => {
  it("have their own errors", async () => {
    const dir = folder();
    await writeSample(dir, { closed: true });
    await expect(newBundle(dir)).rejects.toMatchObject({ code: "EVIDENCE_EXISTS" });
    await expect(open(folder())).rejects.toMatchObject({ code: "EVIDENCE_NOT_A_BUNDLE", exit: 2 });
    const header = await readFile(join(dir, "bundle.json"), "utf8");
    await writeFile(join(dir, "bundle.json"), header.replace("bundle/v1", "bundle/v2"));
    await expect(open(dir)).rejects.toMatchObject({ code: "EVIDENCE_NEWER_SCHEMA" });
    expect((await verifyBundle(dir)).state).toBe("unreadable");
    await writeFile(join(dir, "bundle.json"), header.slice(0, 40));
    await expect(open(dir)).rejects.toMatchObject({ code: "EVIDENCE_CORRUPT_HEADER" });
    await rm(join(dir, "bundle.json"));
    await expect(newBundle(dir)).rejects.toMatchObject({ code: "EVIDENCE_CORRUPT_HEADER" });
  });

  it.skipIf(process.getuid?.() === 0)("that cannot be written are said to be so", async () => {
    const dir = folder();
    await mkdir(dir, { mode: 0o500 });
    await expect(newBundle(dir)).rejects.toMatchObject({ code: "EVIDENCE_NOT_WRITABLE" });
    await chmod(dir, 0o700);
    expect(await readdir(dir)).toEqual([]);
  });

  it("that are files or beyond one are said to be so", async () => {
    const file = folder();
    await writeFile(file, "");
    await expect(newBundle(join(file, "run"))).rejects.toMatchObject({
      code: "EVIDENCE_NOT_WRITABLE",
      exit: 2,
    });
  });
});
