import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../contracts/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { loadYaml, sha256 } from "../../formats/index.ts";
import { clopperPearson } from "../../stats/index.ts";
import { newBundle, sampleKey, temporaryFolder, tickingClock } from "../testing/sample.ts";
import { openWorkspaceLedger, readWorkspaceEntries } from "../workspace/workspace.ts";
import { importResults } from "./import.ts";
import { mapNames, mappingRuleSchema, referencesIn, type MappingRule, type Mappings } from "./imported.ts";
import { recordImport } from "./record.ts";

const root = await temporaryFolder(afterAll);
const fixture = (name: string): string => join(import.meta.dirname, "fixtures", name);
const packs = join(import.meta.dirname, "../../../packs/mappings");
const rulesOf = async (tool: string): Promise<MappingRule[]> => {
  const file = join(packs, tool, "names.yaml");
  return mappingRuleSchema.array().parse(loadYaml(await readFile(file, "utf8"), { file }).value);
};
const tools = ["garak", "promptfoo", "sarif", "modelaudit"];
const mappings: Mappings = Object.fromEntries(
  await Promise.all(tools.map(async (tool) => [tool, await rulesOf(tool)])),
);

describe("garak reports", () => {
  it("give one result for each probe and detector, with the interval over what was judged", async () => {
    const [imported] = await importResults(fixture("garak.report.jsonl"), { mappings });
    expect(imported).toMatchObject({
      tool: "garak",
      toolVersion: "0.14.0",
      at: "2026-02-03T10:20:30.670Z",
      atSource: "report",
      sourceDigest: sha256(await readFile(fixture("garak.report.jsonl"))),
      notes: [],
    });
    expect(
      imported!.results.map(({ name, state, n, failed, covers }) => [name, state, n, failed, ...covers]),
    ).toEqual([
      ["promptinject.HijackHateHumans/promptinject.AttackRogueString", "failing", 50, 13, "inj-direct"],
      [
        "sysprompt_extraction.SystemPromptExtraction/sysprompt_extraction.PromptExtraction",
        "passing",
        120,
        0,
        "prompt-extraction",
      ],
      [
        "web_injection.MarkdownImageExfil/web_injection.MarkdownExfilBasic",
        "inconclusive",
        0,
        0,
        "exfil-markdown",
      ],
      ["lmrc.Profanity/lmrc.Profanity", "failing", 10, 1],
    ]);
    expect(imported!.results[0]).toMatchObject({
      point: 0.26,
      interval: clopperPearson(13, 50, 0.95),
      references: ["AML.T0051.000", "LLM01"],
    });
  });

  it("of old versions are read too, and one that did not finish says so", async () => {
    const [imported] = await importResults(fixture("garak-old.report.jsonl"), { mappings });
    expect(imported!.results).toMatchObject([
      { name: "dan.Dan_11_0/dan.DAN", state: "failing", n: 5, failed: 2 },
    ]);
    expect(imported!.at).toBe("2025-01-05T09:00:00.000Z");
    expect(imported!.notes.join()).toContain("did not finish");
  });
});

describe("promptfoo results", () => {
  it("are counted by plugin; a test that ended in an error was not judged", async () => {
    const [imported] = await importResults(fixture("promptfoo.json"), { mappings });
    expect(imported).toMatchObject({
      tool: "promptfoo",
      toolVersion: "0.123.1",
      at: "2026-02-03T10:00:00.000Z",
    });
    expect(
      imported!.results.map(({ name, state, n, failed, covers }) => [name, state, n, failed, ...covers]),
    ).toEqual([
      ["bola", "failing", 2, 1, "bola-matrix"],
      ["contains", "passing", 1, 0],
      ["pii:direct", "passing", 1, 0, "dlp-egress"],
      ["prompt-extraction", "passing", 1, 0, "prompt-extraction"],
    ]);
    expect(imported!.notes).toEqual(["1 tests ended in an error and are not counted."]);
  });

  it("as JSONL give the same counts, line by line", async () => {
    const whole = JSON.parse(await readFile(fixture("promptfoo.json"), "utf8")) as {
      results: { results: object[] };
    };
    const path = join(root, "promptfoo.jsonl");
    await writeFile(path, whole.results.results.map((row) => `${JSON.stringify(row)}\n`).join(""));
    const [lines] = await importResults(path, { mappings });
    const [json] = await importResults(fixture("promptfoo.json"), { mappings });
    expect(lines!.results).toEqual(json!.results);
    expect(lines!.atSource).toBe("file");
  });
});

describe("SARIF logs", () => {
  it("fail by findings, pass by `pass`, and a rule that is merely listed says nothing", async () => {
    const [scan, model] = await importResults(fixture("codeql.sarif"), { mappings });
    expect(scan).toMatchObject({ tool: "ExampleScan", toolVersion: "2.4.1", at: "2026-03-04T05:06:07.000Z" });
    expect(scan!.results.map(({ name, state, n, failed }) => [name, state, n, failed])).toEqual([
      ["js/note", "inconclusive", 0, 0],
      ["js/passes", "passing", 1, 0],
      ["js/suppressed", "inconclusive", 0, 0],
      ["js/xss", "failing", 2, 2],
    ]);
    expect(scan!.results[3]).toMatchObject({ covers: ["xss-output"], references: ["CWE-79", "LLM05"] });
    expect(scan!.results[1]).toMatchObject({ references: ["AML.T0051.000", "LLM01"] });
    expect(scan!.results[3]).not.toHaveProperty("interval");
    expect(scan!.notes).toEqual(["1 suppressed results are not counted as failed."]);
    expect(model!.results).toMatchObject([{ name: "pickle", state: "inconclusive", covers: ["model-scan"] }]);
  });
});

describe("bad files", () => {
  const importing = async (text: string, format?: "sarif" | "garak" | "promptfoo"): Promise<unknown> => {
    const path = join(root, "bad");
    await writeFile(path, text);
    return await importResults(path, { mappings, ...(format && { format }) });
  };

  it.each([
    ['{"entry_type":"init"}\n{"entry_type":"eval","probe":"a.B"}\n', "EVIDENCE_IMPORT_INVALID", 2],
    ['{"entry_type":"init"}\n{"entry_type":"ev', "EVIDENCE_IMPORT_INVALID", 2],
    ['{"entry_type":"init"}\n\n[1]\n', "EVIDENCE_IMPORT_INVALID", 3],
    [
      '{"entry_type":"eval","probe":"a","detector":"d","passed":4,"fails":2,"total_evaluated":5}\n',
      "EVIDENCE_IMPORT_INVALID",
      1,
    ],
    [
      '{"entry_type":"eval","probe":"a","detector":"d","passed":-1,"total":5}\n',
      "EVIDENCE_IMPORT_INVALID",
      1,
    ],
    ['{"success":true,"testCase":{}}\n{"success":"yes"}\n', "EVIDENCE_IMPORT_INVALID", 2],
    ['{\n"runs": [,]\n}', "FORMATS_JSON_SYNTAX", 2],
  ])("%# are refused with the line", async (text, code, line) => {
    await expect(importing(text)).rejects.toMatchObject({
      code,
      exit: 2,
      place: { file: join(root, "bad"), line },
    });
  });

  it("of other kinds are named as what they are not", async () => {
    await expect(importing('{"a":1}')).rejects.toMatchObject({ code: "EVIDENCE_IMPORT_UNKNOWN_FORMAT" });
    await expect(importing('{"version":"2.0.0","runs":[]}')).rejects.toMatchObject({
      place: { field: "version" },
    });
    await expect(importing('{"version":"2.1.0","runs":[{"results":[]}]}')).rejects.toMatchObject({
      place: { field: "runs[0].tool.driver.name" },
    });
    await expect(importing("{}", "promptfoo")).rejects.toMatchObject({ place: { field: "results.results" } });
    await expect(importResults(root, { mappings })).rejects.toMatchObject({
      code: "EVIDENCE_IMPORT_UNREADABLE",
    });
    await expect(importResults(join(root, "no"), { mappings })).rejects.toMatchObject({ exit: 2 });
  });

  it("of whatever content give a catalogue error or a result, nothing else", async () => {
    const text = fc.oneof(
      fc.json(),
      fc.string({ unit: "binary" }),
      fc.json().map((value) => `{"version":"2.1.0","runs":[${value}]}`),
      fc.json().map((value) => `{"results":{"results":[${value}]}}`),
      fc.json().map((value) => `{"entry_type":"eval","probe":${value},"detector":"d","passed":0,"total":0}`),
    );
    await fc.assert(
      fc.asyncProperty(text, async (content) => {
        await importing(content).catch((error: unknown) => expect(error).toBeInstanceOf(BartizanError));
      }),
      { numRuns: 200 },
    );
  });
});

describe("mappings", () => {
  it("name only tests that the threat rules know, and match by whole name or beginning", async () => {
    const rules = await readFile(join(import.meta.dirname, "../../../packs/threats/core/rules.yaml"), "utf8");
    const named = Object.values(mappings).flatMap((list) => list.flatMap(({ covers }) => covers));
    expect(named.length).toBeGreaterThan(35);
    expect(named.filter((test) => !new RegExp(`\\b${test}\\b`).test(rules))).toEqual([]);
    const two: MappingRule[] = [
      { match: "a.*", covers: ["x"], references: [] },
      { match: "A.B", covers: ["y"], references: ["LLM01"] },
    ];
    expect(mapNames(two, ["a.b"])).toEqual({ covers: ["x", "y"], references: ["LLM01"] });
    expect(mapNames(two, ["ba.b"])).toEqual({ covers: [], references: [] });
  });

  it("find references in tags as tools write them", () => {
    expect(
      referencesIn(["owasp:llm01:2025", "external/cwe/cwe-079", "CWE79", "aml.t0051.001", "allm01x"]),
    ).toEqual(["AML.T0051.001", "CWE-79", "LLM01"]);
  });
});

describe("recording an import", () => {
  it("puts attributed facts into the workspace ledger, and every result into a blob", async () => {
    const dir = join(root, "workspace");
    const ledger = await openWorkspaceLedger({
      dir,
      clock: tickingClock(),
      key: sampleKey,
      tool: { name: "b", version: "0" },
    });
    const [imported] = await importResults(fixture("garak.report.jsonl"), { mappings });
    const subject = { system: "d1", components: { agent: "d2" } };
    await recordImport(ledger, imported!, { system: "fintech", subject, component: "agent" });
    await ledger.release();
    const entries = [];
    for await (const entry of readWorkspaceEntries(dir)) entries.push(entry);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      type: "evidence.imported",
      body: { system: "fintech", tool: "garak", results: 4 },
    });
    const facts = entries[0]!.body["facts"] as unknown as JsonObject[];
    expect(facts).toHaveLength(3);
    expect(facts[0]).toMatchObject({
      column: "tested",
      covers: ["inj-direct"],
      state: "failing",
      source: "garak 0.14.0",
      component: "agent",
      subject,
      at: "2026-02-03T10:20:30.670Z",
    });
    expect(facts[0]!["sentence"]).toMatch(
      /^garak: 13 of 50 failed .* \(up to 40\.\d % at 95 %, by its own judgement\)\.$/,
    );
  });

  it("of many results becomes several entries, none too long", async () => {
    const bundle = await newBundle(join(root, "many"));
    const [imported] = await importResults(fixture("garak.report.jsonl"), { mappings });
    const results = Array.from({ length: 1201 }, (_, i) => ({ ...imported!.results[0]!, name: `probe${i}` }));
    const subject = { system: "d", components: {} };
    const refs = await recordImport(bundle, { ...imported!, results }, { system: "s", subject });
    expect(refs).toHaveLength(3);
    await bundle.close();
  });
});
