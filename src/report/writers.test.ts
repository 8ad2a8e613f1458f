import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunReport } from "../contracts/index.ts";
import { isHidden } from "../formats/index.ts";
import { writers } from "./index.ts";
import { breachText, hostile, sampleReport } from "./testing/sample-report.ts";
import { sarifShape } from "./testing/sarif-shape.ts";

function write(id: string, report: RunReport = sampleReport()): string {
  const writer = writers.find((item) => item.id === id);
  if (writer === undefined) throw new Error(`no writer ${id}`);
  return writer.write(report);
}

function without(report: RunReport, over: Partial<RunReport>): RunReport {
  return { ...report, ...over };
}

const [firstFinding] = sampleReport().findings;
if (firstFinding === undefined) throw new Error("the sample has findings");

/** The sample with one text of a target put everywhere a target's text can stand. */
function saying(text: string): RunReport {
  const report = sampleReport();
  return without(report, {
    system: { ...report.system, name: text },
    findings: report.findings.map((finding) => ({
      ...finding,
      title: text,
      description: text,
      remedy: text,
      intent: text,
    })),
    caveats: [text],
    coverage: {
      ...report.coverage,
      rows: report.coverage.rows.map((row) => ({ ...row, title: text, group: text })),
    },
  });
}

describe("every writer", () => {
  it("has its own word, and is there", () => {
    expect(writers.map(({ id }) => id).sort()).toEqual(["html", "json", "junit", "md", "sarif"]);
  });

  it.each(writers.map(({ id }) => id))("%s gives the same bytes for the same report", (id) => {
    expect(write(id)).toBe(write(id));
    expect(write(id).endsWith("\n")).toBe(true);
  });

  it.each(["html", "junit", "md"])("%s lets no hidden character through", (id) => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        for (const character of write(id, saying(text)))
          expect(isHidden(character.codePointAt(0) ?? 0)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it.each(["html", "junit", "md", "sarif"])("%s never claims more than was measured", (id) => {
    expect(write(id)).not.toMatch(/\bsecure\b|\bcompliant\b|\bcompliance\b|\bsafe\b/i);
  });

  it.each(writers.map(({ id }) => id))("%s copes with a run in which nothing happened", (id) => {
    const report = sampleReport();
    const { finishedAt: _, cost: __, ...run } = report.run;
    const empty = without(report, {
      run: { ...run, status: "interrupted" },
      results: [],
      models: [],
      findings: [],
      comparisons: [],
      transcripts: [],
      caveats: [],
      verdict: { kind: "inconclusive", because: "not-finished", sentence: "Nothing was tried." },
      coverage: { ...report.coverage, rows: [] },
    });
    expect(write(id, empty)).toContain("Nothing was tried.");
  });
});

describe("json", () => {
  it("is the report itself", () => {
    expect(JSON.parse(write("json"))).toEqual(JSON.parse(JSON.stringify(sampleReport())));
  });
});

describe("sarif", () => {
  const ajv = new Ajv({ allErrors: true, strict: true });
  addFormats.default(ajv);
  const valid = ajv.compile(sarifShape);
  const official = process.env["BARTIZAN_SARIF_SCHEMA"];

  it("has the shape the standard prescribes, whatever a target said", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        valid(JSON.parse(write("sarif", saying(text))));
        expect(valid.errors).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it("would notice a member the standard does not know", () => {
    const log = JSON.parse(write("sarif")) as { runs: { results: Record<string, unknown>[] }[] };
    log.runs[0]!.results[0]!["severity"] = "high";
    expect(valid(log)).toBe(false);
  });

  it.skipIf(official === undefined)("satisfies the official schema (BARTIZAN_SARIF_SCHEMA)", () => {
    const schema = JSON.parse(readFileSync(official ?? "", "utf8")) as Record<string, unknown>;
    // The official file is written for draft 4, whose `id` this validator does not know.
    delete schema["$schema"];
    delete schema["id"];
    const lenient = new Ajv({ allErrors: true, strict: false });
    addFormats.default(lenient);
    const conforms = lenient.compile(schema);
    conforms(JSON.parse(write("sarif")));
    expect(conforms.errors).toBeNull();
  });

  it("keeps the fingerprint of a finding, and suppresses what people settled, not what has run out", () => {
    const log = JSON.parse(write("sarif")) as {
      runs: {
        results: {
          partialFingerprints: Record<string, string>;
          suppressions?: { justification: string }[];
          level: string;
          ruleIndex: number;
          ruleId: string;
        }[];
        tool: { driver: { rules: { id: string }[] } };
        invocations: { toolExecutionNotifications: { level: string; message: { text: string } }[] }[];
      }[];
    };
    const { results, tool, invocations } = log.runs[0]!;
    expect(
      results.map((item) => [
        item.partialFingerprints["bartizanFinding/v1"],
        item.suppressions?.length ?? 0,
        item.level,
      ]),
    ).toEqual([
      ["F-0c4m9zzp3d", 0, "error"],
      ["F-7ab0kq2x1c", 0, "error"],
      ["F-3e5t7u9w0b", 0, "warning"],
      ["F-9x2l4m1v8e", 1, "note"],
    ]);
    for (const item of results) expect(tool.driver.rules[item.ruleIndex]?.id).toBe(item.ruleId);
    const notes = invocations[0]!.toolExecutionNotifications;
    expect(notes[0]).toMatchObject({ level: "warning" });
    expect(notes[0]!.message.text).toContain("redteam/tool-abuse on bot: 6 of 330 cases breached");
  });

  it("points at the manifest by an address that code scanning can resolve", () => {
    const uri = (file: string): string => {
      const report = sampleReport();
      const log = write("sarif", without(report, { system: { ...report.system, file } }));
      return /"uri": "([^"]*)"/.exec(log)?.[1] ?? "";
    };
    expect(uri("examples/fintech chatbot/system.yaml")).toBe("examples/fintech%20chatbot/system.yaml");
    expect(uri("/srv/a b/system.yaml")).toBe("file:///srv/a%20b/system.yaml");
  });
});

describe("junit", () => {
  it("makes a failed gate a failure and an undecided one an error, and counts them", () => {
    const xml = write("junit");
    expect(xml).toMatch(
      /<testsuites name="bartizan fintech-chatbot" tests="5" failures="3" errors="1" skipped="0">/,
    );
    expect(xml.match(/<failure /g)).toHaveLength(3);
    expect(xml).toMatch(
      /name="redteam\/tool-abuse">\s*<error type="interval-straddles-gate" message="6 of 330/,
    );
    expect(xml).not.toMatch(/name="redteam\/tool-abuse">\s*<system-out>/);
  });

  it("is XML whatever a target said: tags balance and nothing opens inside text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(hostile), fc.string({ unit: "binary", maxLength: 60 })), (text) => {
        const open: string[] = [];
        const rest = write("junit", saying(text)).replaceAll(
          /<(\/?)([a-z-]+)((?: [a-z.]+="[^"<>]*")*)(\/?)>/g,
          (_, end: string, name: string, __, alone: string) => {
            if (end === "/") expect(open.pop()).toBe(name);
            else if (alone !== "/") open.push(name);
            return "";
          },
        );
        expect(open).toEqual([]);
        expect(rest.replace(/^<\?xml[^>]*\?>/, "")).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|#10;)/);
      }),
      { numRuns: 40 },
    );
  });
});

describe("md", () => {
  it("gives a target no way to add markup, links, mentions or table cells", () => {
    const text = write("md", saying(hostile));
    expect(text).not.toContain("<script");
    expect(text).not.toContain("<img");
    expect(text).not.toContain("@everyone");
    expect(text).not.toMatch(/(?<!\\)\]\(/);
    expect(text).not.toContain("https://attacker");
    const rows = text.split("\n").filter((line) => line.startsWith("| `T"));
    expect(rows).toHaveLength(11);
    for (const row of rows) expect(row.replaceAll("\\|", "").split("|")).toHaveLength(7);
  });

  it("cannot be made to start a heading or a list", () => {
    for (const text of ["# big", "- item", "1. one", "> quote", "+ plus"]) {
      const lines = write(
        "md",
        without(sampleReport(), { findings: [{ ...firstFinding, description: text, remedy: "x" }] }),
      ).split("\n");
      expect(lines.some((line) => line.trim() === text)).toBe(false);
    }
  });
});

describe("html", () => {
  const page = write("html");

  it("holds no script, no handler, no external address, and a policy against all three", () => {
    expect(page).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'"/,
    );
    const tags = page.match(/<[a-zA-Z!/][^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(200);
    for (const tag of tags) {
      expect(tag).not.toMatch(/^<(script|img|iframe|object|embed|link|form|base|video|audio)/i);
      expect(tag).not.toMatch(/\s(on\w+|src|style|xlink:href|srcset)\s*=/i);
      const link = /\shref="([^"]*)"/.exec(tag)?.[1];
      if (link !== undefined) expect(link).toMatch(/^#[\w-]+$/);
    }
  });

  it("keeps what a target says text, wherever it stands", () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(hostile), fc.string({ unit: "binary", maxLength: 60 })), (text) => {
        const marker = `${text}<b>"'&`;
        const shape = (html: string): string =>
          (html.match(/<[a-zA-Z!/][^>]*>/g) ?? []).map((tag) => /^<\/?[a-z!0-9]+/i.exec(tag)?.[0]).join();
        expect(shape(write("html", saying(marker)))).toBe(shape(write("html", saying("plain"))));
      }),
      { numRuns: 25 },
    );
  });

  it("says every verdict as a sentence, with the benign twins under the attacks", () => {
    expect(page).toContain("21 of 330 cases breached (6.4 %, at most 11.8 % at 95 %): fails the 2 % gate.");
    const plots = page.match(/<svg\s+class="plot"[\s\S]*?<\/svg>/g) ?? [];
    expect(plots.length).toBe(5);
    expect(plots[0]).toMatch(/attacks breached[\s\S]*bare intents breached[\s\S]*benign twins refused/);
    expect(plots[0]).toContain('class="limit"');
    expect(plots[0]).toContain("n = 330");
  });

  it("marks exactly the breaching span, and hidden characters inside the rest", () => {
    const marked = [...page.matchAll(/<mark>([\s\S]*?)<\/mark>/g)].map(([, inner]) => inner);
    expect(marked).toEqual([
      "your fees are waived, reference BTZ-7Q-41",
      "your fees are waived, reference BTZ-7Q-41",
    ]);
    expect(page).toContain(
      '<span class="hidden-character">⟨U+202E⟩</span>gnp.exe<span class="hidden-character">⟨U+200B⟩</span>',
    );
  });

  it("shows overlapping, reversed and impossible spans without losing or repeating a character", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ start: fc.integer({ min: -9, max: 400 }), end: fc.integer({ min: -9, max: 400 }) }),
          { maxLength: 6 },
        ),
        (spans) => {
          const report = sampleReport();
          const [record] = report.transcripts;
          if (record?.trial.outcome.kind !== "breached") throw new Error("the sample is breached");
          const outcome = {
            ...record.trial.outcome,
            spans: spans.map((span) => ({ exchange: 0, turn: 0, ...span })),
          };
          const html = write(
            "html",
            without(report, { transcripts: [{ ...record, trial: { ...record.trial, outcome } }] }),
          );
          const turn = /<div class="turn assistant">[\s\S]*?<pre>([\s\S]*?)<\/pre>/.exec(html)?.[1] ?? "";
          const shown = turn.replaceAll(/<\/?(?:mark|span)[^>]*>/g, "");
          const plain = write(
            "html",
            without(report, {
              transcripts: [{ ...record, trial: { ...record.trial, outcome: { ...outcome, spans: [] } } }],
            }),
          );
          const expected = (
            /<div class="turn assistant">[\s\S]*?<pre>([\s\S]*?)<\/pre>/.exec(plain)?.[1] ?? ""
          ).replaceAll(/<\/?span[^>]*>/g, "");
          expect(shown).toBe(expected);
          expect(breachText.length).toBeGreaterThan(100);
        },
      ),
      {
        numRuns: 60,
        // Ends between the two halves of a character beyond the basic plane.
        examples: [[[{ start: 0, end: 153 }]], [[{ start: 153, end: 160 }]], [[{ start: 153, end: 153 }]]],
      },
    );
  });

  it("stays small when a target was endless, and still shows the breach", () => {
    const report = sampleReport();
    const [record] = report.transcripts;
    if (record?.trial.outcome.kind !== "breached") throw new Error("the sample is breached");
    const text = `${"a".repeat(3_000_000)}NEEDLE${"b".repeat(3_000_000)}`;
    const exchange = { ...record.trial.exchanges[0]!, response: [{ role: "assistant" as const, text }] };
    const outcome = {
      ...record.trial.outcome,
      spans: [{ exchange: 0, turn: 0, start: 3_000_000, end: 3_000_006 }],
    };
    const html = write(
      "html",
      without(report, {
        transcripts: [{ ...record, trial: { ...record.trial, exchanges: [exchange], outcome } }],
      }),
    );
    expect(html.length).toBeLessThan(150_000);
    expect(html).toContain("<mark>NEEDLE</mark>");
    expect(html).toContain("characters left out");
  });

  it("leads from a cell of the matrix to the check behind it", () => {
    expect(page).toContain('href="#check-redteam-direct-injection-bot"');
    expect(page).toContain('id="check-redteam-direct-injection-bot"');
  });
});

describe("checks on models", () => {
  it("are told with curve, interval, examples and what could not be said, in every format for people", () => {
    const html = write("html");
    expect(html).toContain("Accuracy under attack");
    expect(html.match(/<polygon class="band"/g)).toHaveLength(2);
    expect(html).toMatch(/<svg[^>]*class="pixels"[^>]*aria-label="The picture as it was"/);
    expect(html).toContain("false positives, logarithmic");
    const md = write("md");
    expect(md).toContain("## Models");
    expect(md).toContain("| 0.1 | 35 % (26 to 46 % at 95 %) | 99 |");
    for (const text of [html, md, write("junit")]) {
      expect(text).toMatch(/1 could not be attacked/);
      expect(text).toMatch(/not stated/);
    }
    expect(write("sarif")).toContain("robustness/score-attack on digits: ");
  });

  it("show texts with their hidden characters marked", () => {
    const [model] = sampleReport().models ?? [];
    const codes = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0);
    const html = write(
      "html",
      without(sampleReport(), {
        models:
          model === undefined
            ? []
            : [
                {
                  ...model,
                  input: { shape: [20], text: true },
                  examples: [
                    {
                      unit: "test-1",
                      outcome: "success",
                      queries: 3,
                      row: codes("send money"),
                      adversarial: codes("se\u200bnd <b>"),
                      entry: 5,
                    },
                  ],
                },
              ],
      }),
    );
    expect(html).toContain("<pre>send money</pre>");
    expect(html).toContain('<pre>se<span class="hidden-character">');
    expect(html).toContain("nd &lt;b&gt;</pre>");
  });

  it("place the curve where its numbers are: more accuracy stands higher, and a log axis spaces decades evenly", () => {
    const [security = "", roc = ""] = [
      ...write("html").matchAll(/<polyline class="line" points="([^"]*)"/g),
    ].map(([, points]) => points);
    const [first, last] = security.split(" ").map((pair) => pair.split(",").map(Number));
    expect(first?.[1]).toBeLessThan(last?.[1] ?? 0);
    expect(first?.[0]).toBeLessThan(last?.[0] ?? 0);
    expect(roc.split(" ").map((pair) => Number(pair.split(",")[0]))).toEqual([70, 680]);
  });
});
