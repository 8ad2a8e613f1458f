import { describe, expect, it } from "vitest";
import { width } from "../terminal/layout.ts";
import { sampleScan } from "../testing/sample-scan.ts";
import { byteMap, size, verdictSentence } from "./words/index.ts";
import { scanWriters } from "./scan-writer.ts";

const write = (id: string, columns = 80): string =>
  scanWriters.find((writer) => writer.id === id)?.write(sampleScan(), { colour: false, columns }) ?? "";

describe("a scan", () => {
  it.each(["text", "sarif", "md", "html"])("as %s lets no hidden character of a name through", (id) => {
    expect(write(id)).not.toContain("\u202e");
    expect(write(id)).not.toContain("<script>");
  });

  it.each([60, 80, 100])("fits a terminal of %i columns", (columns) => {
    const longest = Math.max(...write("text", columns).split("\n").map(width));
    expect(longest).toBeLessThanOrEqual(columns);
  });

  it("begins with the verdict and why, the worst finding first, then what loaders do", () => {
    const text = write("text");
    expect(text.split("\n").slice(0, 2)).toEqual([
      "✗ UNSAFE  m, src",
      "  Of 22 files 1 does harm when loaded or used, 1 could not be examined to the",
    ]);
    const order = [
      "critical",
      "high     A model",
      "medium",
      "Suppressed",
      "runs code   torch.load(weights_only=False), called in src/a.py:3",
      "refuses",
    ];
    const at = order.map((word) => text.indexOf(word));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at).not.toContain(-1);
  });

  it("tells a file's verdict as the report has it, in the sentence, the list, and among those that are only counted", () => {
    const sample = sampleScan();
    const report = {
      ...sample,
      artifacts: sample.artifacts.map((one) =>
        one.path === "m/text-19.txt" ? { ...one, verdict: "unsafe" as const } : one,
      ),
    };
    const text = scanWriters.find(({ id }) => id === "text")?.write(report, { colour: false, columns: 80 });
    expect(text).toMatch(/✗ m\/text-19\.txt +text +100 B {2}unsafe/);
    expect(text).toContain("● 8 more, all clean");
    expect(verdictSentence(report)).toContain("Of 22 files 2 do harm");
  });

  it("puts the sizes and verdicts of files below each other, however long a format's name is", () => {
    const sample = sampleScan();
    const [first, ...others] = sample.artifacts;
    if (first === undefined) throw new Error("the sample changed");
    const report = { ...sample, artifacts: [{ ...first, format: "huggingface-config" }, ...others] };
    const text =
      scanWriters.find(({ id }) => id === "text")?.write(report, { colour: false, columns: 80 }) ?? "";
    const lines = text.split("\n").filter((line) => /^ +[●○◐✗] .* (B|KB) {2}/.test(line));
    expect(new Set(lines.map((line) => /(?<= (B|KB) {2})/.exec(line)?.index)).size).toBe(1);
    expect(Math.max(...text.split("\n").map(width))).toBeLessThanOrEqual(80);
  });

  it("as Markdown keeps code of remedies as code, and lets nothing else of them be markup", () => {
    const sample = sampleScan();
    const [found] = sample.code?.findings ?? [];
    if (found === undefined || sample.code === undefined) throw new Error("the sample changed");
    const md = (remedy: string): string =>
      scanWriters
        .find(({ id }) => id === "md")
        ?.write({ ...sample, code: { ...sample.code, findings: [{ ...found, remedy }] } } as typeof sample, {
          colour: false,
          columns: 80,
        }) ?? "";
    expect(md("Use `load_file(p)` *now*.")).toContain("Use `load_file(p)` \\*now\\*.");
    expect(md("A lone ` and *more*")).toContain("A lone \\` and \\*more\\*");
  });

  it("counts clean files beyond a dozen instead of naming them", () => {
    expect(write("text")).toContain("● 9 more, all clean");
    expect(write("text")).not.toContain("text-15");
  });

  it("as SARIF has a result for each finding, with bytes or lines, and suppressions with their reason", () => {
    const { runs } = JSON.parse(write("sarif")) as {
      runs: {
        results: { ruleId: string; level: string; locations: unknown[]; suppressions?: unknown[] }[];
      }[];
    };
    const results = runs[0]?.results ?? [];
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ["pickle/exec", "error"],
      ["code/torch-load-unsafe", "error"],
      ["artifact/unknown-format", "warning"],
      ["pickle/exec", "error"],
    ]);
    expect(results[1]?.locations).toMatchObject([
      {
        physicalLocation: { artifactLocation: { uri: "src/a.py" }, region: { startLine: 3, startColumn: 5 } },
      },
    ]);
    expect(results[3]?.suppressions).toMatchObject([{ justification: "a fixture until 2027-01-31" }]);
  });

  it("is never called clean in words where nothing was looked at", () => {
    const nothing = { ...sampleScan(), artifacts: [], verdict: "incomplete" as const };
    const { code: _, ...rest } = nothing;
    expect(verdictSentence(rest)).toBe("Nothing was examined.");
  });
});

describe("the byte map", () => {
  it("names gaps, and never more kinds than can be told apart", () => {
    const regions = Array.from({ length: 12 }, (_, i) => ({
      start: i * 10,
      end: i * 10 + 9,
      what: `kind${i} x`,
    }));
    const map = byteMap({ bytes: 125, regions });
    expect(map.kinds).toHaveLength(7);
    expect(map.unclaimed).toBe(11 + 6);
    expect(map.regions.at(-1)).toEqual({ start: 119, end: 125, what: "claimed by nothing", kind: -1 });
  });
});

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1234, "1.2 KB"],
  [99_700, "100 KB"],
  [5_000_000_000, "5.0 GB"],
])("%i bytes are %s", (bytes, words) => {
  expect(size(bytes)).toBe(words);
});

it.each(scanWriters.map(({ id }) => id))(
  "as %s tells of findings that have a file and no place in it",
  (id) => {
    const sample = sampleScan();
    const bare = sample.artifacts.map((one) => ({
      ...one,
      findings: one.findings.map((finding) => ({ ...finding, place: { path: finding.place.path } })),
    }));
    const [first] = bare.flatMap(({ findings }) => findings);
    if (first === undefined) throw new Error("the sample has no findings");
    const written =
      scanWriters
        .find((writer) => writer.id === id)
        ?.write({ ...sample, artifacts: bare }, { colour: false, columns: 80 }) ?? "";
    // Shown with what they say and where they are, and nothing made up of what is not known.
    expect(written).toContain(first.title);
    expect(written).not.toMatch(/undefined|NaN|\[object/);
    if (id !== "sarif") return;
    // Safe: SARIF as it was just written.
    const { runs } = JSON.parse(written) as {
      runs: { results: { ruleId: string; locations: { physicalLocation: object }[] }[] }[];
    };
    const result = runs[0]?.results.find(({ ruleId }) => ruleId === first.rule);
    expect(result?.locations[0]?.physicalLocation).not.toHaveProperty("region");
  },
);
