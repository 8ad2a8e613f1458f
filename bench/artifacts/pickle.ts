/**
 * How fast pickles are read and judged: `node bench/artifacts/pickle.ts [--peers VENV]`. Dense instructions, a blob
 * that is jumped over, ten gigabytes that are mostly a hole. The first run counts too: a scan of one file has no
 * warm-up. With peers the same files are given to picklescan and modelscan, inside of a process as here.
 */
import { execFile } from "node:child_process";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { examineArtifact } from "../../src/assess/artifacts/engine/examine.ts";
import { format } from "../../src/assess/artifacts/pickle/format.ts";
import { fileSource, memorySource, runPickle, type ByteSource } from "../../src/formats/index.ts";
import { pickle } from "../../src/formats/pickle/testing/assemble.ts";
import { dense, payload } from "./dense.ts";

const examine = async (source: ByteSource): Promise<string> =>
  (await examineArtifact(source, "bench.pkl", { formats: [format], loaders: [] })).verdict;

async function examineFile(name: string): Promise<string> {
  const source = await fileSource(join(folder, name));
  try {
    return await examine(source);
  } finally {
    await source.close();
  }
}

/** The best of three runs of each peer over the best of ours. */
async function compare(venv: string): Promise<void> {
  const names = { dense: "dense.pkl", "60 MB blob": "blob.pkl" };
  const list = join(folder, "list.txt");
  const out = join(folder, "peers.json");
  await writeFile(
    list,
    Object.values(names)
      .map((name) => join(folder, name))
      .join("\n"),
  );
  const peers = new Map<string, number>();
  for (let run = 0; run < 3; run++) {
    await promisify(execFile)(join(venv, "bin/python"), [
      join(import.meta.dirname, "peers.py"),
      list,
      out,
      "picklescan",
      "modelscan",
    ]);
    // Safe: the script beside this one wrote it.
    const told = JSON.parse(await readFile(out, "utf8")) as Record<
      string,
      { version: string; answers: Record<string, [string, number]> }
    >;
    for (const [peer, { version, answers }] of Object.entries(told))
      for (const [ours, name] of Object.entries(names)) {
        const key = `${ours}, ${peer} ${version}`;
        const seconds = answers[join(folder, name)]?.[1] ?? Infinity;
        peers.set(key, Math.min(peers.get(key) ?? Infinity, seconds));
      }
  }
  for (const [key, seconds] of peers) {
    const ours = best.get(key.slice(0, key.indexOf(","))) ?? NaN;
    console.log(`${key}: ${seconds} s, ${((seconds * 1000) / ours).toFixed(1)} times ours`);
  }
}

async function timed(name: string, bytes: number, work: () => Promise<string>): Promise<void> {
  for (const run of ["first", "second", "third"]) {
    const start = performance.now();
    const verdict = await work();
    const ms = performance.now() - start;
    best.set(name, Math.min(best.get(name) ?? Infinity, ms));
    const rss = Math.round(process.memoryUsage().rss / 1e6);
    console.log(
      `${name}, ${run}: ${ms.toFixed(1)} ms, ${(bytes / ms / 1000).toFixed(0)} MB/s, ${verdict}, ${rss} MB resident`,
    );
  }
}

const { values } = parseArgs({ options: { peers: { type: "string" } } });
const best = new Map<string, number>();

const folder = await mkdtemp(join(tmpdir(), "bartizan-bench-"));
try {
  const sparse = join(folder, "sparse.pkl");
  const size = 10 * 1024 ** 3;
  const handle = await open(sparse, "w");
  await handle.write(pickle().proto(4).number(0x8e, size, 8).build(), 0);
  await handle.write(pickle().pop().bytes(payload).build(), 0, undefined, 11 + size);
  await handle.close();
  await timed("10 GB sparse file", size, async () => {
    const source = await fileSource(sparse);
    const verdict = await examine(source);
    await source.close();
    return verdict;
  });

  const blob = new Uint8Array(60_000_000 + 64);
  blob.set(pickle().proto(4).number(0x42, 60_000_000, 4).build());
  blob.set(pickle().pop().bytes(payload).build(), 60_000_007);
  const whole = blob.subarray(0, 60_000_007 + 1 + payload.length);
  await writeFile(join(folder, "blob.pkl"), whole);
  await timed("60 MB blob", blob.length, () => examineFile("blob.pkl"));

  const bytes = dense(18_800);
  const { opcodes } = await runPickle(memorySource(bytes), 0, {});
  console.log(`dense: ${(bytes.length / 1e6).toFixed(1)} MB, ${(opcodes / 1e6).toFixed(1)} M instructions`);
  await writeFile(join(folder, "dense.pkl"), bytes);
  await timed("dense", bytes.length, () => examineFile("dense.pkl"));
  if (values.peers !== undefined) await compare(values.peers);
} finally {
  await rm(folder, { recursive: true });
}
