import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadSystem, parseSystem, type LoadedSystem } from "../../system/index.ts";
import { loadThreatRules } from "../rules/load.ts";
import { bandOf, modelThreats, openQuestions } from "./model-threats.ts";

const fixtures = join(import.meta.dirname, "..", "fixtures");
const rules = loadThreatRules();
const system = (name: string): Promise<LoadedSystem> => loadSystem(join(fixtures, `${name}.system.yaml`));
const fintechText = readFileSync(join(fixtures, "fintech-chatbot.system.yaml"), "utf8");

interface Expected {
  readonly fired: Record<string, string[]>;
  readonly scores?: Record<string, [number, number, number, string]>;
}
const expected = (name: string): Expected =>
  JSON.parse(readFileSync(join(fixtures, `${name}-expected.json`), "utf8")) as Expected;

function fired(loaded: LoadedSystem): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { rule, element } of modelThreats(loaded, rules)) (found[rule] ??= []).push(element);
  return found;
}

describe("the core rules", () => {
  it("are 42, each naming what would test, guard, watch and rehearse it", () => {
    expect(rules.rules).toHaveLength(42);
    for (const { rule } of rules.rules)
      for (const column of ["tests", "guards", "detect", "playbooks"] as const)
        expect(rule.emit[column].length, `${rule.id} ${column}`).toBeGreaterThan(0);
  });

  it("find exactly the 43 expected threats of the fintech assistant, with the expected scores", async () => {
    const threats = modelThreats(await system("fintech-chatbot"), rules);
    expect(threats).toHaveLength(43);
    expect(fired(await system("fintech-chatbot"))).toEqual(
      expected("fintech-chatbot".replace("-chatbot", "")).fired,
    );
    for (const threat of threats) {
      const score = expected("fintech").scores?.[threat.rule];
      expect([threat.likelihood, threat.impact, threat.likelihood * threat.impact, threat.band]).toEqual(
        score,
      );
    }
  });

  it("find nothing but direct injection in the static FAQ", async () => {
    expect(fired(await system("static-faq"))).toEqual(expected("static-faq").fired);
  });

  it("find the same in the examples that ship, targets and gates added", async () => {
    const examples = join(import.meta.dirname, "../../../examples");
    const faq = await loadSystem(join(examples, "static-faq/system.yaml"));
    const fintech = await loadSystem(join(examples, "fintech-chatbot/system.yaml"));
    expect(fired(faq)).toEqual(expected("static-faq").fired);
    expect(fired(fintech)).toEqual(expected("fintech").fired);
    expect(fintech.subject).toEqual((await system("fintech-chatbot")).subject);
  });
});

describe("modelThreats", () => {
  it("keeps the facts that matched, in words", async () => {
    const threats = modelThreats(await system("fintech-chatbot"), rules);
    const because = (id: string): string[] =>
      threats.find((threat) => threat.id === id)?.matched.map((fact) => fact.because) ?? [];
    expect(because("T02@F12")).toEqual([
      "F12 carries txn-free-text (third-party-authored) from bank-mcp to orch",
      "F12 comes from bank-mcp, of kind mcp_server",
      "bank-mcp has provenance: first-party",
      "F12 goes to orch, of kind agent",
    ]);
    expect(because("T22@F5")).toContain("F5 carries restricted data (account-data)");
    expect(because("T11@orch")).toContain("orch has max_steps: 12");
    expect(because("T26@orch")).toContain("orch has 4 langs (en, sv, de, fr)");
    expect(because("T41@sys")).toContain(
      "the system has jurisdictions: EU, US-CO, US-CA, US-TX, US-NY, US-UT",
    );
  });

  it("keeps the path that was found", async () => {
    const threats = modelThreats(await system("fintech-chatbot"), rules);
    const way = (id: string): unknown =>
      threats.find((threat) => threat.id === id)?.matched.find(({ path }) => path === "reach");
    expect(way("T16@mail-tool")).toEqual({
      path: "reach",
      value: ["F13", "F12", "F16"],
      because: "attacker-payee reaches mail-tool over F13, F12, F16",
    });
    expect(way("T04@kb")).toMatchObject({ value: ["F9", "F10"] });
  });

  it("does not fire when the path is cut", () => {
    const cut = fintechText.replace(/^.*\{id: F12,.*$/m, "");
    expect(cut).not.toBe(fintechText);
    const found = fired(parseSystem(cut, "cut.yaml"));
    expect(found["T16"]).toBeUndefined();
    expect(found["T04"]).toEqual(["kb"]);
  });

  it("names the components a threat depends on", async () => {
    const threats = modelThreats(await system("fintech-chatbot"), rules);
    const of = (id: string): readonly string[] | undefined =>
      threats.find((threat) => threat.id === id)?.components;
    expect(of("T02@F12")).toEqual(["bank-mcp", "orch"]);
    expect(of("T06@bank-mcp")).toEqual(["bank-mcp", "orch"]);
    expect([...(of("T16@mail-tool") ?? [])].sort()).toEqual([
      "attacker-payee",
      "bank-mcp",
      "mail-tool",
      "orch",
    ]);
    expect(of("T41@sys")).toEqual([]);
  });

  it("lowers likelihood for controls that are in place and passing, by three at most, and says so", () => {
    const control = (id: string, kind: string, pass: boolean, on = "F12"): string =>
      `  - {id: ${id}, kind: ${kind}, on: [${on}], enforced: outside-model, test: t, last_result: {run_id: r1, pass: ${pass}, at: "2026-11-01T00:00:00Z"}}\n`;
    const scored = (controls: string): number | undefined =>
      modelThreats(
        parseSystem(fintechText.replace(/^controls: \[\].*$/m, `controls:\n${controls}`), "c.yaml"),
        rules,
      ).find(({ id }) => id === "T02@F12")?.likelihood;
    const marking = control("a", "data-marking", true);
    expect(scored(marking)).toBe(3);
    expect(scored(control("a", "data-marking", false))).toBe(4);
    expect(scored(control("a", "unrelated", true))).toBe(4);
    expect(scored(control("a", "data-marking", true, "F24"))).toBe(4);
    expect(scored(control("a", "data-marking", true, "orch"))).toBe(3);
    const all = [
      "data-marking",
      "no-tools-after-taint",
      "tool-output-sanitiser",
      "data-marking",
      "data-marking",
    ];
    expect(scored(all.map((kind, i) => control(`c${i}`, kind, true, "sys")).join(""))).toBe(1);
  });

  it("puts scores into bands at their borders", () => {
    expect([1, 5, 6, 11, 12, 19, 20, 25].map(bandOf)).toEqual([
      "low",
      "low",
      "medium",
      "medium",
      "high",
      "high",
      "critical",
      "critical",
    ]);
  });
});

describe("openQuestions", () => {
  it("asks for what the manifest does not say where a threat depends on it", () => {
    const silent = fintechText.replace(", recovery: knowledge-questions", "");
    const loaded = parseSystem(silent, "silent.yaml");
    expect(fired(loaded)["T08"]).toBeUndefined();
    expect(openQuestions(loaded, rules)).toContainEqual({
      rule: "T08",
      title: expect.stringContaining("identity recovery") as string,
      element: "idp",
      unstated: ["c.recovery"],
    });
  });

  it("asks nothing where another fact already rules the threat out", async () => {
    const asked = openQuestions(await system("static-faq"), rules);
    expect(asked.map(({ rule, element }) => `${rule}@${element}`)).toEqual(["T32@llm"]);
  });
});
