/**
 * What the guard costs and what it lets by, every pure detector on: added latency by size, whole and by turn; each
 * detector, the classifier and the views; streams by token; evasions; texts that were held out. Times are the best
 * of several rounds, since whatever else runs on the machine only adds; read their ratios.
 *
 * node bench/guard/bench.ts [latency] [detectors] [streams] [evasions] [held-out]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openGuard } from "../../src/app/index.ts";
import { benchDetectors } from "./detectors.ts";
import { benchEvasions } from "./evasions.ts";
import { benchHeldOut } from "./held-out.ts";
import { benchLatency } from "./latency.ts";
import { writeBenchPolicy } from "./policy.ts";
import { benchStreams } from "./streams.ts";

const wanted = process.argv.slice(2);
const asked = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const folder = mkdtempSync(join(tmpdir(), "bartizan-bench-"));
try {
  const open = (policy: string) => openGuard({ policy, cwd: folder, env: {} });
  const { guard, prepared } = await open(writeBenchPolicy(folder));
  if (asked("latency")) await benchLatency(guard);
  if (asked("detectors")) benchDetectors(prepared.pure);
  if (asked("streams")) await benchStreams(guard);
  if (asked("evasions")) benchEvasions(prepared.pure);
  if (asked("held-out")) {
    const baseline = await open("bartizan:baseline");
    await benchHeldOut(baseline.guard);
  }
} finally {
  rmSync(folder, { recursive: true });
}
