import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BartizanError } from "../../errors/index.ts";
import { parseSystem } from "../../system/index.ts";
import { modelThreats } from "../model/model-threats.ts";
import { loadThreatRules } from "./load.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "rules-"));
  writeFileSync(
    join(dir, "pack.yaml"),
    "id: threats/own\nversion: 1.0.0\nsource: here\nlicence: Apache-2.0\n",
  );
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

const emit =
  "{title: T, stride: [T], actor: anybody, atlas: [], llm2025: [], llm2026: [], asi: [], exchange: [], L: 3, I: 3, mitigate: [], tests: [t], detect: [], guards: [], playbooks: []}";
const write = (target: string, when: string): void => {
  writeFileSync(join(dir, "rules.yaml"), `- id: X1\n  target: ${target}\n  when: ${when}\n  emit: ${emit}\n`);
};
function failure(target: string, when: string): BartizanError {
  write(target, when);
  try {
    loadThreatRules(dir);
  } catch (error) {
    if (error instanceof BartizanError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

const system = parseSystem(
  `version: bartizan/v1
system: {id: s, name: S, purpose: P, jurisdictions: [EU], users: {kind: public}, autonomy: answers, consequential_decisions: false, criticality: low}
data_classes: [{id: d, sensitivity: internal, tags: [pii]}, {id: e, sensitivity: public, tags: [x-own]}]
zones: [{id: out, trust: 0, operator: public}, {id: in, trust: 3, operator: self}]
components:
  - {id: u, kind: user, zone: out}
  - {id: a, kind: agent, zone: in, langs: [en, de, fr], max_steps: 4, approval: {pay: human}}
  - {id: b, kind: agent, zone: in}
  - {id: m, kind: model, zone: in, signed: true}
flows:
  - {id: F1, from: u, to: a, data: [d, e]}
  - {id: F2, from: a, to: m, data: []}
  - {id: F3, from: m, to: a, data: [e], untrusted: true}
`,
  "s.yaml",
);
function fired(target: string, when: string): string[] {
  write(target, when);
  return modelThreats(system, loadThreatRules(dir)).map(({ element }) => element);
}

describe("conditions", () => {
  it.each([
    ["component", "{c.kind: agent}", ["a", "b"]],
    ["component", "{c.kind: [user, model]}", ["u", "m"]],
    ["component", "{c.signed: true}", ["m"]],
    ["component", "{c.max_steps: '>=4'}", ["a"]],
    ["component", "{c.max_steps: '>=5'}", []],
    ["component", "{c.langs: '>=3'}", ["a"]],
    ["component", "{c.langs: 'has:de'}", ["a"]],
    ["component", "{c.kind: agent, c.langs: 'not:de'}", ["b"]],
    ["component", "{c.kind: agent, c.max_steps: missing}", ["b"]],
    ["component", "{c.approval.pay: human}", ["a"]],
    ["component", "{c.approval.pay: none}", []],
    ["component", "{c.zone.trust: 0}", ["u"]],
    ["component", "{c.zone.operator: 'not:public', c.kind: agent}", ["a", "b"]],
    ["flow", "{f.tags: 'has:pii'}", ["F1"]],
    ["flow", "{f.tags: 'has:x-own'}", ["F1", "F3"]],
    ["flow", "{f.sens: internal}", ["F1"]],
    ["flow", "{f.sens: public}", ["F3"]],
    ["flow", "{f.untrusted: false}", ["F1", "F2"]],
    ["flow", "{f.untrusted: true, f.src.kind: model}", ["F3"]],
    ["flow", "{f.src.zone.trust: 0, f.dst.langs: '>=2'}", ["F1"]],
    ["flow", "{f.data: 'has:e'}", ["F1", "F3"]],
    ["system", "{sys.users.kind: public}", ["sys"]],
    ["system", "{sys.jurisdictions: 'has:EU', sys.criticality: [medium, high]}", []],
    ["component", "{c.kind: model, sys.criticality: low}", ["m"]],
    ["component", "{reach: {from: {kind: user}, to: self}}", ["a", "m"]],
    ["component", "{reach: {from: self, to: {kind: model}}}", ["u", "a", "m"]],
    ["component", "{c.kind: agent, reach: {from: self, to: self}}", "THREATS_BAD_REACH"],
    ["flow", "{reach: {from: {kind: user}, to: self}}", ["F2", "F3"]],
    ["system", "{reach: {from: {kind: user}, to: {kind: model, signed: true}}}", ["sys"]],
    ["system", "{reach: {from: {kind: model}, to: {kind: user}}}", []],
  ])("a %s rule with %s fires on %j", (target, when, expected) => {
    if (typeof expected === "string") expect(failure(target, when).code).toBe(expected);
    else expect(fired(target, when)).toEqual(expected);
  });

  it("does not fire on what is not stated, and does not crash on a cycle", () => {
    expect(fired("component", "{c.kind: agent, c.history_source: client}")).toEqual([]);
    expect(fired("component", "{c.kind: agent, reach: {from: {kind: model}, to: self}}")).toEqual(["a"]);
  });
});

describe("a rule that can never fire is an error at load", () => {
  it("names an unknown path with its place and what was meant", () => {
    expect(failure("component", "{c.knid: agent}")).toMatchObject({
      code: "THREATS_UNKNOWN_PATH",
      place: { file: join(dir, "rules.yaml"), line: 3, column: 10, field: '[0].when["c.knid"]' },
      remedy: "Did you mean `kind`?",
    });
  });

  it.each([
    ["component", "{c.kind: agnet}", "THREATS_IMPOSSIBLE_VALUE"],
    ["component", "{c.kind: 'has:agent'}", "THREATS_IMPOSSIBLE_VALUE"],
    ["component", "{c.signed: yes}", "THREATS_IMPOSSIBLE_VALUE"],
    ["component", "{c.max_steps: many}", "THREATS_IMPOSSIBLE_VALUE"],
    ["component", "{c.kind: agent, c.acl: none}", "THREATS_UNKNOWN_PATH"],
    ["component", "{f.untrusted: true}", "THREATS_UNKNOWN_PATH"],
    ["component", "{kind: agent}", "THREATS_UNKNOWN_PATH"],
    ["component", "{c.constructor: x}", "THREATS_UNKNOWN_PATH"],
    ["flow", "{f.tags: 'has:pii2'}", "THREATS_IMPOSSIBLE_VALUE"],
    ["flow", "{f.tags: pii}", "THREATS_IMPOSSIBLE_VALUE"],
    ["flow", "{f.sens: secret}", "THREATS_IMPOSSIBLE_VALUE"],
    ["flow", "{f.src: user}", "THREATS_IMPOSSIBLE_VALUE"],
    ["system", "{sys.users: consumers}", "THREATS_IMPOSSIBLE_VALUE"],
    ["system", "{sys.users.kind: martians}", "THREATS_IMPOSSIBLE_VALUE"],
    ["system", "{reach: {from: {kind: user}, to: self}}", "THREATS_BAD_REACH"],
    ["component", "{reach: {from: {}, to: self}}", "THREATS_BAD_REACH"],
    ["component", "{reach: {from: {kind: usr}, to: self}}", "THREATS_IMPOSSIBLE_VALUE"],
    ["component", "{c.kind: {from: self, to: self}}", "THREATS_UNKNOWN_PATH"],
    ["component", "{}", "KNOWLEDGE_BAD_VALUE"],
    ["widget", "{c.kind: agent}", "KNOWLEDGE_BAD_VALUE"],
  ])("%s %s", (target, when, code) => {
    expect(failure(target, when).code).toBe(code);
  });
});
