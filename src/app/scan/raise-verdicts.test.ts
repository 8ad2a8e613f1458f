import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readScan } from "./read-scan.ts";
import { renderScan, scanFormats } from "./render-scan.ts";
import { scan } from "./scan-paths.ts";
import type { ScanOutcome } from "./scan-request.ts";

const cwd = mkdtempSync(join(tmpdir(), "raise-verdicts-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
let outcome: ScanOutcome;
beforeAll(async () => {
  writeFileSync(
    join(cwd, "agent.py"),
    "import openai\nclient = openai.OpenAI()\nexec(client.responses.create(model='m', input='x').output_text)\n",
  );
  writeFileSync(join(cwd, "broken.py"), "def f(:\n  (((\n");
  writeFileSync(join(cwd, "notes.md"), "# Nothing here\n");
  outcome = await scan({ paths: ["."], cwd, workspace: cwd });
});

const render = (format: string): Promise<string> =>
  renderScan(outcome.report, format, { colour: false, columns: 100 });

it("the code of a file counts for the file, what was not read to its end included", () => {
  expect(outcome.report.artifacts.map(({ path, verdict }) => [path, verdict])).toEqual([
    ["agent.py", "unsafe"],
    ["broken.py", "incomplete"],
    ["notes.md", "clean"],
  ]);
  expect(outcome.sentence).toContain("Of 3 files 1 does harm when loaded or used");
});

it("so is it read from the evidence", async () => {
  const { report } = await readScan(join(cwd, ".bartizan/runs"), outcome.evidence?.id ?? "");
  expect(report?.artifacts.map(({ verdict }) => verdict)).toEqual(["unsafe", "incomplete", "clean"]);
});

it.each([
  ["text", /✗ agent\.py +\S+ .*unsafe/],
  ["html", /<details class="file unsafe"[^>]*>\s*<summary>[\s\S]{0,2000}agent\.py/],
  ["md", /\| ✗ \| `agent\.py`/],
])("and so does %s tell it", async (format, expected) => {
  expect(await render(format)).toMatch(expected);
});

it("and so do JSON and CycloneDX", async () => {
  const json: unknown = JSON.parse(await render("json"));
  expect(json).toMatchObject({ artifacts: [{ path: "agent.py", verdict: "unsafe" }, {}, {}] });
  expect(scanFormats).toContain("cyclonedx");
  const bill: unknown = JSON.parse(await render("cyclonedx"));
  expect(bill).toMatchObject({
    components: expect.arrayContaining([
      expect.objectContaining({
        name: "agent.py",
        properties: expect.arrayContaining([{ name: "bartizan:verdict", value: "unsafe" }]),
      }),
    ]),
  });
});
