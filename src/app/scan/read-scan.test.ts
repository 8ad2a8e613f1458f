import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ScanShelf, readScan } from "./read-scan.ts";
import { scan } from "./scan-paths.ts";

const cwd = mkdtempSync(join(tmpdir(), "read-scan-"));
const runs = join(cwd, ".bartizan/runs");
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
beforeAll(() => {
  writeFileSync(join(cwd, "a.json"), '{"a": 1, "a": 2}');
  // So much that its report does not fit into a line of the ledger.
  const members = Array.from(
    { length: 400 },
    (_, i) => `torch.load("${"x".repeat(300)}${i}", weights_only=False)`,
  );
  writeFileSync(join(cwd, "long.py"), `import torch\n${members.join("\n")}\n`);
});

it("a scan is read from its bundle as it was told, long reports included", async () => {
  const { report, sentence, evidence } = await scan({ paths: ["a.json", "long.py"], cwd, workspace: cwd });
  const read = await readScan(runs, evidence?.id ?? "");
  expect(read.report).toEqual(JSON.parse(JSON.stringify(report)));
  expect(read.summary).toMatchObject({ status: "finished", sentence, files: 2, verdict: report.verdict });
  expect(read.summary.findings.high).toBe(
    report.code?.findings.filter(({ severity }) => severity === "high").length,
  );
});

it("one that was interrupted is listed as such, newest first, and promises nothing", async () => {
  const stop = new AbortController();
  const { report, evidence } = await scan({
    paths: ["."],
    cwd,
    workspace: cwd,
    signal: stop.signal,
    only: "artifacts",
    onProgress: () => stop.abort(new Error("interrupted")),
  });
  expect(report.verdict).toBe("incomplete");
  const shelf = new ScanShelf(runs);
  const list = await shelf.list();
  expect(new Set(list.map(({ status }) => status))).toEqual(new Set(["interrupted", "finished"]));
  expect((await shelf.read(evidence?.id ?? ""))?.report.verdict).toBe("incomplete");
  expect(await shelf.list()).toEqual(list);
});

it("there is no scan of another name", async () => {
  expect(await new ScanShelf(runs).read("../../etc")).toBeUndefined();
  await expect(readScan(runs, "scan-20200101-000000-000000")).rejects.toMatchObject({
    code: "SCAN_UNKNOWN_SCAN",
  });
});
