import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunReport } from "../contracts/index.ts";
import { assessSystem, type AssessOptions } from "./assessment/assess-system.ts";
import { systemClock } from "./system-clock.ts";
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

const edit = async (file: string, from: string, to: string): Promise<void> => {
  const text = await readFile(file, "utf8");
  if (!text.includes(from)) throw new Error(`nothing to edit: ${from}`);
  await writeFile(file, text.replace(from, to));
};
const testedState = (report: RunReport, rule: string): string | undefined =>
  report.coverage.rows.find((row) => row.rule === rule)?.cells.tested.state;

describe("a pull request", () => {
  it("runs what ever breached and a sample, and fails when something fixed breaks again", async () => {
    await using practice = await practiceFolder(bot.url, 2, onlyGates("redteam/prompt-extraction"));
    const { systemFile, folder } = practice;
    const first = await report({ systemFile });
    expect(first.verdict.kind).toBe("fail");
    const { fold } = await (await openWorkspace(folder)).read(first.run.id);
    const ever = new Set(
      [...fold.records].filter(({ outcome }) => outcome.kind === "breached").map((record) => record.case),
    );

    // Nothing is marked as fixed yet: known breaches are not regressions.
    const known = await report({ systemFile, regressions: true, baseline: "last" });
    expect(known.verdict).toMatchObject({
      kind: "pass",
      sentence: expect.stringContaining("No gate was evaluated") as unknown,
    });
    const again = await (await openWorkspace(folder)).read(known.run.id);
    const planned = new Set(
      [...again.fold.lanes.values()].flatMap(({ lane }) => lane.cases.map(({ id }) => id)),
    );
    expect(ever.isSubsetOf(planned)).toBe(true);
    expect(known.results[0]!.refused.n).toBeGreaterThan(0);
    // The same target twice is neither better nor worse: what is paired was not chosen by what it said.
    expect(["no-worse", "cannot-tell"]).toContain(known.comparisons[0]!.verdict);
    // That known breaches are still there is no reason to show the threat as covered.
    expect(testedState(known, "T12")).toBe("failing");

    const workspace = await openWorkspace(folder);
    await triageFinding(
      workspace,
      first.findings[0]!.id,
      { state: "fixed", by: "ada", reason: "new filter" },
      "ada",
    );
    const reopened = await report({ systemFile, regressions: true, baseline: first.run.id });
    expect(reopened.verdict).toMatchObject({ kind: "fail", because: "regression" });
    expect(reopened.findings.find(({ id }) => id === first.findings[0]!.id)?.triage.state).toBe("fixed");
    // Read again, without the baseline at hand, it still says so.
    const reread = await (await openWorkspace(folder)).report(reopened.run.id);
    expect(reread.results[0]!.verdict).toMatchObject({ kind: "fail", because: "regression" });
    expect(reread.caveats.join(" ")).not.toContain("now fold to");
  });

  it("sees a closed hole reopen although the baseline had it closed", async () => {
    await using practice = await practiceFolder(bot.url, 2, onlyGates("redteam/prompt-extraction"));
    const { systemFile, folder } = practice;
    const open = await report({ systemFile });
    for (const { id } of open.findings) {
      await triageFinding(
        await openWorkspace(folder),
        id,
        { state: "fixed", by: "ada", reason: "level 3" },
        "ada",
      );
    }
    await edit(systemFile, "model: mira-l2", "model: mira-l3");
    expect((await report({ systemFile })).verdict.kind).toBe("pass");
    const holds = await report({ systemFile, regressions: true, baseline: "last" });
    expect(holds.verdict.kind).toBe("pass");
    await edit(systemFile, "model: mira-l3", "model: mira-l2");
    const broken = await report({ systemFile, regressions: true, baseline: "last" });
    expect(broken.verdict).toMatchObject({ kind: "fail", because: "regression" });
    expect(broken.results[0]!.verdict.sentence).toContain("that had been fixed breached again");
  });

  it("says worse when the paired sample broke, though nothing had ever breached", async () => {
    await using practice = await practiceFolder(bot.url, 3, onlyGates("redteam/prompt-extraction"));
    const { systemFile } = practice;
    expect((await report({ systemFile })).verdict.kind).toBe("pass");
    await edit(systemFile, "model: mira-l3", "model: mira-l0");
    const after = await report({ systemFile, regressions: true, baseline: "last" });
    expect(after.comparisons[0]).toMatchObject({ verdict: "worse", mended: 0 });
    expect(after.verdict).toMatchObject({ kind: "fail", because: "regression" });
  });

  it("does not hold one target to what was fixed at another", async () => {
    const second = (text: string): string => {
      const only = onlyGates("redteam/prompt-extraction")(text);
      const start = only.indexOf("  - id: mira");
      const end = only.indexOf("\n# 2 %");
      const block = only
        .slice(start, end)
        .replace("id: mira", "id: mirb")
        .replaceAll("&plant", "&plantb")
        .replaceAll("*plant", "*plantb");
      return `${only.slice(0, end)}\n${block}${only.slice(end)}`;
    };
    await using practice = await practiceFolder(bot.url, 2, second);
    const { systemFile, folder } = practice;
    const open = await report({ systemFile });
    for (const { id, target } of open.findings) {
      if (target === "mira")
        await triageFinding(
          await openWorkspace(folder),
          id,
          { state: "fixed", by: "ada", reason: "r" },
          "ada",
        );
    }
    const again = await report({ systemFile, regressions: true, baseline: "last" });
    const verdictOf = (target: string): unknown =>
      again.results.find((result) => result.target === target)?.verdict.kind;
    expect({ mira: verdictOf("mira"), mirb: verdictOf("mirb") }).toEqual({ mira: "fail", mirb: "pass" });
  });

  it("without any earlier breach or baseline has nothing to run and says so", async () => {
    await using practice = await practiceFolder(bot.url, 5, onlyGates("redteam/markdown-exfil"));
    await report({ systemFile: practice.systemFile });
    await expect(report({ systemFile: practice.systemFile, regressions: true })).rejects.toMatchObject({
      code: "ASSESS_NOTHING_PLANNED",
    });
  });
});

describe("a changed system", () => {
  it("makes its evidence stale, and is not mixed into the old run", async () => {
    await using practice = await practiceFolder(bot.url, 2, onlyGates("redteam/markdown-exfil"));
    const { systemFile, folder } = practice;
    expect(testedState(await report({ systemFile }), "T13")).toBe("passing");
    const half = await assessSystem({ systemFile, env: {}, budget: { maxRequests: 20 } });
    expect(half).toMatchObject({ end: "budget-exhausted" });
    await edit(systemFile, "max_steps: 12", "max_steps: 30");
    expect(testedState(await (await openWorkspace(folder)).report("last"), "T13")).toBe("stale");
    await expect(assessSystem({ systemFile, env: {}, resume: true })).rejects.toMatchObject({
      code: "ASSESS_SYSTEM_CHANGED",
    });
  });

  it("includes another model behind the same target", async () => {
    await using practice = await practiceFolder(bot.url, 2, onlyGates("redteam/markdown-exfil"));
    const { systemFile, folder } = practice;
    await report({ systemFile });
    await edit(systemFile, "model: mira-l2", "model: mira-l0");
    expect(testedState(await (await openWorkspace(folder)).report("last"), "T13")).toBe("stale");
    await edit(systemFile, "model: mira-l0", "model: mira-l2");
    await edit(systemFile, "timeout_ms: 20000", "timeout_ms: 30000");
    expect(testedState(await (await openWorkspace(folder)).report("last"), "T13")).toBe("passing");
  });
});

describe("what was shown once", () => {
  it("is not taken back by a run that did not finish", async () => {
    await using practice = await practiceFolder(bot.url, 0, onlyGates("redteam/markdown-exfil"));
    const { systemFile } = practice;
    expect(testedState(await report({ systemFile }), "T13")).toBe("failing");
    const short = await report({ systemFile, budget: { maxRequests: 3 } });
    expect(short.run.status).toBe("stopped");
    expect(testedState(short, "T13")).toBe("failing");
  });

  it("does not vanish with its bundle, and the report says that a run cannot be read", async () => {
    await using practice = await practiceFolder(bot.url, 2, onlyGates("redteam/markdown-exfil"));
    const { systemFile, folder } = practice;
    expect(testedState(await report({ systemFile }), "T13")).toBe("passing");
    await edit(systemFile, "model: mira-l2", "model: mira-l0");
    const failing = await report({ systemFile });
    expect(testedState(failing, "T13")).toBe("failing");
    const ledger = join(folder, ".bartizan/runs", failing.run.id, "ledger.jsonl");
    await writeFile(ledger, (await readFile(ledger, "utf8")).replace("{", "["));
    await edit(systemFile, "model: mira-l0", "model: mira-l2");
    const left = await (await openWorkspace(folder)).report("last");
    expect(testedState(left, "T13")).not.toBe("passing");
    expect(left.caveats.join(" ")).toContain(`Run ${failing.run.id} cannot be read`);
  });
});

describe("the rules of engagement", () => {
  it("refuse a check that asks for side effects they do not allow", async () => {
    await using practice = await practiceFolder(bot.url, 0, onlyGates("redteam/tool-abuse"));
    await edit(
      practice.systemFile,
      "allowed_side_effects: [tool-call, record-changed, message-sent, host-contacted, money-moved, data-read]",
      "allowed_side_effects: [data-read]",
    );
    await expect(report({ systemFile: practice.systemFile })).rejects.toMatchObject({
      code: "ASSESS_SIDE_EFFECT_NOT_ALLOWED",
    });
  });

  it("stop a run when their window ends while it goes on", async () => {
    await using practice = await practiceFolder(bot.url, 5, onlyGates("redteam/markdown-exfil"));
    const { systemFile } = practice;
    await edit(
      systemFile,
      "environments: [test]",
      'environments: [test]\n  window: {from: "2026-01-01T00:00:00Z", until: "2026-01-02T00:00:00Z"}',
    );
    let ahead = Date.parse("2026-01-01T12:00:00Z") - Date.now();
    let done = 0;
    const clock = {
      now: () => Date.now() + ahead,
      sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms, signal),
    };
    const outcome = await assessSystem({
      systemFile,
      env: {},
      clock,
      onProgress: (progress) => {
        done = progress.done;
        if (done === 20) ahead += 24 * 3600 * 1000;
      },
    });
    expect(outcome).toMatchObject({ kind: "ran", end: "stopped" });
    expect(done).toBeLessThan(100);
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
    // What was spent counts: the same limit lets nothing more through.
    const spent = await assessSystem({
      systemFile,
      env: {},
      resume: true,
      budget: { maxRequests: 40 },
    }).catch((error: unknown) => error);
    expect(spent).toSatisfy(
      (item: unknown) =>
        (item as { code?: string }).code === "TARGETS_BUDGET_EXHAUSTED" ||
        (item as { end?: string }).end === "budget-exhausted",
    );
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
