import { appendFile, mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson, sha256 } from "../../formats/index.ts";
import { shredBlob } from "../blobs/shred.ts";
import { encodeClosing } from "../bundle/closing.ts";
import { parseHeader } from "../bundle/header.ts";
import { encodeEntry, parseEntry, type Entry } from "../ledger/entry.ts";
import { createTree, leafHash } from "../merkle/tree.ts";
import { originOf, parseCheckpoint, signCheckpoint } from "../signing/checkpoint.ts";
import { createKey, publicKeyBytes, type SigningKey } from "../signing/key.ts";
import {
  copyOf,
  newBundle,
  sampleHeader,
  sampleKey,
  temporaryFolder,
  tickingClock,
  writeSample,
} from "../testing/sample.ts";
import type { Verification } from "./verification.ts";
import { verifyBundle } from "./verify.ts";

const root = await temporaryFolder(afterAll);
const closed = join(root, "closed");
const unclosed = join(root, "open");
const victim = join(root, "victim");
beforeAll(async () => {
  await writeSample(closed, { closed: true });
  await writeSample(unclosed, { closed: false });
});

const key = sampleKey.publicKey;
const verify = (dir = victim, options: Parameters<typeof verifyBundle>[1] = { key }): Promise<Verification> =>
  verifyBundle(dir, options);
const linesOf = async (file: string): Promise<string[]> =>
  (await readFile(join(victim, file), "utf8")).split("\n").slice(0, -1);
const writeLines = (file: string, lines: readonly string[]): Promise<void> =>
  writeFile(join(victim, file), lines.map((line) => `${line}\n`).join(""));
const entriesNamed = ({ problems }: Verification): (number | undefined)[] =>
  problems.map(({ entry }) => entry);

/** Changes the ledger's lines in a fresh copy of the closed sample and verifies. */
async function withLedger(change: (lines: string[]) => string[]): Promise<Verification> {
  await copyOf(closed, victim);
  await writeLines("ledger.jsonl", change(await linesOf("ledger.jsonl")));
  return await verify();
}

describe("the sample", () => {
  it("is intact when closed, incomplete when not, and says what stands unsigned", async () => {
    expect(await verify(closed)).toMatchObject({ state: "intact", problems: [], entries: 8 });
    const result = await verify(unclosed);
    expect(result).toMatchObject({ state: "incomplete", entries: 8 });
    expect(result.notChecked.join(" ")).toContain("Entries 6 to 7 stand behind the newest checkpoint");
  });
});

/** Runs a tampering for every offset, each in one of eight copies of the closed sample, and collects what it says. */
async function everywhere(
  offsets: number,
  tamper: (dir: string, offset: number) => Promise<string | undefined>,
): Promise<string[]> {
  const missed: string[] = [];
  let next = 0;
  const lane = async (name: string): Promise<void> => {
    const dir = await copyOf(closed, join(root, name));
    for (let offset = next++; offset < offsets; offset = next++) {
      const miss = await tamper(dir, offset);
      if (miss !== undefined) missed.push(miss);
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, i) => lane(`lane${i}`)));
  return missed.slice(0, 5);
}

describe("flipping any byte", () => {
  const flips = async (file: string, expected: (offset: number, bytes: Buffer) => number | undefined) => {
    const original = await readFile(join(closed, file));
    const missed = await everywhere(original.length, async (dir, offset) => {
      // One kind of flip a byte: the lowest bit, the case of a letter, or out of ASCII.
      const mask = [0x01, 0x20, 0x80][offset % 3]!;
      const bytes = Buffer.from(original);
      bytes[offset]! ^= mask;
      await writeFile(join(dir, file), bytes);
      const result = await verify(dir);
      const entry = expected(offset, original);
      const named = entry === undefined ? result.problems.length > 0 : entriesNamed(result).includes(entry);
      return result.state === "altered" && named
        ? undefined
        : `${file}:${offset}^${mask}: ${result.state} ${JSON.stringify(result.problems)}`;
    });
    expect(missed).toEqual([]);
  };

  it("of the ledger is reported with the number of that very entry", async () => {
    await flips(
      "ledger.jsonl",
      (offset, bytes) => bytes.subarray(0, offset).toString("latin1").split("\n").length - 1,
    );
  });

  it("of the header is reported", async () => {
    await flips("bundle.json", () => undefined);
  });

  it("of a checkpoint or its signature is reported", async () => {
    await flips("checkpoints.jsonl", () => undefined);
  });

  it("of the signed closing is reported", async () => {
    await flips("closing.dsse.json", () => undefined);
  });

  it("of a key is reported with the entry whose blob it opens", async () => {
    await flips("keys.jsonl", (offset, bytes) => (offset <= bytes.indexOf("\n") ? 2 : 5));
  });

  it("of a blob is reported with the entry that names it", async () => {
    const ledger = await readFile(join(closed, "ledger.jsonl"), "utf8");
    const names = await readdir(join(closed, "blobs"), { recursive: true });
    for (const name of names.filter((one) => one.length > 60)) {
      const entry = ledger.split("\n").findIndex((line) => line.includes(name.slice(-64)));
      await flips(join("blobs", name), () => entry);
    }
  });
});

describe("cutting", () => {
  it("any file of a closed bundle at any byte is reported, in the ledger with the first entry that is gone", async () => {
    for (const file of ["ledger.jsonl", "bundle.json", "checkpoints.jsonl", "closing.dsse.json"]) {
      const original = await readFile(join(closed, file));
      const missed = await everywhere(original.length, async (dir, size) => {
        await writeFile(join(dir, file), original.subarray(0, size));
        const { state, problems } = await verify(dir);
        const kept = original.subarray(0, size).toString("latin1").split("\n").length - 1;
        const named = problems.some(({ kind, entry }) => kind === "cut" && entry === kept);
        const reported = state === "altered" && (named || file !== "ledger.jsonl");
        return reported ? undefined : `${file} at ${size}: ${state} ${JSON.stringify(problems)}`;
      });
      expect(missed).toEqual([]);
    }
  });

  it("an open bundle behind its last checkpoint is incomplete, and before it is altered", async () => {
    await copyOf(unclosed, victim);
    const original = await readFile(join(victim, "ledger.jsonl"));
    for (let size = original.length - 1; size >= 0; size -= size % 5 === 0 ? 1 : 3) {
      await truncate(join(victim, "ledger.jsonl"), size);
      const kept = original.subarray(0, size).toString("latin1").split("\n").length - 1;
      expect((await verify()).state).toBe(kept < 6 ? "altered" : "incomplete");
    }
  });

  it("at a line boundary, with the checkpoints and the closing taken away, needs a checkpoint kept elsewhere", async () => {
    const [, second] = (await readFile(join(closed, "checkpoints.jsonl"), "utf8")).split("\n");
    const kept = parseCheckpoint((JSON.parse(second!) as { note: string }).note)!;
    for (let lines = 0; lines < 8; lines += 1) {
      await copyOf(closed, victim);
      await rm(join(victim, "closing.dsse.json"));
      await writeLines("ledger.jsonl", (await linesOf("ledger.jsonl")).slice(0, lines));
      await writeLines(
        "checkpoints.jsonl",
        (await linesOf("checkpoints.jsonl")).slice(0, lines >= 3 ? 1 : 0),
      );
      expect((await verify()).state).toBe("incomplete");
      const result = await verify(victim, { key, checkpoints: [kept] });
      expect(result.state).toBe(lines < kept.size ? "altered" : "incomplete");
      if (lines < kept.size) expect(entriesNamed(result)).toContain(lines);
    }
  });

  it("out any entry names it, and any run of entries its first", async () => {
    for (let from = 0; from < 8; from += 1) {
      for (let to = from + 1; to <= 8; to += 1) {
        const result = await withLedger((lines) => lines.toSpliced(from, to - from));
        expect(result.state).toBe("altered");
        expect(result.problems).toContainEqual({
          kind: "cut",
          entry: from,
          what: to - from === 1 ? `Entry ${from} is missing.` : `Entries ${from} to ${to - 1} are missing.`,
        });
        expect(result.problems.filter(({ kind }) => kind === "altered")).toEqual([]);
      }
    }
  });

  it("out any checkpoint is reported", async () => {
    for (let index = 0; index < 3; index += 1) {
      await copyOf(closed, victim);
      await writeLines("checkpoints.jsonl", (await linesOf("checkpoints.jsonl")).toSpliced(index, 1));
      const result = await verify();
      expect(result.state).toBe("altered");
      expect(JSON.stringify(result.problems)).toContain("taken out");
    }
    await rm(join(victim, "checkpoints.jsonl"));
    expect((await verify()).state).toBe("altered");
  });

  it("out a whole file is reported", async () => {
    const expected = {
      "bundle.json": "altered",
      "ledger.jsonl": "altered",
      "checkpoints.jsonl": "altered",
      "closing.dsse.json": "incomplete",
    };
    for (const [file, state] of Object.entries(expected)) {
      await copyOf(closed, victim);
      await rm(join(victim, file));
      expect(await verify()).toMatchObject({ state });
    }
    await copyOf(closed, victim);
    await rm(join(victim, "keys.jsonl"));
    const result = await verify();
    expect(result.notChecked.join(" ")).toContain("The content of 2 blobs");
    await rm(join(victim, "blobs"), { recursive: true });
    expect(entriesNamed(await verify())).toEqual([2, 5]);
  });
});

describe("moving and copying lines", () => {
  it("swapping any two entries names one of them or both, and calls none altered", async () => {
    for (let a = 0; a < 8; a += 1) {
      for (let b = a + 1; b < 8; b += 1) {
        const result = await withLedger((lines) => lines.with(a, lines[b]!).with(b, lines[a]!));
        expect(result.state).toBe("altered");
        const named = entriesNamed(result).filter((entry) => entry !== undefined);
        expect(named.some((entry) => entry === a || entry === b)).toBe(true);
        // A reversal of three has more than one shortest explanation; none goes beyond the two places.
        expect(named.length).toBeLessThanOrEqual(2);
        expect(named.every((entry) => entry >= a && entry <= b)).toBe(true);
        expect(result.problems.every(({ kind }) => kind === "moved" || kind === "cut")).toBe(true);
      }
    }
  });

  it("doubling any entry anywhere names it", async () => {
    for (let from = 0; from < 8; from += 1) {
      for (let to = 0; to <= 8; to += 1) {
        const result = await withLedger((lines) => lines.toSpliced(to, 0, lines[from]!));
        expect(result.state).toBe("altered");
        expect(entriesNamed(result)).toContain(from);
      }
    }
  });

  it("splicing in entries of another bundle names their place", async () => {
    const other = join(root, "other");
    await writeSample(other, { closed: true, header: sampleHeader("r2") });
    const foreign = (await readFile(join(other, "ledger.jsonl"), "utf8")).split("\n");
    for (let at = 0; at < 8; at += 1) {
      const replaced = await withLedger((lines) => lines.with(at, foreign[at]!));
      expect(replaced.state).toBe("altered");
      expect(entriesNamed(replaced)).toContain(at);
      const inserted = await withLedger((lines) => lines.toSpliced(at, 0, foreign[at]!));
      expect(inserted.problems.find(({ kind }) => kind === "inserted")?.entry).toBe(at);
    }
  });

  it("lines that are no entries are named by the place they stand at", async () => {
    for (const line of ["", "{}", "null", "not json", `"${"x".repeat(2_000_000)}"`, "[".repeat(500_000)]) {
      const result = await withLedger((lines) => lines.toSpliced(4, 0, line));
      expect(result.problems.find(({ kind }) => kind === "inserted")?.entry).toBe(4);
    }
  });

  it("the checkpoint, header or closing of another bundle is not taken for this one's", async () => {
    const other = join(root, "other");
    for (const file of ["bundle.json", "checkpoints.jsonl", "closing.dsse.json", "ledger.jsonl"]) {
      await copyOf(closed, victim);
      await writeFile(join(victim, file), await readFile(join(other, file)));
      expect((await verify()).state).toBe("altered");
    }
  });
});

/** A forger with all the skill there is, and another key: everything made again, consistently. */
async function forge(change: (entry: Entry) => Entry, forger: SigningKey, newHeader: boolean): Promise<void> {
  const header = JSON.parse(await readFile(join(victim, "bundle.json"), "utf8")) as Record<string, never>;
  const publicKey = publicKeyBytes(forger.publicKey).toString("base64");
  if (newHeader) await writeFile(join(victim, "bundle.json"), `${canonicalJson({ ...header, publicKey })}\n`);
  const parsed = parseHeader(await readFile(join(victim, "bundle.json")), "bundle.json");
  const tree = createTree();
  let prev = parsed.digest;
  let ledger = "";
  for (const line of await linesOf("ledger.jsonl")) {
    const made = encodeEntry({ ...change(parseEntry(Buffer.from(line)) as Entry), prev });
    prev = made.ref.digest;
    tree.add(leafHash(made.line));
    ledger += `${made.line.toString()}\n`;
  }
  await writeFile(join(victim, "ledger.jsonl"), ledger);
  const checkpoint = signCheckpoint(
    {
      origin: originOf("run", "r1"),
      size: tree.size,
      root: tree.root(),
      head: prev,
      at: "2026-03-01T09:00:00.000Z",
      previous: undefined,
    },
    forger,
  );
  await writeLines("checkpoints.jsonl", [canonicalJson({ note: checkpoint.note })]);
  const last = JSON.parse(ledger.trimEnd().split("\n").at(-1)!) as {
    body: { closedAt: string; summary: never };
  };
  const { closedAt, summary } = last.body;
  const facts = {
    header: parsed.header,
    headerDigest: parsed.digest,
    ledgerDigest: sha256(ledger),
    entries: tree.size,
    root: tree.root().toString("hex"),
    checkpoints: 1,
    lastCheckpoint: checkpoint.digest,
    closedAt,
    summary,
  };
  await writeFile(join(victim, "closing.dsse.json"), encodeClosing(facts, forger));
}

describe("forging everything", () => {
  const rewrite = (entry: Entry): Entry =>
    entry.seq === 4 ? { ...entry, body: { case: "d", outcome: "held" } } : entry;

  it("with another key is caught by the key, and without it verify says that it did not look", async () => {
    await copyOf(closed, victim);
    await forge(rewrite, createKey(), true);
    const blind = await verify(victim, {});
    expect(blind.state).toBe("intact");
    expect(blind.notChecked.join(" ")).toContain("Who wrote it");
    expect(await verify()).toMatchObject({ state: "altered", problems: [{ kind: "key" }] });
  });

  it("with another key under the old header is caught without any help", async () => {
    await copyOf(closed, victim);
    await forge(rewrite, createKey(), false);
    expect((await verify(victim, {})).state).toBe("altered");
  });

  it("even with the right key is caught by a checkpoint kept elsewhere, which names where", async () => {
    const [, second] = (await readFile(join(closed, "checkpoints.jsonl"), "utf8")).split("\n");
    const kept = parseCheckpoint((JSON.parse(second!) as { note: string }).note)!;
    await copyOf(closed, victim);
    await forge(rewrite, sampleKey, true);
    expect((await verify()).state).toBe("intact");
    const result = await verify(victim, { key, checkpoints: [kept] });
    expect(result.problems).toMatchObject([{ kind: "altered", entry: 5 }]);
    expect(result.problems[0]?.what).toContain("entries 0 to 4 may have been rewritten");
  });

  it("of a checkpoint kept elsewhere is not believed", async () => {
    const [, second] = (await readFile(join(closed, "checkpoints.jsonl"), "utf8")).split("\n");
    const note = (JSON.parse(second!) as { note: string }).note;
    const forged = parseCheckpoint(note.replace(/\n6\n/, "\n5\n"))!;
    expect((await verify(closed, { key, checkpoints: [forged] })).state).toBe("altered");
    const foreign = parseCheckpoint(note.replaceAll("run/r1", "run/r9"))!;
    expect(JSON.stringify(await verify(closed, { key, checkpoints: [foreign] }))).toContain("another ledger");
  });
});

describe("shredding", () => {
  it("erases the content, keeps the bundle intact, and is said; the record of it cannot be changed", async () => {
    const dir = await copyOf(closed, victim);
    const ledger = await linesOf("ledger.jsonl");
    const blob = /"\$blob":"([0-9a-f]{64})"/.exec(ledger[2]!)![1]!;
    const before = await readFile(join(dir, "keys.jsonl"), "utf8");
    const oldKey = before.split("\n").find((line) => line.includes(blob))!;
    await shredBlob({
      dir,
      blob,
      by: "dpo@example.com",
      reason: "request 17",
      key: sampleKey,
      clock: tickingClock(),
    });
    const after = await readFile(join(dir, "keys.jsonl"), "utf8");
    expect(after).not.toContain((JSON.parse(oldKey) as { key: string }).key);
    const result = await verify();
    expect(result).toMatchObject({ state: "intact", problems: [] });
    expect(result.notChecked.join(" ")).toMatch(
      /\(entry 2\): its key was destroyed at .* by dpo@example\.com/,
    );
    await writeFile(join(dir, "keys.jsonl"), after.replace("request 17", "request 18"));
    expect(await verify()).toMatchObject({ state: "altered", problems: [{ entry: 2 }] });
  });

  it("by simply removing the key's line is reported", async () => {
    await copyOf(closed, victim);
    await writeLines("keys.jsonl", (await linesOf("keys.jsonl")).slice(1));
    expect(await verify()).toMatchObject({ state: "altered", problems: [{ kind: "missing", entry: 2 }] });
  });
});

describe("hostile bundles", () => {
  it("never make verification throw, whatever bytes the files hold", async () => {
    await mkdir(join(root, "noise"), { recursive: true });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.json().map((text) => Buffer.from(`${text}\n`)),
    );
    await fc.assert(
      fc.asyncProperty(
        bytes,
        bytes,
        bytes,
        bytes,
        bytes,
        async (header, ledger, checkpoints, closing, keys) => {
          const dir = join(root, "noise");
          await writeFile(join(dir, "bundle.json"), header);
          await writeFile(join(dir, "ledger.jsonl"), ledger);
          await writeFile(join(dir, "checkpoints.jsonl"), checkpoints);
          await writeFile(join(dir, "closing.dsse.json"), closing);
          await writeFile(join(dir, "keys.jsonl"), keys);
          expect((await verify(dir)).state).not.toBe("intact");
        },
      ),
      { numRuns: 300 },
    );
  });

  it("that link out of their folder, or hold folders for files, are not followed", async () => {
    for (const file of ["ledger.jsonl", "keys.jsonl", "checkpoints.jsonl", "bundle.json"]) {
      await copyOf(closed, victim);
      await rm(join(victim, file));
      await symlink("/dev/zero", join(victim, file));
      expect((await verify()).state).toBe("unreadable");
      await rm(join(victim, file));
      await mkdir(join(victim, file));
      expect((await verify()).state).toBe("unreadable");
    }
  });

  it("get a bounded answer: a thousand damaged lines do not make a thousand problems", async () => {
    const dir = await copyOf(closed, victim);
    await appendFile(join(dir, "ledger.jsonl"), "{}\n".repeat(100_000));
    await appendFile(join(dir, "checkpoints.jsonl"), "{}\n".repeat(1000));
    const result = await verify();
    expect(result.state).toBe("altered");
    expect(result.problems.length).toBeLessThanOrEqual(200);
    expect(result.problems.at(-1)?.what).toMatch(/more problems/);
    expect(JSON.stringify(result).length).toBeLessThan(100_000);
  });

  it("of a million forged sequence numbers cost no more than their bytes", async () => {
    const dir = await copyOf(closed, victim);
    const lines = await linesOf("ledger.jsonl");
    await writeLines("ledger.jsonl", [lines[0]!, lines[1]!.replace('"seq":1', '"seq":9007199254740990')]);
    expect(await verify(dir)).toMatchObject({ state: "altered" });
  });
});

it("a bundle of many entries with many checkpoints is intact, and one flip in the middle is named", async () => {
  const dir = join(root, "long");
  const bundle = await newBundle(dir, { checkpointEvery: 64 });
  for (let i = 0; i < 1000; i += 100)
    await Promise.all(Array.from({ length: 100 }, (_, j) => bundle.append("n", { i: i + j })));
  await bundle.close();
  expect((await verify(dir)).state).toBe("intact");
  const path = join(dir, "ledger.jsonl");
  const ledger = await readFile(path, "utf8");
  await writeFile(path, ledger.replace('{"i":517}', '{"i":518}'));
  expect((await verify(dir)).problems).toEqual([
    { kind: "altered", entry: 517, what: "Entry 517 was altered." },
  ]);
});

it("a bundle that is being written is never called altered, whenever it is looked at", async () => {
  const dir = join(root, "live");
  const bundle = await newBundle(dir, { checkpointEvery: 3 });
  const progress = { closed: false };
  const write = async (): Promise<void> => {
    for (let i = 0; i < 600; i += 1)
      await bundle.append("n", { i, ref: await bundle.putBlob({ i }, "application/json") });
    await bundle.close();
    progress.closed = true;
  };
  const written = write();
  const states = new Set<string>();
  while (!progress.closed) {
    const { state, problems } = await verify(dir);
    states.add(state);
    expect(problems.filter(({ kind }) => kind !== "incomplete")).toEqual([]);
  }
  await written;
  expect(states).toContain("incomplete");
  expect((await verify(dir)).state).toBe("intact");
});
