import { describe, expect, it } from "vitest";
import type { LabelledRows, ModelData, PredictTarget, Rows } from "../../../contracts/index.ts";
import { perceptronTrainer, type ProbabilityModel } from "../../../models/train/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { wholeAudit } from "../../audit/testing/whole-audit.ts";
import { check } from "./model-check.ts";

const width = 6;
const random = seededRandom("membership of a model");

/** Rows whose classes are a coin's: whoever answers them rightly has learned them by heart. */
function coins(count: number, name: string): LabelledRows {
  const draw = random.derive(name);
  return {
    rows: { count, width, data: Float64Array.from({ length: count * width }, () => draw.next()) },
    labels: Int32Array.from({ length: count }, () => draw.integer(2)),
    digest: name,
  };
}

function targetOf(model: ProbabilityModel): PredictTarget {
  const predict = (rows: Rows) => {
    const scores = model(rows);
    const labels = Int32Array.from({ length: rows.count }, (_, i) =>
      (scores[2 * i] ?? 0) >= (scores[2 * i + 1] ?? 0) ? 0 : 1,
    );
    return Promise.resolve({ count: rows.count, labels, scores });
  };
  const input = { shape: [width] };
  const output = { kind: "score", width: 2 } as const;
  return {
    kind: "prediction",
    id: "m",
    input,
    output,
    maxBatch: 1000,
    rateLimitKey: "m",
    probe: () => Promise.resolve({ reachable: true, input, output, notes: [] }),
    predict,
    dispose: () => Promise.resolve(),
  };
}

const train = coins(160, "train");
const test = coins(320, "test");
const byHeart = perceptronTrainer({ epochs: 200, rate: 0.01 }).train(
  { rows: train.rows, labels: train.labels, classes: 2 },
  random.derive("model"),
);
const data: ModelData = { train, test };

describe("membership of a model", () => {
  it("is found where a model has learned its rows by heart, and a gate fails", async () => {
    const { result } = await wholeAudit(check, targetOf(byHeart), data, {
      gate: { atMost: 0.02, confidence: 0.95, unscoredAtMost: 0.05 },
    });
    const { measures, findings, gated, caveats } = result.conclusion;
    const area = measures.find(({ id }) => id === "area-loss");
    expect(area?.kind === "number" && area.value).toBeGreaterThan(0.8);
    expect(measures.filter(({ kind }) => kind === "curve").map(({ id }) => id)).toEqual([
      "roc-loss",
      "roc-lira-online-fixed",
      "roc-lira-offline-fixed",
      "roc-rmia-online",
      "roc-rmia-offline",
    ]);
    for (const measure of measures)
      if (measure.kind === "curve") {
        const found = measure.points.map(({ y }) => y);
        expect(found).toEqual(found.toSorted((a, b) => a - b));
        expect(found.at(-1)).toBe(1);
        expect(measure.logX).toBe(true);
      }
    expect(findings[0]).toMatchObject({ id: "membership", severity: "high" });
    expect(gated?.value).toBeGreaterThan(0.1);
    // Five attacks share the doubt.
    expect(gated?.interval.confidence).toBeCloseTo(0.99, 9);
    expect(result.verdict).toMatchObject({ kind: "fail" });
    expect(measures.find(({ id }) => id === "found-at-0.001")).toMatchObject({
      kind: "refused",
      why: "3000 rows that the model was not trained on are needed; there are 320.",
    });
    expect(caveats.join(" ")).toMatch(/16 shadow models \(perceptron\)/u);
  });

  it("is not found where the model has never seen the rows", async () => {
    const { result } = await wholeAudit(check, targetOf(byHeart), { train: coins(160, "others"), test });
    expect(result.conclusion.findings).toEqual([]);
  });

  it("leaves out test rows that were trained on, and cannot be gated with too few others", async () => {
    const both: LabelledRows = {
      ...test,
      rows: {
        count: 100,
        width,
        data: Float64Array.from([
          ...train.rows.data.slice(0, 60 * width),
          ...test.rows.data.slice(0, 40 * width),
        ]),
      },
      labels: Int32Array.from([...train.labels.slice(0, 60), ...test.labels.slice(0, 40)]),
    };
    const { result, records } = await wholeAudit(
      check,
      targetOf(byHeart),
      { train, test: both },
      {
        gate: { atMost: 0.99, confidence: 0.95, unscoredAtMost: 0.05 },
      },
    );
    expect(records[0]?.detail).toMatchObject({ members: 160, nonMembers: 40, inBoth: 60 });
    expect(result.conclusion.caveats.join(" ")).toMatch(/60 test rows stand in the training data too/u);
    expect(result.verdict.kind).toBe("inconclusive");
  });

  it("needs the rows the model was trained on", async () => {
    await expect(wholeAudit(check, targetOf(byHeart), { test })).rejects.toThrow(
      /rows the model was trained on/u,
    );
  });
});
