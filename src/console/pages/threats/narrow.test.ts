import { expect, it } from "vitest";
import { sampleThreats } from "../../../server/testing/sample-system.ts";
import { narrowThreats } from "./narrow.ts";

it("finds threats by band, actor, words and references", () => {
  const injection = narrowThreats(sampleThreats, { q: "aml.t0051.001 injection" });
  expect(injection.length).toBeGreaterThan(0);
  expect(injection.every((threat) => threat.references.atlas.includes("AML.T0051.001"))).toBe(true);
  const actor = sampleThreats[0]!.actor;
  expect(narrowThreats(sampleThreats, { actor }).every((threat) => threat.actor === actor)).toBe(true);
  expect(narrowThreats(sampleThreats, { band: "critical", actor: "nobody" })).toEqual([]);
  expect(narrowThreats(sampleThreats, {})).toHaveLength(sampleThreats.length);
});
