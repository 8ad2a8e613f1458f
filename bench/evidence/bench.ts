/**
 * Evidence, measured against what it cannot be faster than, in the same run on the same disk:
 * group commit against one fdatasync an entry, and verification against SHA-256 of the same file.
 *
 * node bench/evidence/bench.ts [FOLDER ON THE DISK TO MEASURE]
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBundle, createKey, verifyBundle, type BundleWriter } from "../../src/evidence/index.ts";

const root = await mkdtemp(join(process.argv[2] ?? tmpdir(), "bartizan-bench-"));
const clock = { now: () => Date.now(), sleep: () => Promise.reject(new Error("nothing here sleeps")) };
const body = (i: number) => ({ case: `case-${i}`, outcome: "held", why: "x".repeat(300), repeat: i % 3 });

const newBundle = (name: string): Promise<BundleWriter> =>
  createBundle({
    dir: join(root, name),
    clock,
    key: createKey(),
    header: { kind: "run", id: name, tool: { name: "bench", version: "0" } },
  });

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Entries a second with so many appends waiting at any time. */
async function appendRate(waiting: number, entries: number): Promise<number> {
  const bundle = await newBundle(`append-${waiting}`);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < entries; i = next++) await bundle.append("trial.finished", body(i));
  };
  const took = await seconds(() => Promise.all(Array.from({ length: waiting }, lane)));
  await bundle.close();
  return entries / took;
}

async function median(runs: number, measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let i = 0; i < runs; i += 1) values.push(await measure());
  return values.toSorted((a, b) => a - b)[runs >> 1] ?? Number.NaN;
}

try {
  const alone = await appendRate(1, 400);
  console.log(`append, one by one         ${alone.toFixed(0).padStart(8)} entries/s   1.0 ×`);
  for (const [waiting, entries] of [
    [4, 1600],
    [16, 4000],
    [64, 12_000],
    [256, 24_000],
  ] as const) {
    const rate = await appendRate(waiting, entries);
    const ratio = (rate / alone).toFixed(1);
    console.log(
      `append, ${String(waiting).padStart(3)} waiting        ${rate.toFixed(0).padStart(8)} entries/s  ${ratio} ×`,
    );
  }

  const dir = join(root, "append-256");
  const ledger = join(dir, "ledger.jsonl");
  const megabytes = (await stat(ledger)).size / 1e6;
  const plain = await median(5, () =>
    seconds(async () => {
      const hasher = createHash("sha256");
      for await (const chunk of createReadStream(ledger, { highWaterMark: 256 * 1024 }))
        hasher.update(chunk as Buffer);
      return hasher.digest();
    }),
  );
  const verified = await median(5, () => seconds(() => verifyBundle(dir)));
  console.log(`sha256 of the ledger       ${(megabytes / plain).toFixed(0).padStart(8)} MB/s`);
  console.log(
    `verify the bundle          ${(megabytes / verified).toFixed(0).padStart(8)} MB/s  ${(verified / plain).toFixed(1)} × the time of sha256 (${megabytes.toFixed(1)} MB)`,
  );
} finally {
  await rm(root, { recursive: true, force: true });
}
