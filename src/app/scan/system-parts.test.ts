import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadSystem } from "../../system/index.ts";
import { openWorkspace } from "../workspace/workspace.ts";
import { scan } from "./scan-paths.ts";

const cwd = mkdtempSync(join(tmpdir(), "scan-system-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** The example, whose model is not signed, with weights that belong to it. */
const example = readFileSync(
  join(import.meta.dirname, "../../../examples/fintech-chatbot/system.yaml"),
  "utf8",
);
const model = /- (?:\{)?\s*id: (\S+?),?\s[^\n]*\bkind: model\b|id: (\S+)\n\s+kind: model\b/.exec(example);
const component = model?.[1] ?? model?.[2] ?? "";
const manifest = (digest: string): string =>
  `${example.replace(/^artifacts:[\s\S]*?(?=^\S)/m, "")}\nartifacts:\n  - {id: weights, path: weights.txt, component: ${component}, sha256: "${digest}"}\n`;
const file = join(cwd, "system.yaml");

const cell = async () => {
  const workspace = await openWorkspace(cwd);
  const matrix = await workspace.coverage(await loadSystem(file));
  return matrix.rows
    .filter(({ cells }) => cells.tested.coveredBy.includes("model-scan"))
    .map(({ cells }) => cells.tested);
};

describe("a scan of a system", () => {
  it("is evidence for what threatens its models, and no more when they have changed", async () => {
    writeFileSync(join(cwd, "weights.txt"), "w");
    writeFileSync(file, manifest(createHash("sha256").update("w").digest("hex")));
    expect((await cell()).length).toBeGreaterThan(0);
    expect((await cell()).map(({ links }) => links)).toEqual((await cell()).map(() => []));

    await scan({ paths: [], cwd, system: file, workspace: cwd });
    const links = (await cell()).flatMap((one) => one.links);
    expect(links).toMatchObject([{ check: "model-scan", target: "weights" }]);
    expect(links[0]?.run).toMatch(/^scan-/);

    writeFileSync(join(cwd, "weights.txt"), "changed");
    const { report } = await scan({ paths: [], cwd, system: file, workspace: cwd });
    expect(report.system?.parts).toMatchObject([{ id: "weights", digest: "differs", verdict: "unsafe" }]);
    expect((await cell()).map(({ state }) => state)).toContain("failing");
  });
});
