/**
 * How fast pickles are read and judged: `node bench/artifacts/pickle.ts`. Dense instructions, a blob that
 * is jumped over, ten gigabytes that are mostly a hole. The first run counts too: a scan of one file
 * has no warm-up.
 */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { examineArtifact } from "../../src/assess/artifacts/engine/examine.ts";
import { format } from "../../src/assess/artifacts/pickle/format.ts";
import { fileSource, memorySource, runPickle, type ByteSource } from "../../src/formats/index.ts";
import { pickle } from "../../src/formats/pickle/testing/assemble.ts";
import { dense, payload } from "./dense.ts";

const examine = async (source: ByteSource): Promise<string> =>
  (await examineArtifact(source, "bench.pkl", { formats: [format], loaders: [] })).verdict;

async function timed(name: string, bytes: number, work: () => Promise<string>): Promise<void> {
  for (const run of ["first", "second", "third"]) {
    const start = performance.now();
    const verdict = await work();
    const ms = performance.now() - start;
    const rss = Math.round(process.memoryUsage().rss / 1e6);
    console.log(
      `${name}, ${run}: ${ms.toFixed(1)} ms, ${(bytes / ms / 1000).toFixed(0)} MB/s, ${verdict}, ${rss} MB resident`,
    );
  }
}

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
  await timed("60 MB blob", blob.length, () =>
    examine(memorySource(blob.subarray(0, 60_000_008 + payload.length))),
  );

  const bytes = dense(18_800);
  const { opcodes } = await runPickle(memorySource(bytes), 0, {});
  console.log(`dense: ${(bytes.length / 1e6).toFixed(1)} MB, ${(opcodes / 1e6).toFixed(1)} M instructions`);
  await timed("dense", bytes.length, () => examine(memorySource(bytes)));
} finally {
  await rm(folder, { recursive: true });
}
