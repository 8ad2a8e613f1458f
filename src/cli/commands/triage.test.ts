import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startPracticeBot } from "../../app/index.ts";
import { practiceFolder, onlyGates } from "../../app/testing/practice.ts";
import { bartizan } from "../testing/capture.ts";

it("a decision goes into the file that people review, and back onto the report", async () => {
  const bot = await startPracticeBot({});
  try {
    await using practice = await practiceFolder(bot.url, 0, onlyGates("redteam/prompt-extraction"));
    const workspace = ["--workspace", practice.folder];
    expect((await bartizan(["assess", practice.systemFile], { cwd: practice.folder })).code).toBe(1);

    const listed = await bartizan(["triage", ...workspace, "--format", "json"]);
    const { findings } = JSON.parse(listed.out) as { findings: { id: string; triage: { state: string } }[] };
    expect(findings.length).toBeGreaterThan(3);
    const id = findings[0]!.id;

    expect((await bartizan(["triage", id, "fixed", ...workspace])).err).toContain("needs --reason");
    expect((await bartizan(["triage", id, "accepted", "--reason", "r", ...workspace])).err).toContain(
      "needs --until",
    );
    expect(
      (await bartizan(["triage", "F-0000000000", "fixed", "--reason", "r", "--by", "ada", ...workspace]))
        .code,
    ).toBe(2);
    const accepted = [
      "triage",
      id,
      "accepted",
      "--until",
      "2099-01-31",
      "--by",
      "ada",
      "--reason",
      "new approval step",
      ...workspace,
    ];
    expect((await bartizan(accepted)).code).toBe(0);
    expect(await readFile(join(practice.folder, "bartizan.triage.yaml"), "utf8")).toContain(
      "until: 2099-01-31",
    );
    expect((await bartizan(["triage", ...workspace])).out).toMatch(new RegExp(`${id}  \\w+ +accepted`));

    const shown = JSON.parse((await bartizan(["report", ...workspace, "--format", "json"])).out) as {
      findings: typeof findings;
    };
    expect(shown.findings.find((finding) => finding.id === id)?.triage.state).toBe("accepted");
    const ledger = await readFile(join(practice.folder, ".bartizan/workspace/ledger.jsonl"), "utf8");
    expect(ledger).toContain('"type":"triage.set"');

    // An acceptance that has ended counts as open.
    const past = accepted.map((part) => (part === "2099-01-31" ? "2020-01-31" : part));
    expect((await bartizan(past)).err).toContain("has ended already");
    const file = join(practice.folder, "bartizan.triage.yaml");
    await writeFile(file, (await readFile(file, "utf8")).replace("2099", "2020"));
    expect(await bartizan(["triage", ...workspace])).toMatchObject({
      code: 1,
      out: expect.stringContaining("expired: open again") as unknown,
    });
  } finally {
    await bot.close();
  }
});

it("every format of the report is written, whole, to a file", async () => {
  const bot = await startPracticeBot({});
  try {
    await using practice = await practiceFolder(bot.url, 1, onlyGates("redteam/markdown-exfil"));
    expect(
      (await bartizan(["assess", practice.systemFile, "--seed", "f"], { cwd: practice.folder })).code,
    ).toBe(1);
    for (const [format, mark] of [
      ["json", '"schemaVersion"'],
      ["sarif", '"2.1.0"'],
      ["junit", "<testsuites"],
      ["md", "# "],
      ["html", "<!doctype html>"],
    ] as const) {
      const file = join(practice.folder, `report.${format}`);
      const { code, out } = await bartizan([
        "report",
        "--workspace",
        practice.folder,
        "--format",
        format,
        "--output",
        file,
      ]);
      expect({ code, out }).toEqual({ code: 0, out: "" });
      expect((await readFile(file, "utf8")).toLowerCase()).toContain(mark.toLowerCase());
    }
    expect(await bartizan(["report", "--workspace", practice.folder, "--format", "docx"])).toMatchObject({
      code: 2,
    });
    expect(
      await bartizan([
        "report",
        "--workspace",
        practice.folder,
        "--format",
        "md",
        "--output",
        "/nowhere/x.md",
      ]),
    ).toMatchObject({ code: 2, err: expect.stringContaining("CLI_UNWRITABLE_OUTPUT") as unknown });
  } finally {
    await bot.close();
  }
});
