import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ScanFinding } from "../../contracts/index.ts";
import { readSuppressions, refusalOf, suppressedBy } from "./suppressions.ts";

const folder = mkdtempSync(join(tmpdir(), "suppressions-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "bartizan-scan.yaml");
const read = (text: string) => {
  writeFileSync(file, `schemaVersion: bartizan.suppressions/v1\n${text}`);
  return readSuppressions(file, "2026-11-23");
};

const finding = (rule: string, path: string, effect: ScanFinding["effect"] = "unsafe"): ScanFinding => ({
  id: "S-0",
  rule,
  title: "t",
  severity: "high",
  effect,
  description: "d",
  remedy: "r",
  place: { path },
  references: [],
});

describe("suppressions", () => {
  it.each([
    ["pickle/exec", "a.pkl", "unsafe", true],
    ["pickle/exec", "a.pkl!/data.pkl", "unsafe", true],
    ["pickle/exec", "b.pkl", "unsafe", false],
    ["pickle/other", "a.pkl", "review", false],
    ["zip/crc", "tests/deep/x.zip", "review", true],
    ["zip/crc", "x.zip", "review", false],
    // What was not examined stays so, whatever anybody says.
    ["zip/crc", "tests/x.zip", "incomplete", false],
  ] as const)("%s in %s (%s): suppressed is %s", async (rule, path, effect, expected) => {
    const suppressions = await read(
      'suppress:\n  - {rule: pickle/exec, path: a.pkl, reason: a fixture}\n  - {rule: "zip/*", path: "tests/*", reason: ours, until: "2026-11-23"}\n',
    );
    expect(suppressedBy(finding(rule, path, effect), suppressions).suppressed !== undefined).toBe(expected);
  });

  it.each([
    ["", undefined, "it has no reason"],
    ["  ", "2027-01-31", "it has no reason"],
    ["why", "2026-11-22", "it was good until 2026-11-22"],
    ["why", "2027-02-30", "`2027-02-30` is no day such as 2027-01-31"],
    ["why", "soon", "`soon` is no day such as 2027-01-31"],
    ["why", "2026-11-23", undefined],
    ["why", undefined, undefined],
  ])("reason %j until %s: %s", (reason, until, expected) => {
    expect(refusalOf(reason, until, "2026-11-23")).toBe(expected);
  });

  it("tells of those that do not count", async () => {
    const { suppress, exclude, notes } = await read(
      "suppress:\n  - {rule: a/b}\n  - {rule: a/c, reason: old, until: 2020-01-01}\nexclude:\n  - {path: x}\n",
    );
    expect([suppress, exclude]).toEqual([[], []]);
    expect(notes).toEqual([
      "A suppression of a/b in * does not count: it has no reason.",
      "A suppression of a/c in * does not count: it was good until 2020-01-01.",
      "Leaving out x does not count: it has no reason.",
    ]);
  });

  it("names the place of what is wrong with the file", async () => {
    await expect(read("suppress:\n  - {rul: a}\n")).rejects.toMatchObject({ exit: 2 });
  });
});
