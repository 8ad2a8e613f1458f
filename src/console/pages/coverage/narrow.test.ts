import { describe, expect, it } from "vitest";
import type { Band, CellState, CoverageRow } from "../../../contracts/index.ts";
import { moved } from "./grid-keys.ts";
import { groupRows, narrow } from "./narrow.ts";
import { summarySentence } from "./summary.ts";

const cell = (state: CellState) => ({ state, links: [], coveredBy: [], why: "" });
const row = (
  threat: string,
  group: string,
  band: Band,
  tested: CellState,
  over: Partial<CoverageRow> = {},
): CoverageRow => ({
  threat,
  rule: threat,
  title: `Threat ${threat}`,
  element: "F1",
  group,
  band,
  likelihood: 3,
  impact: 3,
  cells: { tested: cell(tested), guarded: cell("planned"), watched: cell("none"), rehearsed: cell("none") },
  ...over,
});
const rows = [
  row("T1", "kb", "low", "passing"),
  row("T2", "orch", "critical", "failing"),
  row("T3", "orch", "high", "none"),
  row("T4", "kb", "high", "stale", { likelihood: 5 }),
];
const ids = (by: Parameters<typeof narrow>[1]): string[] => narrow(rows, by).map(({ threat }) => threat);

describe("narrowing the matrix", () => {
  it("by band, by text, by state in any column or in one", () => {
    expect(ids({ band: "high" })).toEqual(["T3", "T4"]);
    expect(ids({ q: "THREAT orch" })).toEqual(["T2", "T3"]);
    expect(ids({ state: "planned" })).toHaveLength(4);
    expect(ids({ state: "planned", column: "tested" })).toEqual([]);
    expect(ids({ state: "stale", column: "tested" })).toEqual(["T4"]);
    expect(ids({ state: "none", column: "no such column" })).toHaveLength(4);
  });
});

describe("grouping", () => {
  it("puts the gravest first, groups and rows", () => {
    expect(
      groupRows(rows).map(({ group, rows: members }) => [group, members.map(({ threat }) => threat)]),
    ).toEqual([
      ["orch", ["T2", "T3"]],
      ["kb", ["T4", "T1"]],
    ]);
  });
});

describe("the summary", () => {
  const none = { none: 0, planned: 0, passing: 0, failing: 0, inconclusive: 0, stale: 0 };
  const matrix = (tested: Partial<typeof none>) => ({
    schemaVersion: "bartizan.coverage/v1" as const,
    system: { id: "s", name: "s", digest: "d" },
    asOf: "2026-01-01T00:00:00Z",
    rows,
    totals: { tested: { ...none, ...tested }, guarded: none, watched: none, rehearsed: none },
  });

  it("counts what tests say, and what has none", () => {
    expect(summarySentence(matrix({ passing: 1, failing: 1, stale: 1, none: 1 }))).toBe(
      "4 threats. Tests exist for 3: 1 fails, 1 is stale, 1 passes. 1 has no test result.",
    );
    expect(summarySentence(matrix({ none: 4 }))).toBe("4 threats; none has been tested yet.");
  });
});

describe("arrow keys in the matrix", () => {
  const order = ["T1", "T2"];
  it("move by row and column and stop at the edges", () => {
    expect(moved("ArrowDown", { threat: "T1", at: 2 }, order)).toEqual({ threat: "T2", at: 2 });
    expect(moved("ArrowDown", { threat: "T2", at: 2 }, order)).toBeUndefined();
    expect(moved("ArrowRight", { threat: "T1", at: 4 }, order)).toBeUndefined();
    expect(moved("End", { threat: "T1", at: 1 }, order)).toEqual({ threat: "T1", at: 4 });
    expect(moved("Home", { threat: "T1", at: 3 }, order)).toEqual({ threat: "T1", at: 0 });
    expect(moved("x", { threat: "T1", at: 3 }, order)).toBeUndefined();
  });
});
