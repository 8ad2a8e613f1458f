import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { scan } from "./scan-paths.ts";

const cwd = mkdtempSync(join(tmpdir(), "bartizan-unused-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

it("a suppression that suppresses nothing is told of, and one that does is not", async () => {
  writeFileSync(join(cwd, "model.pkl"), "cos\nsystem\n(S'echo inert'\ntR.");
  writeFileSync(
    join(cwd, "suppress.yaml"),
    `schemaVersion: bartizan.suppressions/v1
suppress:
  - { rule: "pickle/*", path: model.pkl, reason: an inert example }
  - { rule: "zip/*", path: other.zip, reason: was needed once }
`,
  );
  const told = async (only?: "artifacts") => {
    const { report } = await scan({
      paths: ["model.pkl"],
      cwd,
      suppressions: "suppress.yaml",
      ...(only === undefined ? {} : { only }),
    });
    return [report.unusedSuppressions, ...report.notes.filter((note) => note.includes("suppresses nothing"))];
  };
  expect(await told()).toEqual([1, "A suppression of zip/* in other.zip suppresses nothing: take it out."]);
  expect(await told("artifacts")).toEqual([undefined]);
});
