import { spawn } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { entryType } from "../assess/index.ts";
import { readBundle, verifyBundle } from "../evidence/index.ts";
import { seededRandom } from "../stats/index.ts";
import { assessSystem } from "./assessment/assess-system.ts";
import { startPracticeBot } from "./practice-bot.ts";
import { onlyGates, practiceFolder } from "./testing/practice.ts";
import { packageRoot } from "./version.ts";
import { openWorkspace } from "./workspace/workspace.ts";

const kills = 20;
const seed = "kill";
const check = "redteam/tool-abuse";

let bot: Awaited<ReturnType<typeof startPracticeBot>>;
beforeAll(async () => {
  bot = await startPracticeBot({});
});
afterAll(() => bot.close());

/**
 * Starts the real command line and kills it dead: so long after its start, or so long after it has begun to
 * record, which finds the middle of a run however busy the machine is. Resolves when it is gone.
 */
async function runAndKill(
  systemFile: string,
  extra: readonly string[],
  kill: { readonly from: "start" | "first record"; readonly afterMs: number },
): Promise<NodeJS.Signals | null> {
  const runs = join(dirname(systemFile), ".bartizan/runs");
  const before = await recordedBytes(runs);
  const child = spawn(
    process.execPath,
    [join(packageRoot(), "src/cli/main.ts"), "assess", systemFile, ...extra],
    {
      stdio: "ignore",
      cwd: dirname(systemFile),
    },
  );
  const state = { gone: false };
  const exited = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once("exit", (_, signal) => {
      state.gone = true;
      resolve(signal);
    }),
  );
  // Enough for what a start writes (the probe, sixteen announcements) and some recorded trials.
  if (kill.from === "first record") {
    while (!state.gone && (await recordedBytes(runs)) < before + 10_000) await sleep(10);
  }
  await sleep(kill.afterMs);
  child.kill("SIGKILL");
  return exited;
}

async function recordedBytes(runs: string): Promise<number> {
  const [run] = await readdir(runs).catch(() => []);
  return run === undefined
    ? 0
    : (await stat(join(runs, run, "ledger.jsonl")).catch(() => ({ size: 0 }))).size;
}

it("kill -9 at twenty random points, then --resume: the same verdict, nothing lost, nothing counted twice", async () => {
  // Level 5 runs all 320 cases; the pace makes the run long enough to be killed in its middle.
  const slow = (text: string): string =>
    onlyGates(check)(text).replace("concurrency: 16", "concurrency: 16\n    requests_per_minute: 1500");
  await using undisturbed = await practiceFolder(bot.url, 5, onlyGates(check));
  const whole = await assessSystem({ systemFile: undisturbed.systemFile, seed, env: {} });
  if (whole.kind !== "ran") throw new Error("it ran");

  await using practice = await practiceFolder(bot.url, 5, slow);
  const random = seededRandom("kill points");
  let killed = 0;
  let begun = false;
  for (let i = 0; i < kills; i += 1) {
    const workspace = await openWorkspace(practice.folder);
    begun ||= (await workspace.runIds()).length > 0;
    const args = begun ? ["--resume"] : ["--seed", seed];
    const from = i % 5 === 4 ? "start" : "first record";
    const signal = await runAndKill(practice.systemFile, args, {
      from,
      afterMs: random.integer(from === "start" ? 700 : 300),
    });
    if (signal === "SIGKILL") killed += 1;
  }
  expect(killed).toBe(kills);

  const workspace = await openWorkspace(practice.folder);
  const [run] = await workspace.runIds();
  const before = await workspace.read(run!);
  expect(before.status).not.toBe("finished");
  expect(before.fold.done).toBeGreaterThan(20);
  const recorded = [...before.fold.records].map((record) => ({ ...record }));

  const fast = await assessSystem({ systemFile: practice.systemFile, resume: true, env: {} });
  if (fast.kind !== "ran") throw new Error("it ran");
  expect(fast.report.verdict).toEqual(whole.report.verdict);
  const result = (report: typeof whole.report): unknown => {
    const [only] = report.results;
    return { attack: only?.attack, baseline: only?.baseline, refused: only?.refused, verdict: only?.verdict };
  };
  expect(result(fast.report)).toEqual(result(whole.report));

  const after = await workspace.read(run!);
  const byEntry = new Map([...after.fold.records].map((record) => [record.entry, record]));
  for (const record of recorded) expect(byEntry.get(record.entry)).toEqual(record);
  const finished: string[] = [];
  for await (const entry of readBundle(after.dir)) {
    if (entry.type === entryType.finished)
      finished.push(JSON.stringify([entry.body["case"], entry.body["repeat"]]));
  }
  expect(new Set(finished).size).toBe(finished.length);
  expect((await verifyBundle(after.dir, {})).state).toBe("intact");
}, 240_000);
