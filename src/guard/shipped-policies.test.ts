import { describe, expect, it } from "vitest";
import { detectors, inspectText, overTimeDetectors } from "../detect/index.ts";
import { coveredGuards } from "./coverage/covered-guards.ts";
import { policyFromText } from "./document/read-policy.ts";
import { openPolicy } from "./open-policy.ts";
import { shippedPolicies } from "./shipped-policies.ts";
import { policyYaml, standingClock } from "./testing/sample.ts";

const options = {
  shelf: { pure: detectors, overTime: overTimeDetectors },
  inspectText,
  clock: standingClock(),
};

describe.each(Object.entries(shippedPolicies()))("%s", (name, path) => {
  it("does what its own tests say, and every rule cites a clause", async () => {
    const { policy, tests } = await openPolicy(path, options);
    expect(`bartizan:${policy.stamp.id}`).toBe(name);
    expect(tests.passed).toBeGreaterThan(4);
    expect(policy.rules.filter(({ clause }) => clause === undefined).map(({ id }) => id)).toEqual([]);
  });

  it("has a test for every rule that is enforced", async () => {
    const { policy } = await openPolicy(path, options);
    const tested = new Set(policy.tests.map(({ rule }) => rule));
    const untested = policy.rules.filter(({ id, mode }) => mode === "enforce" && !tested.has(id));
    // One rule of `predict` would need a thousand rows to be tried.
    expect(untested.map(({ id }) => id)).toEqual(name === "bartizan:predict" ? ["huge-batch"] : []);
  });
});

it("the baseline covers guards that threat rules ask for", async () => {
  const { policy, tests } = await openPolicy(shippedPolicies()["bartizan:baseline"] ?? "", options);
  const passing = coveredGuards(policy, tests).filter(({ state }) => state === "passing");
  expect(passing.map(({ guard }) => guard)).toEqual(
    expect.arrayContaining([
      "injection-filter",
      "prompt-canary",
      "markdown-exfil",
      "secret-filter",
      "fail-closed",
    ]),
  );
});

it("they can be inherited by name", async () => {
  const policy = await policyFromText(policyYaml('inherit: ["bartizan:baseline"]'), "/etc/mine/policy.yaml", {
    named: shippedPolicies(),
  });
  expect(policy.rules.length).toBeGreaterThan(5);
});
