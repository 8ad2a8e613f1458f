import { describe, expect, it } from "vitest";
import type { LabelledRows, PredictTarget, Rows } from "../../../contracts/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { wholeAudit } from "../../audit/testing/whole-audit.ts";
import { check } from "./model-check.ts";

const width = 3;
const draw = seededRandom("membership by labels");

function coins(count: number): LabelledRows {
  return {
    rows: { count, width, data: Float64Array.from({ length: count * width }, () => draw.next()) },
    labels: Int32Array.from({ length: count }, () => draw.integer(2)),
    digest: "d",
  };
}

const train = coins(150);
const test = coins(320);

/** Answers as the nearest row it was trained on: it has them all by heart. */
function nearest({ rows, labels }: LabelledRows): PredictTarget {
  const input = { shape: [width] };
  const output = { kind: "label", width: 2 } as const;
  const answer = (asked: Rows, i: number): number => {
    let best = 0;
    let least = Infinity;
    for (let at = 0; at < rows.count; at++) {
      let distance = 0;
      for (let k = 0; k < width; k++)
        distance += ((rows.data[at * width + k] ?? 0) - (asked.data[i * width + k] ?? 0)) ** 2;
      if (distance < least) [best, least] = [labels[at] ?? 0, distance];
    }
    return best;
  };
  return {
    kind: "prediction",
    id: "nearest",
    input,
    output,
    maxBatch: 1000,
    rateLimitKey: "n",
    probe: () => Promise.resolve({ reachable: true, input, output, notes: [] }),
    predict: (asked) =>
      Promise.resolve({
        count: asked.count,
        labels: Int32Array.from({ length: asked.count }, (_, i) => answer(asked, i)),
      }),
    dispose: () => Promise.resolve(),
  };
}

describe("membership by labels alone", () => {
  it("is found where a model has learned its rows by heart", async () => {
    const { result, records } = await wholeAudit(check, nearest(train), { train, test });
    expect(records).toHaveLength(150 + 320);
    const { measures, findings } = result.conclusion;
    const gap = measures.find(({ id }) => id === "gap");
    // All members are answered rightly, of the others half.
    expect(gap?.kind === "number" && gap.value).toBeGreaterThan(35);
    const area = measures.find(({ id }) => id === "area-boundary");
    expect(area?.kind === "number" && area.value).toBeGreaterThan(0.7);
    expect(findings).toMatchObject([{ id: "membership" }]);
    expect(result.conclusion.gated?.interval.confidence).toBe(0.95);
  });

  it("leaves out test rows that were trained on", async () => {
    const both = {
      ...test,
      rows: {
        count: 40,
        width,
        data: Float64Array.from([
          ...train.rows.data.slice(0, 10 * width),
          ...test.rows.data.slice(0, 30 * width),
        ]),
      },
      labels: Int32Array.from([...train.labels.slice(0, 10), ...test.labels.slice(0, 30)]),
    };
    const { result } = await wholeAudit(check, nearest(train), { train, test: both });
    expect(result.conclusion.caveats.join(" ")).toMatch(/10 test rows stand in the training data too/u);
  });

  it("is not found among rows that it never saw, and a smaller budget leaves both sides", async () => {
    const { result, records } = await wholeAudit(
      check,
      nearest(coins(150)),
      { train, test },
      { maxQueries: 20_000 },
    );
    expect(result.conclusion.findings).toEqual([]);
    const sides = records.map(({ detail }) => detail["member"]);
    expect(sides.filter(Boolean).length).toBeGreaterThan(90);
    expect(sides.filter((member) => member === false).length).toBeGreaterThan(90);
  });
});
