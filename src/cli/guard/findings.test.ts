import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startPracticeBot } from "../../app/index.ts";
import { onlyGates, practiceFolder } from "../../app/testing/practice.ts";
import { bartizan } from "../testing/capture.ts";

const policy = `schemaVersion: bartizan.policy/v1
policy: {id: mine, version: 1.0.0, description: A small one., owner: ada}
# What we look for.
detectors:
  secrets: true
rules:
  - id: no-secrets # keep this
    when: {signals: {detectors: [secrets]}, stages: [input]}
    action: block
tests:
  - {name: a question passes, text: "When do you open?", expect: allow}
`;

it("a finding becomes a rule and a test in the policy, and two runs give the defence delta", async () => {
  const bot = await startPracticeBot({});
  try {
    await using practice = await practiceFolder(bot.url, 0, onlyGates("redteam/markdown-exfil"));
    const { folder, systemFile } = practice;
    const run = (...args: string[]) => bartizan(args, { cwd: folder, env: { USER: "ada" } });
    expect((await run("assess", systemFile)).code).toBe(1);
    const { findings } = JSON.parse((await run("triage", "--format", "json")).out) as {
      findings: { id: string }[];
    };
    const proposals = await Promise.all(
      findings.map(async ({ id }) => ({ id, shown: await run("guard", "propose", id) })),
    );
    const found = proposals.find(({ shown }) => shown.code === 0);
    expect(found?.shown.out).toContain("rules:");
    expect(found?.shown.err).toMatch(/would have fired in \d+ of \d+ breached trials/);
    const id = found?.id ?? "";

    const file = join(folder, "policy.yaml");
    await writeFile(file, policy);
    expect((await run("guard", "propose", id, "--write")).err).toContain("--write needs --policy");
    const written = await run("guard", "propose", id, "--policy", "policy.yaml", "--write");
    expect(written).toMatchObject({ code: 0, err: expect.stringContaining("1.0.0 → 1.0.1") as unknown });
    const amended = await readFile(file, "utf8");
    expect(amended).toContain("# What we look for.");
    expect(amended).toContain("- id: no-secrets # keep this");
    expect(amended).toContain(`Closes finding ${id}`);
    expect((await run("guard", "test", "policy.yaml")).out).toContain("2 of 2 tests pass");
    // A second time the rule is there already: the file stays as it is.
    expect((await run("guard", "propose", id, "--policy", "policy.yaml", "--write")).code).toBe(2);
    expect(await readFile(file, "utf8")).toBe(amended);
    expect((await run("guard", "propose", "F-0000000000")).err).toContain("APP_UNKNOWN_FINDING");

    // The guarded side: the same cases against a bot that lets none through.
    const manifest = await readFile(systemFile, "utf8");
    await writeFile(systemFile, manifest.replace("model: mira-l0", "model: mira-l4"));
    await run("assess", systemFile);
    // Names of runs begin with their time.
    const [older = "", newer = ""] = (await readdir(join(folder, ".bartizan/runs"))).sort();
    const delta = ["guard", "delta", systemFile, "--format", "json"];
    const better = await run(...delta, "--without", older, "--with", newer);
    expect(JSON.parse(better.out)).toMatchObject({
      schemaVersion: "bartizan.defence-delta/v1",
      sameSystem: false,
    });
    expect(better.code).toBe(0);
    expect((await run(...delta, "--without", newer, "--with", older)).code).toBe(1);
    expect((await run(...delta, "--without", older, "--with", older)).code).toBe(3);
    expect((await run(...delta, "--without", "20200101-000000-abcdef", "--with", older)).code).toBe(2);
  } finally {
    await bot.close();
  }
});
