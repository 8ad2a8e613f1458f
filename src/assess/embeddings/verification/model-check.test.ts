import { describe, expect, it } from "vitest";
import type { PredictTarget } from "../../../contracts/index.ts";
import { wholeAudit } from "../../audit/testing/whole-audit.ts";
import { fixture } from "../../robustness/testing/fixture.ts";
import { check } from "./model-check.ts";

const digits = fixture("digits");
const target: PredictTarget = {
  kind: "prediction",
  id: "writers",
  input: digits.input,
  output: { kind: "embedding", width: 10 },
  maxBatch: 500,
  rateLimitKey: "writers",
  probe: () =>
    Promise.resolve({
      reachable: true,
      input: digits.input,
      output: { kind: "embedding", width: 10 },
      notes: [],
    }),
  predict: async (rows) => ({
    count: rows.count,
    labels: new Int32Array(rows.count),
    scores: await digits.model.gradients.logits(rows),
  }),
  dispose: () => Promise.resolve(),
};
const testRows = (count: number, labelOf: (label: number) => number = (label) => label) => ({
  rows: {
    count,
    width: 64,
    data: Float64Array.from(digits.test.slice(0, count).flatMap(({ row }) => Array.from(row))),
  },
  labels: Int32Array.from(digits.test.slice(0, count), ({ label }) => labelOf(label)),
  digest: "d",
});
const train = { ...digits.pool, digest: "t" };

describe("a check of a verification model", () => {
  it("shows that strangers gain by searching, and more by climbing", async () => {
    const { result, records } = await wholeAudit(check, target, { test: testRows(20), train });
    const [blind = NaN, searched = NaN, climbed = NaN] = result.conclusion.measures.map((measure) =>
      measure.kind === "number" ? measure.value : NaN,
    );
    expect(blind).toBeLessThanOrEqual(0.1);
    expect(searched).toBeGreaterThanOrEqual(blind);
    expect(climbed).toBeGreaterThan(searched);
    expect(result.conclusion.gated?.value).toBe(climbed);
    expect(result.conclusion.findings[0]?.units.length).toBe(Math.round(20 * climbed));
    for (const { queries } of records) expect(queries).toBeLessThanOrEqual(403);
    const nothing = await wholeAudit(check, target, { test: testRows(20), train }, { radius: 0.001 });
    expect(nothing.result.conclusion.gated?.value).toBeLessThan(climbed);
  });

  it("says nothing where there is one identity", async () => {
    const one = testRows(4, () => 3);
    const { result, records } = await wholeAudit(check, target, { test: one });
    expect(records.map(({ outcome }) => outcome)).toEqual(Array(4).fill("refused"));
    expect(result.conclusion.gated).toBeUndefined();
  });
});
