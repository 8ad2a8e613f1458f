import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFile, writeFile } from "node:fs/promises";
import type { RunReport } from "../contracts/index.ts";
import { assessSystem, type AssessOptions } from "./assessment/assess-system.ts";
import { startPracticeBot } from "./practice-bot.ts";
import { onlyGates, practiceFolder } from "./testing/practice.ts";
import { triageFinding } from "./triage/triage-finding.ts";
import { openWorkspace } from "./workspace/workspace.ts";

let bot: Awaited<ReturnType<typeof startPracticeBot>>;
beforeAll(async () => {
  bot = await startPracticeBot({});
});
afterAll(() => bot.close());

async function report(options: AssessOptions): Promise<RunReport> {
  const outcome = await assessSystem({ env: {}, seed: "regress", ...options });
  if (outcome.kind !== "ran") throw new Error("it ran");
  return outcome.report;
}

describe("a pull request", () => {
  it("runs only what breached before, and fails when something fixed breaks again", async () => {
    await using practice = await practiceFolder(bot.url, 2, onlyGates("redteam/prompt-extraction"));
    const { systemFile, folder } = practice;
    const first = await report({ systemFile });
    expect(first.verdict.kind).toBe("fail");
    const { fold } = await (await openWorkspace(folder)).read(first.run.id);
    const breached = [...fold.records].filter(({ outcome }) => outcome.kind === "breached").length;

    // Nothing is marked as fixed yet: known breaches are not regressions.
    const known = await report({ systemFile, regressions: true, baseline: "last" });
    expect(known.verdict).toMatchObject({ kind: "pass" });
    expect(known.results[0]!.attack.planned + known.results[0]!.baseline.planned).toBe(breached);
    expect(breached).toBeLessThan(first.results[0]!.attack.planned / 2);
    expect(known.results[0]!.refused.n).toBeGreaterThan(0);

    const workspace = await openWorkspace(folder);
    await triageFinding(
      workspace,
      first.findings[0]!.id,
      { state: "fixed", by: "ada", reason: "new filter" },
      "ada",
    );
    const again = await report({ systemFile, regressions: true, baseline: first.run.id });
    expect(again.verdict).toMatchObject({ kind: "fail", because: "regression" });
    expect(again.findings.find(({ id }) => id === first.findings[0]!.id)?.triage.state).toBe("fixed");

    // The hole is closed for good: level 3 keeps no secret in its prompt.
    await writeFile(
      systemFile,
      (await readFile(systemFile, "utf8")).replace("model: mira-l2", "model: mira-l3"),
    );
    const mended = await report({ systemFile, regressions: true, baseline: first.run.id });
    expect(mended.verdict).toMatchObject({ kind: "pass" });
    expect(mended.comparisons[0]).toMatchObject({ verdict: "better", broke: 0 });
  });

  it("says worse when the paired cases broke", async () => {
    await using practice = await practiceFolder(bot.url, 3, onlyGates("redteam/prompt-extraction"));
    const { systemFile } = practice;
    const before = await report({ systemFile, exhaustive: true });
    expect(before.verdict.kind).toBe("pass");
    await writeFile(
      systemFile,
      (await readFile(systemFile, "utf8")).replace("model: mira-l3", "model: mira-l1"),
    );
    const after = await report({ systemFile, exhaustive: true, baseline: before.run.id });
    expect(after.comparisons[0]).toMatchObject({ verdict: "worse", mended: 0 });
    expect(after.verdict.kind).toBe("fail");
  });

  it("without any earlier breach has nothing to run and says so", async () => {
    await using practice = await practiceFolder(bot.url, 5, onlyGates("redteam/markdown-exfil"));
    await report({ systemFile: practice.systemFile });
    await expect(report({ systemFile: practice.systemFile, regressions: true })).rejects.toMatchObject({
      code: "ASSESS_NOTHING_PLANNED",
    });
  });
});

describe("a changed system", () => {
  it("makes its evidence stale, and refuses to resume the old run", async () => {
    await using practice = await practiceFolder(bot.url, 2, onlyGates("redteam/markdown-exfil"));
    const { systemFile, folder } = practice;
    const { coverage } = await report({ systemFile });
    expect(coverage.rows.find(({ rule }) => rule === "T13")?.cells.tested.state).toBe("passing");
    const text = await readFile(systemFile, "utf8");
    await writeFile(systemFile, text.replace("max_steps: 12", "max_steps: 30"));
    const workspace = await openWorkspace(folder);
    await workspace.systems();
    const now = await workspace.report("last");
    expect(now.coverage.rows.find(({ rule }) => rule === "T13")?.cells.tested.state).toBe("stale");
  });
});

describe("stopping", () => {
  it("by the budget leaves a run that can go on, inconclusive until then", async () => {
    await using practice = await practiceFolder(bot.url, 5, onlyGates("redteam/markdown-exfil"));
    const { systemFile } = practice;
    const short = await assessSystem({ systemFile, env: {}, seed: "b", budget: { maxRequests: 40 } });
    expect(short).toMatchObject({
      kind: "ran",
      end: "budget-exhausted",
      report: { verdict: { kind: "inconclusive" }, run: { status: "stopped" } },
    });
    const whole = await assessSystem({ systemFile, env: {}, resume: true });
    expect(whole).toMatchObject({ kind: "ran", end: "finished", report: { verdict: { kind: "pass" } } });
    await expect(
      assessSystem({ systemFile, env: {}, resume: (whole as { report: RunReport }).report.run.id }),
    ).rejects.toMatchObject({ code: "ASSESS_ALREADY_FINISHED" });
  });

  it("by the kill switch sends nothing more", async () => {
    await using practice = await practiceFolder(bot.url, 5, onlyGates("redteam/markdown-exfil"));
    const { systemFile, folder } = practice;
    let recorded = 0;
    const outcome = await assessSystem({
      systemFile,
      env: {},
      onProgress: ({ done }) => {
        recorded = done;
        if (done === 20) void writeFile(`${folder}/STOP`, "");
      },
    });
    expect(outcome).toMatchObject({ kind: "ran", end: "stopped" });
    expect(recorded).toBeLessThan(100);
  });
});
