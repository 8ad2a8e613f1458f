import { describe, expect, it } from "vitest";
import type { Rows } from "../../../contracts/index.ts";
import { areaUnder, rocCurve, seededRandom } from "../../../stats/index.ts";
import { boundaryDistances, boundaryScores } from "./boundary-distance.ts";

const count = 60;
/** Forty rows ten apart on a line with the label 1, and twenty far off it, where walks can go, with the label 0. */
const rows: Rows = {
  count,
  width: 2,
  data: Float64Array.from({ length: count * 2 }, (_, i) => (i % 2 === 1 ? (i - 1) * 5 : i < 80 ? 0 : 5000)),
};
const labels = Int32Array.from({ length: count }, (_, row) => (row < 40 ? 1 : 0));
const members = Uint8Array.from({ length: count }, (_, row) => row % 2);
const radius = (row: number): number => (members[row] === 1 ? 3 : 1);

/** A model that remembers members from further away: label 1 within the radius of a row with that label. */
function predict({ count: asked, data }: Rows) {
  const chosen = Int32Array.from({ length: asked }, (_, i) => {
    const [x = 0, y = 0] = [data[i * 2], data[i * 2 + 1]];
    const near = Math.min(count - 1, Math.max(0, Math.round(y / 10)));
    return labels[near] === 1 && Math.hypot(x, y - near * 10) < radius(near) ? 1 : 0;
  });
  return Promise.resolve({ count: asked, labels: chosen });
}

describe("the distance to the boundary, from labels alone", () => {
  it("is found, and tells members where the model remembers them from further away", async () => {
    const records = await boundaryDistances(predict, rows, labels, seededRandom("b"), {
      starts: 6,
      steps: 30,
    });
    const ones = records.filter(({ row }) => labels[row] === 1);
    expect(ones.every(({ outcome }) => outcome === "success")).toBe(true);
    for (const { row, distance } of ones) expect(distance).toBeCloseTo(radius(row), 4);
    const told = boundaryScores(ones, members);
    expect(areaUnder(rocCurve(told.scores, told.members))).toBe(1);
  });

  it("does not depend on which rows are asked together, given a pool to walk to", async () => {
    const options = { starts: 2, pool: rows };
    const all = await boundaryDistances(predict, rows, labels, seededRandom("b"), options);
    const alone = { count: 1, width: 2, data: rows.data.slice(14, 16) };
    const [seven] = await boundaryDistances(predict, alone, labels.slice(7, 8), seededRandom("b"), {
      ...options,
      idOf: () => "7",
    });
    expect({ ...seven, row: 7 }).toEqual(all[7]);
    expect(seven?.queries).toBe(1 + 2 * 12);
  });

  it("is zero where the label is wrong already, and never safe where the search could not begin", async () => {
    const constant = (asked: Rows) =>
      Promise.resolve({ count: asked.count, labels: new Int32Array(asked.count) });
    const records = await boundaryDistances(constant, rows, labels, seededRandom("b"), { starts: 1 });
    expect(records.map(({ outcome }) => outcome)).toEqual(
      Array.from(labels, (label) => (label === 0 ? "init-failed" : "clean-wrong")),
    );
    expect(boundaryScores(records, members)).toMatchObject({ leftOut: 20 });
    expect(boundaryScores([{ row: 0, distance: 9, outcome: "refused" }], members).leftOut).toBe(1);
  });
});
