import { describe, expect, it } from "vitest";
import type { Rows } from "../../../contracts/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { choices } from "../../../models/train/testing/blobs.ts";
import { inferAttribute } from "./attribute-inference.ts";

const count = 600;
const width = 4;

/** Three known features, a sensitive one that goes with the first so often, and a label. */
function people(seed: string, correlation: number) {
  const random = seededRandom(seed);
  const data = new Float64Array(count * width);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < 3; i++) data[row * width + i] = random.next();
    const follows = random.next() < correlation ? (data[row * width] ?? 0) > 0.5 : random.next() < 0.5;
    data[row * width + 3] = follows ? 1 : 0;
  }
  const rows: Rows = { count, width, data };
  const labels = Int32Array.from({ length: count }, (_, row) => ((data[row * width + 1] ?? 0) > 0.5 ? 1 : 0));
  const members = Uint8Array.from({ length: count }, (_, row) => row % 2);
  return { rows, labels, feature: 3, values: [0, 1], members };
}

/** A model that is surer of a record exactly as it was trained on: memory, as plain as it gets. */
function remembering(data: ReturnType<typeof people>) {
  const rowOf = (rows: Rows, row: number): string =>
    rows.data.subarray(row * width, (row + 1) * width).join(",");
  const known = new Set(
    Array.from({ length: count }, (_, row) => row).flatMap((row) =>
      data.members[row] === 1 ? [rowOf(data.rows, row)] : [],
    ),
  );
  return (rows: Rows) => {
    const scores = new Float64Array(rows.count * 2);
    for (let row = 0; row < rows.count; row++) {
      const label = (rows.data[row * width + 1] ?? 0) > 0.5 ? 1 : 0;
      const sure = known.has(rowOf(rows, row)) ? 0.99 : 0.8;
      scores[row * 2 + label] = sure;
      scores[row * 2 + 1 - label] = 1 - sure;
    }
    return Promise.resolve({ count: rows.count, labels: choices(scores, 2), scores });
  };
}

describe("attribute inference", () => {
  it("finds what a model remembers of its records, beyond imputation and beyond other people's", async () => {
    const data = people("memory", 0);
    const result = await inferAttribute(remembering(data), data, seededRandom("a"));
    expect(result.withoutModel.interval.low).toBeLessThan(0.55);
    expect(result.advantage.interval.low).toBeGreaterThan(0.1);
    expect(result.advantage.p).toBeLessThan(0.001);
    expect(result.membersAboveOthers?.low).toBeGreaterThan(0.1);
    expect(result.records).toHaveLength(300);
  });

  it("does not blame a model for what the other features tell anyway", async () => {
    const data = people("correlated", 0.9);
    const blind = (rows: Rows) => {
      const scores = new Float64Array(rows.count * 2).fill(0.5);
      return Promise.resolve({ count: rows.count, labels: choices(scores, 2), scores });
    };
    const result = await inferAttribute(blind, data, seededRandom("a"));
    expect(result.withModel.rate).toBeGreaterThan(0.85);
    expect(result.advantage.interval.low).toBeLessThan(0);
    expect(result.membersAboveOthers?.low).toBeLessThan(0);
  });

  it("refuses endpoints without scores and values that are not named", async () => {
    const data = people("x", 0);
    const labelOnly = (rows: Rows) =>
      Promise.resolve({ count: rows.count, labels: new Int32Array(rows.count) });
    await expect(inferAttribute(labelOnly, data, seededRandom("a"))).rejects.toThrow(/needs scores/);
    await expect(inferAttribute(labelOnly, { ...data, values: [0, 2] }, seededRandom("a"))).rejects.toThrow(
      /not among/,
    );
  });
});
