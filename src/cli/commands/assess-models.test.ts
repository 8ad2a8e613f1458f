import { spawn } from "node:child_process";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../app/index.ts";
import { modelSystem } from "../../app/testing/model-system.ts";
import type { RunReport } from "../../contracts/index.ts";
import { bartizan } from "../testing/capture.ts";

const gate = "{check: robustness/score-attack, at_most: 0.05}";
// Safe: `--format json` prints a report and nothing else; what is used of it is asserted.
const reportOf = (out: string): RunReport => JSON.parse(out) as RunReport;

describe("bartizan assess on a predicting model", () => {
  it("fails the gate with exit 1, and writes a page with the security curve; the evidence verifies", async () => {
    await using system = await modelSystem({ gates: gate });
    const io = { cwd: system.folder };
    const { code, out, err } = await bartizan(["assess", system.systemFile], io);
    expect(code).toBe(1);
    expect(err).toMatch(
      /robustness\/score-attack on tumour-model\n\s+12 units; gate 5 % at 95 %\n\s+at most 36,072 rows asked for; at most \d+ s in the model on this machine/u,
    );
    expect(out).toMatch(/turned \d+ of \d+ rows wrong/u);
    expect(out).toMatch(/Accuracy under attack: share of rows answered rightly from/u);
    const [run = ""] = await readdir(join(system.folder, ".bartizan/runs"));
    const page = await bartizan(["report", run, "--format", "html", "--output", "report.html"], io);
    expect(page.code).toBe(0);
    const html = await readFile(join(system.folder, "report.html"), "utf8");
    expect(html).toContain('class="plot curve"');
    expect(html).toMatch(/of 30 features changed/u);
    expect((await bartizan(["evidence", "verify", join(".bartizan/runs", run)], io)).code).toBe(0);
  });

  it("says what it would take with --dry-run, and sends and writes nothing", async () => {
    await using system = await modelSystem({ gates: gate });
    const before = await readdir(system.folder, { recursive: true });
    const { code, out } = await bartizan(["assess", system.systemFile, "--dry-run", "--format", "json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ models: { checks: [{ units: 12, queries: 36_072 }] } });
    expect(await readdir(system.folder, { recursive: true })).toEqual(before);
  });

  it("kill -9 in the middle, then --resume: the same result, no example lost or counted twice", async () => {
    await using undisturbed = await modelSystem({ gates: gate, rows: 40 });
    const json = ["--seed", "kill", "--format", "json"];
    const whole = reportOf((await bartizan(["assess", undisturbed.systemFile, ...json])).out);

    await using system = await modelSystem({ gates: gate, rows: 40 });
    const child = spawn(
      process.execPath,
      [join(packageRoot(), "src/cli/main.ts"), "assess", system.systemFile, "--seed", "kill"],
      { stdio: "ignore", cwd: system.folder },
    );
    const gone = new Promise((resolve) => child.once("exit", resolve));
    const runs = join(system.folder, ".bartizan/runs");
    // The announcements of all forty take less: then some are recorded.
    while ((await ledgerBytes(runs)) < 18_000 && child.exitCode === null) await sleep(2);
    child.kill("SIGKILL");
    await gone;
    const [run = ""] = await readdir(runs);
    const atKill = examinedIn(await readFile(join(runs, run, "ledger.jsonl"), "utf8"));
    expect(atKill).toBeGreaterThan(0);
    expect(atKill).toBeLessThan(40);
    const { out, code } = await bartizan(["assess", system.systemFile, "--resume", run, ...json], {
      cwd: system.folder,
    });
    expect(code).toBe(1);
    const resumed = reportOf(out);
    const [was, is] = [whole.models?.[0], resumed.models?.[0]];
    expect(is?.units).toEqual(was?.units);
    expect(is?.measures).toEqual(was?.measures);
    expect(is?.verdict).toEqual(was?.verdict);
    expect(examinedIn(await readFile(join(runs, run, "ledger.jsonl"), "utf8"))).toBe(40);
    expect((await bartizan(["evidence", "verify", join(runs, run)])).code).toBe(0);
  });

  it("exits 2 where the data cannot be used, with the line", async () => {
    await using system = await modelSystem({
      gates: gate,
      edit: (text) => text.replace("label: class", "label: klass"),
    });
    const { code, err } = await bartizan(["assess", system.systemFile]);
    expect(code).toBe(2);
    expect(err).toMatch(
      /APP_MODEL_DATA[\s\S]*Line 1 of test\.csv: there is no column `klass` with the label/u,
    );
  });
});

const examinedIn = (ledger: string): number => ledger.split('"unit.examined"').length - 1;

async function ledgerBytes(runs: string): Promise<number> {
  const [run = ""] = await readdir(runs).catch(() => []);
  return stat(join(runs, run, "ledger.jsonl")).then(
    ({ size }) => size,
    () => 0,
  );
}
