import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { CellState, CoverageCell, CoverageFact, CoverageMatrix, Threat } from "../../contracts/index.ts";
import { loadSystem, parseSystem, type LoadedSystem } from "../../system/index.ts";
import { readFileSync } from "node:fs";
import { modelThreats } from "../model/model-threats.ts";
import { loadThreatRules } from "../rules/load.ts";
import { coverageMatrix } from "./matrix.ts";

const file = join(import.meta.dirname, "../fixtures/fintech-chatbot.system.yaml");
const rules = loadThreatRules();
let loaded: LoadedSystem;
let threats: Threat[];
beforeAll(async () => {
  loaded = await loadSystem(file);
  threats = modelThreats(loaded, rules);
});

const asOf = "2026-11-23T00:00:00.000Z";
const matrixOf = (facts: readonly CoverageFact[], now = loaded): CoverageMatrix =>
  coverageMatrix({ loaded: now, threats, facts, asOf });
function cell(
  matrix: CoverageMatrix,
  threat: string,
  column: CoverageFact["column"] = "tested",
): CoverageCell {
  const row = matrix.rows.find((candidate) => candidate.threat === threat);
  if (row === undefined) throw new Error(`no row ${threat}`);
  return row.cells[column];
}
function fact(change: Partial<CoverageFact> = {}): CoverageFact {
  return {
    column: "tested",
    covers: ["inj-tool-output"],
    state: "passing",
    at: "2026-11-01T00:00:00.000Z",
    source: "bartizan",
    link: { run: "r1", check: "redteam/tool-abuse", target: "mira", entry: 7 },
    subject: loaded.subject,
    component: "orch",
    sentence: "0 of 330 breached.",
    ...change,
  };
}
/** The manifest with one component changed, read afresh. */
const changed = (from: string, to: string): LoadedSystem => {
  const text = readFileSync(file, "utf8").replace(from, to);
  return parseSystem(text, "changed.yaml");
};

describe("the coverage matrix", () => {
  it("is honestly empty without evidence", () => {
    const matrix = matrixOf([]);
    expect(matrix.rows).toHaveLength(43);
    expect(matrix.totals.tested).toEqual({
      none: 43,
      planned: 0,
      passing: 0,
      failing: 0,
      inconclusive: 0,
      stale: 0,
    });
    expect(cell(matrix, "T02@F12")).toEqual({
      state: "none",
      links: [],
      coveredBy: ["inj-tool-output"],
      why: "Not tested: no evidence yet from inj-tool-output.",
    });
  });

  it("fills the cells that a fact answers and no other", () => {
    const matrix = matrixOf([fact()]);
    expect(cell(matrix, "T02@F12")).toEqual({
      state: "passing",
      at: "2026-11-01T00:00:00.000Z",
      source: "bartizan",
      links: [{ run: "r1", check: "redteam/tool-abuse", target: "mira", entry: 7 }],
      coveredBy: ["inj-tool-output"],
      why: "redteam/tool-abuse on mira, 2026-11-01: 0 of 330 breached.",
    });
    expect(matrix.totals.tested.passing).toBe(1);
    expect(matrix.totals.guarded.none).toBe(43);
  });

  it("does not let a fact about one component speak for another", () => {
    const matrix = matrixOf([fact({ covers: ["model-scan"], component: "embedder" })]);
    expect(cell(matrix, "T29@embedder").state).toBe("passing");
    expect(cell(matrix, "T29@intent-clf").state).toBe("none");
  });

  it("lets a test of the agent speak for the tools next to it, and for the system", () => {
    const matrix = matrixOf([fact({ covers: ["tool-abuse-money", "disclosure-present"] })]);
    expect(cell(matrix, "T06@bank-mcp").state).toBe("passing");
    expect(cell(matrix, "T41@sys").state).toBe("passing");
  });

  it("goes stale when a component that the threat depends on changes, and only then", () => {
    const facts = [fact(), fact({ covers: ["cross-session-canary"] })];
    const now = changed("max_steps: 12", "max_steps: 13");
    expect(cell(matrixOf(facts, now), "T02@F12")).toMatchObject({
      state: "stale",
      at: "2026-11-01T00:00:00.000Z",
    });
    const elsewhere = changed("task: embedding", "task: reranking");
    expect(cell(matrixOf(facts, elsewhere), "T02@F12").state).toBe("passing");
    const memory = changed("persistent: true", "persistent: false");
    expect(cell(matrixOf(facts, memory), "T02@F12").state).toBe("passing");
    expect(cell(matrixOf(facts, memory), "T09@memory").state).toBe("stale");
    const flow = changed("{id: F12, ", "{id: F12, redaction: none, ");
    expect(cell(matrixOf(facts, flow), "T02@F12").state).toBe("stale");
    expect(cell(matrixOf(facts, flow), "T09@memory").state).toBe("stale");
  });

  it("goes stale for the whole system when any of it changes", () => {
    const facts = [fact({ covers: ["disclosure-present"], component: "voice" })];
    expect(cell(matrixOf(facts), "T41@sys").state).toBe("passing");
    expect(cell(matrixOf(facts, changed("task: embedding", "task: reranking")), "T41@sys").state).toBe(
      "stale",
    );
  });

  it("takes the newest result of each check, and never lets a plan hide a result", () => {
    const old = fact({ state: "failing", at: "2026-10-01T00:00:00.000Z" });
    const mended = fact({ state: "passing" });
    const planned = fact({ state: "planned", at: "2026-11-20T00:00:00.000Z" });
    expect(cell(matrixOf([old, mended]), "T02@F12").state).toBe("passing");
    expect(cell(matrixOf([old, planned]), "T02@F12").state).toBe("failing");
    expect(cell(matrixOf([planned]), "T02@F12").state).toBe("planned");
  });

  it("lets the worst of several checks win", () => {
    const by = (source: string, state: CoverageFact["state"]): CoverageFact => fact({ source, state });
    expect(cell(matrixOf([by("a", "passing"), by("b", "inconclusive")]), "T02@F12").state).toBe(
      "inconclusive",
    );
    expect(cell(matrixOf([by("a", "failing"), by("b", "inconclusive")]), "T02@F12").state).toBe("failing");
  });

  it("does not let a fresh pass of one check hide a stale failure of another", () => {
    const stale = fact({
      source: "garak",
      state: "failing",
      subject: { system: "old", components: { orch: "old", "bank-mcp": "old" } },
    });
    expect(cell(matrixOf([stale, fact()]), "T02@F12").state).toBe("stale");
    expect(cell(matrixOf([{ ...stale, state: "passing" }, fact()]), "T02@F12").state).toBe("passing");
  });

  it("says what a passing cell still lacks", () => {
    const why = cell(matrixOf([fact({ covers: ["model-fingerprint"], component: "llm" })]), "T21@llm").why;
    expect(why).toContain("No evidence yet from regression-suite.");
  });

  it("leaves out what came after its date", () => {
    expect(cell(matrixOf([fact({ at: "2027-01-01T00:00:00.000Z" })]), "T02@F12").state).toBe("none");
  });

  it("goes from the gravest threat down and groups flows under what thinks", () => {
    const { rows } = matrixOf([]);
    const scores = rows.map(({ likelihood, impact }) => likelihood * impact);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    const group = (id: string): string | undefined => rows.find(({ threat }) => threat === id)?.group;
    expect([group("T02@F12"), group("T13@F19"), group("T41@sys"), group("T04@kb")]).toEqual([
      "orch",
      "orch",
      "system",
      "kb",
    ]);
  });
});

describe("over all facts", () => {
  const anyFact = fc
    .record({
      column: fc.constantFrom("tested", "guarded"),
      covers: fc.subarray(["inj-tool-output", "inj-direct", "disclosure-present", "injection-filter"], {
        minLength: 1,
      }),
      state: fc.constantFrom("planned", "passing", "failing", "inconclusive"),
      at: fc.constantFrom(
        "2026-11-01T00:00:00.000Z",
        "2026-11-02T00:00:00.000Z",
        "2026-11-03T00:00:00.000Z",
        "garbled",
      ),
      source: fc.constantFrom("bartizan", "garak"),
      check: fc.constantFrom("redteam/direct-injection", "redteam/tool-abuse"),
      entry: fc.nat(5),
      component: fc.constantFrom("orch", "guard", undefined),
      fresh: fc.boolean(),
    })
    .map(({ component, fresh, check, entry, ...rest }): CoverageFact => ({
      ...fact(),
      ...rest,
      link: { run: "r", check, target: "mira", entry },
      subject: fresh ? loaded.subject : { system: "old", components: { orch: "old" } },
      ...(component === undefined ? {} : { component }),
    }));
  const few = fc.array(anyFact, { maxLength: 8 });
  const states = (matrix: CoverageMatrix): CellState[][] =>
    matrix.rows.map(({ cells }) => Object.values(cells).map(({ state }) => state));

  it("the order does not matter", () => {
    fc.assert(
      fc.property(
        few.chain((facts) =>
          fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })),
        ),
        ([facts, shuffled]) => {
          expect(matrixOf(shuffled)).toEqual(matrixOf(facts));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("one more failing fact never makes a cell pass", () => {
    fc.assert(
      fc.property(few, anyFact, (facts, extra) => {
        const before = states(matrixOf(facts));
        const after = states(matrixOf([...facts, { ...extra, state: "failing" }]));
        for (const [i, row] of after.entries())
          for (const [j, state] of row.entries())
            if (state === "passing") expect(before[i]?.[j]).toBe("passing");
      }),
      { numRuns: 150 },
    );
  });

  it("totals count every row once in each column", () => {
    fc.assert(
      fc.property(few, (facts) => {
        const { totals, rows } = matrixOf(facts);
        for (const column of Object.values(totals))
          expect(Object.values(column).reduce((a, b) => a + b, 0)).toBe(rows.length);
      }),
      { numRuns: 50 },
    );
  });
});
