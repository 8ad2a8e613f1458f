/**
 * What a scan costs as a person starts it, start included, as ratios against Node itself: `npm run build`, then
 * `node bench/artifacts/bench.ts [--peers VENV]`. VENV is a virtual environment of Python with picklescan and
 * modelscan, which are then asked for the same files in the same run, by their own commands.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { pickle } from "../../src/formats/pickle/testing/assemble.ts";
import { dense, payload } from "./dense.ts";

const { values } = parseArgs({ options: { peers: { type: "string" }, main: { type: "string" } } });
const main = values.main ?? join(import.meta.dirname, "../../dist/src/cli/main.js");
if (!existsSync(main)) throw new Error(`${main} is missing: run npm run build first`);

interface Cost {
  readonly seconds: number;
  readonly megabytes: number;
  readonly status: number | null;
}

const best = (costs: readonly Cost[]): Cost => costs.toSorted((a, b) => a.seconds - b.seconds)[0] ?? never();
function never(): never {
  throw new Error("nothing was run");
}

/** Runs a program to its end; its memory is what GNU time or a hook in the child tells. */
function once(program: string, args: readonly string[]): Cost {
  const start = performance.now();
  const { status, stderr } = spawnSync("/usr/bin/time", ["-f", "peak %M", program, ...args], {
    encoding: "utf8",
    timeout: 120_000,
    cwd: folder,
  });
  const peak = /^peak (\d+)$/m.exec(stderr ?? "")?.[1];
  return {
    seconds: (performance.now() - start) / 1000,
    megabytes: peak === undefined ? NaN : Number(peak) / 1024,
    status,
  };
}

const folder = await mkdtemp(join(tmpdir(), "bartizan-bench-"));
try {
  const files = { text: "note.txt", blob: "blob.pkl", dense: "dense.pkl", sparse: "sparse.pkl" };
  await writeFile(join(folder, files.text), "six ok");
  const blob = new Uint8Array(60_000_000);
  const begin = pickle().proto(4).number(0x42, blob.length, 4).build();
  await writeFile(
    join(folder, files.blob),
    Buffer.concat([begin, blob, pickle().pop().bytes(payload).build()]),
  );
  await writeFile(join(folder, files.dense), dense(18_800));
  const size = 10 * 1024 ** 3;
  const handle = await open(join(folder, files.sparse), "w");
  await handle.write(pickle().proto(4).number(0x8e, size, 8).build(), 0);
  await handle.write(pickle().pop().bytes(payload).build(), 0, undefined, 11 + size);
  await handle.close();

  const scan = (file: string, ...more: string[]): string[] => [
    main,
    "scan",
    "--only",
    "artifacts",
    "--no-evidence",
    "--no-digests",
    ...more,
    file,
  ];
  const works: readonly (readonly [string, string, readonly string[]])[] = [
    ["node alone", process.execPath, ["-e", "0"]],
    ["bartizan --version", process.execPath, [main, "--version"]],
    ["bartizan, six bytes of text", process.execPath, scan(files.text)],
    ["bartizan, blob of 60 MB", process.execPath, scan(files.blob)],
    ["bartizan, dense pickle", process.execPath, scan(files.dense)],
    ["bartizan, sparse 10 GB", process.execPath, scan(files.sparse)],
    ...(values.peers === undefined
      ? []
      : (["blob", "dense"] as const).flatMap((kind) => [
          [`picklescan, ${kind}`, join(values.peers ?? "", "bin/picklescan"), ["-p", files[kind]]] as const,
          [`modelscan, ${kind}`, join(values.peers ?? "", "bin/modelscan"), ["-p", files[kind]]] as const,
        ])),
  ];
  let unit: number | undefined;
  for (const [name, program, args] of works) {
    const cost = best([once(program, args), once(program, args), once(program, args)]);
    unit ??= cost.seconds;
    console.log(
      `${name.padEnd(30)} ${cost.seconds.toFixed(2).padStart(7)} s ${(cost.seconds / unit).toFixed(1).padStart(7)} × node ${cost.megabytes.toFixed(0).padStart(6)} MB  exit ${cost.status ?? "none"}`,
    );
  }
} finally {
  await rm(folder, { recursive: true });
}
