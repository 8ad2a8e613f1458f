import { describe, expect, it } from "vitest";
import type { LabelledRows, PredictTarget, Rows } from "../../../contracts/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { fixtureModel, wholeAudit } from "../../audit/testing/whole-audit.ts";
import { check } from "./model-check.ts";

const width = 5;
const draw = seededRandom("linear model to steal");
const weights = Array.from({ length: width }, () => 6 * draw.next() - 3);

/** A logistic model of five features. */
function logistic(kind: "score" | "label"): PredictTarget {
  const input = { shape: [width], domain: { low: 0, high: 1 } };
  const output = { kind, width: 2 };
  return {
    kind: "prediction",
    id: "logistic",
    input,
    output,
    maxBatch: 500,
    rateLimitKey: "l",
    probe: () => Promise.resolve({ reachable: true, input, output, notes: [] }),
    predict: (rows: Rows) => {
      const scores = new Float64Array(2 * rows.count);
      for (let i = 0; i < rows.count; i++) {
        const logit = weights.reduce(
          (sum, weight, k) => sum + weight * ((rows.data[i * width + k] ?? 0) - 0.5),
          0,
        );
        scores[2 * i + 1] = 1 / (1 + Math.exp(-logit));
        scores[2 * i] = 1 - (scores[2 * i + 1] ?? 0);
      }
      const labels = Int32Array.from({ length: rows.count }, (_, i) =>
        Number((scores[2 * i + 1] ?? 0) > 0.5),
      );
      return Promise.resolve({ count: rows.count, labels, ...(kind === "score" ? { scores } : {}) });
    },
    dispose: () => Promise.resolve(),
  };
}

async function testRows(target: PredictTarget, count: number): Promise<LabelledRows> {
  const rows = { count, width, data: Float64Array.from({ length: count * width }, () => draw.next()) };
  const context = {
    signal: new AbortController().signal,
    clock: { now: () => 0, sleep: async () => undefined },
    random: draw,
  };
  return { rows, labels: (await target.predict(rows, context)).labels, digest: "d" };
}

describe("theft of a model", () => {
  it("copies a linear model exactly, and others by what their copies agree on", async () => {
    const target = logistic("score");
    const { result } = await wholeAudit(
      check,
      target,
      { test: await testRows(target, 200) },
      {
        gate: { atMost: 0.5, confidence: 0.95, unscoredAtMost: 0.05 },
        price: { currency: "EUR", perRow: 0.002, perRequest: 0.01, rowsPerRequest: 500 },
      },
    );
    const { measures, findings, gated } = result.conclusion;
    expect(findings).toMatchObject([
      {
        id: "extraction-exact",
        severity: "high",
        sentence: "It is linear, and 6 queries tell all of its weights.",
      },
    ]);
    expect(gated?.value).toBeGreaterThan(0.9);
    expect(result.verdict.kind).toBe("fail");
    const curves = measures.filter(({ kind }) => kind === "curve");
    expect(curves.map(({ id }) => id)).toEqual([
      "fidelity-real-rows",
      "fidelity-mixup",
      "fidelity-uniform",
      "fidelity-active",
    ]);
    for (const curve of curves)
      if (curve.kind === "curve") expect(curve.points.map(({ x }) => x)).toEqual([100, 300, 1000]);
    expect(measures.find(({ id }) => id === "transfer-real-rows")).toMatchObject({ kind: "number" });
    expect(measures.find(({ id }) => id === "cost")).toMatchObject({ value: 2.02, unit: "EUR", n: 1000 });
    expect(measures.find(({ id }) => id === "noticed")).toMatchObject({ n: 4 });
    // A hundred rows of use do not calibrate it.
    expect(measures.find(({ id }) => id === "noticed-by-distribution")).toMatchObject({ kind: "refused" });
  });

  it("works on labels, without the linear theft", async () => {
    const target = logistic("label");
    const { result, records } = await wholeAudit(check, target, { test: await testRows(target, 120) });
    expect(records.map(({ unit }) => unit)).not.toContain("linear");
    expect(result.conclusion.gated?.value).toBeGreaterThan(0.85);
    expect(result.conclusion.findings).toMatchObject([{ id: "extraction" }]);
  });

  it("is refused with too few rows", async () => {
    const { target, data } = await fixtureModel("bc_mlp.onnx", 10);
    await expect(wholeAudit(check, target, data)).rejects.toThrow(/needs 40 test rows, and there are 10/u);
    await target.dispose();
  });
});
