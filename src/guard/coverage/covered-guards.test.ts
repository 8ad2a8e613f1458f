import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { loadPack, packsRoot } from "../../knowledge/index.ts";
import { plainInspect, prepared, standingClock, wordDetector } from "../testing/sample.ts";
import { testPolicy } from "../proof/test-policy.ts";
import { coveredGuards, type CoveredGuard } from "./covered-guards.ts";
import { requirements } from "./requirements.ts";

async function covered(yaml: string, options = {}): Promise<ReadonlyMap<string, CoveredGuard>> {
  const policy = await prepared(yaml, {
    pure: [wordDetector("secrets", ["KEY"]), wordDetector("injection", ["OBEY"])],
  });
  const report = await testPolicy(policy, { inspectText: plainInspect, clock: standingClock() });
  return new Map(coveredGuards(policy.policy, report, options).map((one) => [one.guard, one]));
}

const head = "detectors: {secrets: true, injection: true}\n";
const rule = (more = ""): string =>
  `${head}rules: [{id: s, when: {signals: {detectors: [secrets]}}, action: redact${more}}]\n`;
const tested = "tests: [{name: t, text: KEY, expect: redact, rule: s}]\n";

describe("coverage", () => {
  it("asks only for guards that threat rules name", () => {
    const schema = z.looseObject({ emit: z.looseObject({ guards: z.array(z.string()).default([]) }) });
    const { items } = loadPack(join(packsRoot(), "threats/core"), schema, { files: ["rules.yaml"] });
    const named = new Set(items.flatMap(({ emit }) => emit.guards));
    expect(Object.keys(requirements).filter((guard) => !named.has(guard))).toEqual([]);
  });

  it("is there when a rule is enforced and a test of it passes", async () => {
    expect((await covered(rule() + tested)).get("secret-filter")).toMatchObject({
      state: "passing",
      rules: ["s"],
      limitedTo: [],
    });
  });

  it.each([
    ["only watches", rule(", mode: monitor") + tested.replace("expect: redact", "expect: allow")],
    ["is not tested", rule()],
    ["is tested only for letting pass", rule() + "tests: [{name: t, text: x, expect: allow}]"],
  ])("is only planned when the rule %s", async (_, yaml) => {
    expect((await covered(yaml)).get("secret-filter")?.state).toBe("planned");
  });

  it("fails when a test of the rule fails", async () => {
    const guards = await covered(rule() + tested.replace("text: KEY", "text: nothing"));
    expect(guards.get("secret-filter")?.state).toBe("failing");
  });

  it("is not there when the rule lets pass, or looks elsewhere, or names nothing", async () => {
    expect((await covered(rule().replace("redact", "allow"))).has("secret-filter")).toBe(false);
    expect(
      (await covered(rule().replace("[secrets]}", "[secrets]}, stages: [output]"))).has("secret-filter"),
    ).toBe(false);
    expect(
      (await covered(rule().replace("detectors: [secrets]", "minScore: 0.5"))).has("secret-filter"),
    ).toBe(false);
  });

  it("says to whom it is limited", async () => {
    const yaml = `${rule() + tested.replace("expect: redact", "team: red, expect: redact")}attachments: [{id: a, rules: [s], to: {teams: [red]}}]`;
    expect((await covered(yaml)).get("secret-filter")?.limitedTo).toEqual([{ teams: ["red"] }]);
  });

  it("of the policy as a whole: budgets, closed on errors, signed", async () => {
    const yaml = "budgets: [{id: b, per: team, tokens: {limit: 1, windowSeconds: 1}}]";
    expect([...(await covered(yaml, { signed: true })).keys()].sort()).toEqual([
      "fail-closed",
      "log-redaction",
      "signed-configuration",
      "token-budget",
    ]);
    expect([
      ...(await covered("detectors: {secrets: {onError: open}}\ncontent: {input: full}")).keys(),
    ]).toEqual([]);
  });
});
