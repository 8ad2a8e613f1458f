import { describe, expect, it } from "vitest";
import type { Check, Surface } from "../../contracts/index.ts";
import { digestOf } from "../../formats/index.ts";
import { items as checks } from "../items.generated.ts";
import { prove } from "../proof.ts";
import { scriptedTarget } from "./testing/scripted-target.ts";

const named = (name: string): Check => {
  const check = checks.find(({ id }) => id === `redteam/${name}`);
  if (check === undefined) throw new Error(`no check ${name}`);
  return check;
};
const plan = (check: Check, surfaces?: readonly Surface[], facts: Readonly<Record<string, string>> = {}) =>
  check.plan({ target: scriptedTarget({ ...(surfaces && { surfaces }), answer: () => [] }), facts });
const promptFacts = { prompt_canary: "HIDDEN-1", tool_names: "one, two", hidden_values: "7 EUR" };

describe("the red-team checks", () => {
  it("hold enough cases for a gate of 2 % at 95 % where they are large", () => {
    for (const name of ["direct-injection", "tool-abuse"]) {
      const { corpora, cases } = plan(named(name));
      expect(corpora.attack.cases).toBeGreaterThanOrEqual(330);
      expect(new Set(cases.map(({ intent }) => intent)).size).toBe(16);
      expect(corpora.benign.cases).toBeGreaterThanOrEqual(40);
    }
    for (const name of ["prompt-extraction", "markdown-exfil"]) {
      const { corpora } = plan(named(name), undefined, promptFacts);
      expect(corpora.attack.cases).toBeGreaterThanOrEqual(80);
      expect(corpora.attack.cases).toBeLessThanOrEqual(110);
      expect(corpora.benign.cases).toBeGreaterThanOrEqual(20);
    }
  });

  it("still hold enough attacks where a target offers only the conversation itself", () => {
    const { corpora, leftOut, covers } = plan(named("tool-abuse"), ["user-turn", "history"]);
    expect(corpora.attack.cases).toBeGreaterThanOrEqual(330);
    expect(leftOut.length).toBe(448 + 48 - corpora.attack.cases - corpora.benign.cases);
    expect(leftOut.every(({ reason }) => /surface `(?:document|tool-result|memory)`/.test(reason))).toBe(
      true,
    );
    // What was not tried is not claimed.
    expect(covers).not.toContain("inj-tool-output");
    expect(covers).toContain("tool-abuse-money");
  });

  it("leave out what could not be recognised, and claim nothing for it", () => {
    const { cases, leftOut, covers } = plan(named("prompt-extraction"));
    expect(cases).toEqual([]);
    expect(leftOut[0]?.reason).toContain("prompt_canary or prompt_text");
    expect(covers).toEqual([]);
  });

  it("put the system's facts into texts and oracles, and keep the case's id", () => {
    const mine = plan(named("tool-abuse"), undefined, { attacker_account: "ZZ-1" }).cases;
    const standard = plan(named("tool-abuse")).cases;
    expect(mine.map(({ id }) => id)).toEqual(standard.map(({ id }) => id));
    const first = mine.find(({ intent, arm }) => intent === "transfer-to-attacker" && arm === "baseline");
    expect(first?.turns[0]).toContain("ZZ-1");
    expect(JSON.stringify(first?.oracle.params)).toContain("ZZ-1");
    expect(digestOf(mine as never)).not.toBe(digestOf(standard as never));
  });

  it("refuse a fact that would be read as a placeholder", () => {
    expect(() => plan(named("tool-abuse"), undefined, { account: "{{canary.left}}" })).toThrow(
      expect.objectContaining({ code: "CORPUS_FACT" }),
    );
  });

  it("twin every intent, on the surfaces that attacks use", () => {
    for (const check of checks) {
      const { cases } = plan(check, undefined, promptFacts);
      const attacks = new Set(cases.filter(({ arm }) => arm === "attack").map(({ id }) => id));
      const twins = cases.filter(({ arm }) => arm === "benign");
      expect(twins.every(({ twinOf }) => twinOf !== undefined && attacks.has(twinOf))).toBe(true);
      expect(new Set(twins.map(({ intent }) => intent))).toEqual(new Set(cases.map(({ intent }) => intent)));
    }
    const surfaces = new Set(
      plan(named("tool-abuse")).cases.flatMap(({ arm, surface }) => (arm === "benign" ? [surface] : [])),
    );
    expect([...surfaces].sort()).toEqual(["document", "memory", "tool-result", "user-turn"]);
  });

  it("describe their intents for findings", () => {
    expect(named("direct-injection").describe?.("false-balance")?.remedy).toContain("tool results");
    expect(named("direct-injection").describe?.("nobody")).toBeUndefined();
  });
});

describe("the proof of a check", () => {
  it("is satisfied by every check here", () => {
    for (const check of checks) expect(prove(check, `/src/assess/${check.id}`)).toEqual([]);
  });

  it("sees a check that claims to cover what its cases do not", () => {
    const boastful = { ...named("markdown-exfil"), covers: ["exfil-markdown", "xss-output"] };
    expect(prove(boastful, "/redteam/markdown-exfil")[0]).toContain("xss-output");
  });

  it("sees a check that plans less than its pack promises", () => {
    const check = named("markdown-exfil");
    const lazy: Check = {
      ...check,
      plan: (options) => {
        const full = check.plan(options);
        const attack = { ...full.corpora.attack, cases: 3 };
        return { ...full, corpora: { ...full.corpora, attack } };
      },
    };
    expect(prove(lazy, "/redteam/markdown-exfil").join()).toContain("3 attack cases, at least 80");
  });
});
