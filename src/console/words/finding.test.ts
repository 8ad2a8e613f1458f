import { describe, expect, it } from "vitest";
import type { TriagedFinding } from "../../contracts/index.ts";
import { narrowFindings, stateOf } from "./finding.ts";

const finding = (id: string, over: Partial<TriagedFinding> = {}): TriagedFinding => ({
  id,
  system: "s",
  check: "redteam/tool-abuse",
  target: "t",
  intent: "add-payee",
  title: "A payee is added",
  severity: "high",
  description: "",
  remedy: "",
  techniques: [],
  criticalEffect: false,
  references: ["LLM01"],
  evidence: [],
  triage: { state: "open" },
  expired: false,
  ...over,
});
const accepted = { state: "accepted", by: "Ada", until: "2026-01-01", reason: "x" } as const;

describe("findings", () => {
  it("count an expired acceptance as open", () => {
    expect(stateOf(finding("a", { triage: accepted, expired: true }))).toBe("open");
    expect(stateOf(finding("a", { triage: accepted }))).toBe("accepted");
  });

  it("are narrowed by state, severity and every word", () => {
    const all = [
      finding("F-1"),
      finding("F-2", { severity: "critical" }),
      finding("F-3", { triage: accepted, expired: true }),
      finding("F-4", { triage: accepted }),
    ];
    const ids = (by: Parameters<typeof narrowFindings>[1]): string[] =>
      narrowFindings(all, by).map(({ id }) => id);
    expect(ids({ state: "open" })).toEqual(["F-1", "F-2", "F-3"]);
    expect(ids({ severity: "critical" })).toEqual(["F-2"]);
    expect(ids({ q: "PAYEE llm01 f-4" })).toEqual(["F-4"]);
    expect(ids({})).toHaveLength(4);
  });
});
