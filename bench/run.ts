/**
 * Runs every bench under `bench/<name>/bench.ts`, one after the other, each in a process of its own.
 * Figures are ratios against a naive baseline or a peer in the same run; absolute times on shared machines
 * mean little. `node bench/run.ts evidence` runs one.
 */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const wanted = process.argv.slice(2);
const root = import.meta.dirname;
let failed = false;
for (const file of globSync("*/bench.ts", { cwd: root }).sort()) {
  const name = basename(dirname(file));
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`# ${name}`);
  const { status } = spawnSync(process.execPath, [join(root, file)], { stdio: "inherit" });
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;
