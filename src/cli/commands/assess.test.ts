import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listChecks, startPracticeBot } from "../../app/index.ts";
import { onlyGates, practiceFolder } from "../../app/testing/practice.ts";
import { bartizan } from "../testing/capture.ts";

let bot: Awaited<ReturnType<typeof startPracticeBot>>;
beforeAll(async () => {
  bot = await startPracticeBot({});
});
afterAll(() => bot.close());

describe("bartizan assess", () => {
  it("exits 3 when the budget ends before the verdict, with one JSON document on stdout", async () => {
    await using practice = await practiceFolder(bot.url, 2, onlyGates("redteam/markdown-exfil"));
    const { code, out, err } = await bartizan([
      "assess",
      practice.systemFile,
      "--max-requests",
      "30",
      "--format",
      "json",
    ]);
    // Parsing takes the whole of it: anything before or after the document would fail here.
    expect(JSON.parse(out)).toMatchObject({
      verdict: { kind: "inconclusive" },
      run: { status: "stopped" },
    });
    expect(out.endsWith("}\n")).toBe(true);
    expect(err).not.toBe("");
    expect(code).toBe(3);
  });

  it("says on stderr how to go on with a run that did not finish, and still exits 3", async () => {
    await using practice = await practiceFolder(bot.url, 2, onlyGates("redteam/markdown-exfil"));
    const { code, out, err } = await bartizan(["assess", practice.systemFile, "--max-requests", "30"], {
      cwd: practice.folder,
    });
    expect(code).toBe(3);
    expect(out).toMatch(/inconclusive/i);
    expect(err).toMatch(/Not finished\. Go on with: bartizan assess \S+ --resume \S+/);
  });

  it("plans with --dry-run, sends nothing and writes nothing", async () => {
    // Nobody listens there: anything sent would fail.
    await using practice = await practiceFolder("http://127.0.0.1:9", 2, onlyGates("redteam/markdown-exfil"));
    const before = await readdir(practice.folder, { recursive: true });
    const { code, out } = await bartizan(["assess", practice.systemFile, "--dry-run", "--format", "json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ system: { id: expect.any(String) as unknown } });
    expect(await readdir(practice.folder, { recursive: true })).toEqual(before);
  });

  it("lists every check with the threats it answers, and needs no manifest for it", async () => {
    const { code, out, err } = await bartizan(["assess", "--list"], { cwd: "/nowhere" });
    expect(code).toBe(0);
    expect(err).toBe("");
    const checks = await listChecks();
    expect(checks.length).toBeGreaterThan(3);
    for (const { id, title, about, covers } of checks)
      expect(out).toContain(`${id}  ${title}\n    ${about}\n    answers ${covers.join(", ")}\n`);
  });
});
