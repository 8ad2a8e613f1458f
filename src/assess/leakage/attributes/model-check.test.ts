import { describe, expect, it } from "vitest";
import type { LabelledRows, PredictTarget, Rows } from "../../../contracts/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { wholeAudit } from "../../audit/testing/whole-audit.ts";
import { check } from "./model-check.ts";

const features = ["income", "postcode", "ill", "amount"];
const width = features.length;
const draw = seededRandom("attributes of persons");

/** Persons whose illness nothing else tells, and a class by chance. */
function persons(count: number): LabelledRows {
  const data = new Float64Array(count * width);
  for (let row = 0; row < count; row++)
    data.set([draw.next(), draw.integer(20), draw.integer(2), draw.next() * 1000], row * width);
  return {
    rows: { count, width, data },
    labels: Int32Array.from({ length: count }, (_, row) =>
      (data[row * width + 2] === 1 ? draw.integer(10) < 9 : draw.integer(10) < 1) ? 1 : 0,
    ),
    digest: "d",
  };
}

/** Scores by what is asked of it. */
function targetOf(chance: (row: Float64Array) => number): PredictTarget {
  const input = { shape: [width], features };
  const output = { kind: "score", width: 2 } as const;
  return {
    kind: "prediction",
    id: "m",
    input,
    output,
    maxBatch: 1000,
    rateLimitKey: "m",
    probe: () => Promise.resolve({ reachable: true, input, output, notes: [] }),
    predict: ({ count, data }: Rows) => {
      const scores = new Float64Array(2 * count);
      for (let i = 0; i < count; i++) {
        const p = chance(data.subarray(i * width, (i + 1) * width));
        scores.set([1 - p, p], 2 * i);
      }
      return Promise.resolve({ count, labels: new Int32Array(count), scores });
    },
    dispose: () => Promise.resolve(),
  };
}

const data = { test: persons(400) };

describe("what answers tell of a person", () => {
  it("is nothing where imputation guesses as well, whatever the model uses", async () => {
    // The label tells illness already; the model's answers say the same again.
    const { result } = await wholeAudit(
      check,
      targetOf((row) => (row[2] === 1 ? 0.9 : 0.1)),
      data,
      {
        sensitive: ["ill"],
        gate: { atMost: 0.2, confidence: 0.95, unscoredAtMost: 0.05 },
      },
    );
    expect(result.conclusion.findings).toEqual([]);
    expect(result.verdict.kind).toBe("pass");
  });

  it("is a leak where answers for the right value stand out", async () => {
    // As a model that has learned persons by heart: surest of the label where the record is the true one.
    const truth = new Map<string, number>();
    const keyOf = (row: Float64Array): string => `${row[0]} ${row[3]}`;
    for (let row = 0; row < data.test.rows.count; row++) {
      const one = data.test.rows.data.subarray(row * width, (row + 1) * width);
      truth.set(keyOf(one), one[2] ?? 0);
    }
    const { result } = await wholeAudit(
      check,
      targetOf((row) => (truth.get(keyOf(row)) === row[2] ? 0.95 : 0.05)),
      { test: { ...data.test, labels: new Int32Array(400).fill(1) } },
      { sensitive: ["ill"], gate: { atMost: 0.05, confidence: 0.95, unscoredAtMost: 0.05 } },
    );
    expect(result.conclusion.findings).toMatchObject([{ id: "attribute-ill", severity: "high" }]);
    expect(result.verdict.kind).toBe("fail");
  });

  it("is not asked of what has many values, and not of what nobody named", async () => {
    const target = targetOf(() => 0.5);
    const { result, records } = await wholeAudit(check, target, data, { sensitive: ["amount"] });
    expect(records).toMatchObject([{ outcome: "refused" }]);
    expect(result.conclusion.caveats[0]).toMatch(
      /amount could not be asked about: the feature has more than 16 values/u,
    );
    await expect(wholeAudit(check, target, data)).rejects.toThrow(/named as `sensitive`/u);
    await expect(wholeAudit(check, target, data, { sensitive: ["race"] })).rejects.toThrow(
      /no feature `race`/u,
    );
  });
});
