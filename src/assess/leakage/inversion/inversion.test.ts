import { describe, expect, it } from "vitest";
import type { GradientModel, Rows } from "../../../contracts/index.ts";
import { assessInversion } from "./assess-inversion.ts";
import { invertClass } from "./invert-class.ts";

const width = 4;
const domain = { low: 0, high: 1 };

/** Scores −4·‖x − centre‖², so that the model holds the averages of its classes and gives them away. */
function aroundCentres(centres: readonly Float64Array[]): GradientModel {
  const logitsOf = (row: Float64Array): Float64Array =>
    Float64Array.from(
      centres,
      (centre) => -4 * row.reduce((sum, v, i) => sum + (v - (centre[i] ?? 0)) ** 2, 0),
    );
  const rowsOf = ({ count, data }: Rows) =>
    Array.from({ length: count }, (_, i) => data.slice(i * width, (i + 1) * width));
  return {
    input: { shape: [width] },
    output: { kind: "score", width: centres.length },
    logits: (rows) => Promise.resolve(Float64Array.from(rowsOf(rows).flatMap((row) => [...logitsOf(row)]))),
    lossAndGradient: (rows, labels) => {
      const losses = new Float64Array(rows.count);
      const gradients = new Float64Array(rows.count * width);
      for (const [at, row] of rowsOf(rows).entries()) {
        const logits = logitsOf(row);
        const sum = logits.reduce((total, v) => total + Math.exp(v), 0);
        losses[at] = Math.log(sum) - (logits[labels[at] ?? 0] ?? 0);
        for (const [k, centre] of centres.entries()) {
          const weight = Math.exp(logits[k] ?? 0) / sum - (k === labels[at] ? 1 : 0);
          for (let i = 0; i < width; i++) {
            const place = at * width + i;
            gradients[place] = (gradients[place] ?? 0) + weight * -8 * ((row[i] ?? 0) - (centre[i] ?? 0));
          }
        }
      }
      return Promise.resolve({ losses, gradients });
    },
  };
}

const centres = [
  Float64Array.of(1, 0, 0.5, 0.5),
  Float64Array.of(0, 1, 0.5, 0.5),
  Float64Array.of(0, 0, 0.5, 0.5),
];
const training = {
  rows: { count: 3, width, data: Float64Array.from(centres.flatMap((centre) => [...centre])) },
  labels: Int32Array.of(0, 1, 2),
};
const grey = { rows: { count: 1, width, data: new Float64Array(width).fill(0.5) } };

describe("model inversion", () => {
  it("comes closer than the guess without the model where the model holds its classes' averages", async () => {
    const result = await assessInversion(aroundCentres(centres), training, grey, domain);
    expect(result.closer).toBe(3);
    for (const record of result.records) expect(record.recognised).toBe(true);
    expect(result.interval.low).toBeCloseTo(0.292, 3);
  });

  it("shows nothing where the public guess is as good: being recognised is no leak", async () => {
    const known = { rows: training.rows, labels: training.labels };
    const result = await assessInversion(aroundCentres(centres), training, known, domain);
    expect(result.closer).toBe(0);
    for (const { withoutModel, recognised } of result.records) {
      expect(withoutModel).toBe(0);
      expect(recognised).toBe(true);
    }
  });

  it("stays inside the domain and leaves alone what says nothing of the class", async () => {
    const { row } = await invertClass(aroundCentres(centres), 0, new Float64Array(width).fill(0.5), domain);
    expect(row.every((v) => v >= 0 && v <= 1)).toBe(true);
    expect(row[2]).toBeCloseTo(0.5, 6);
    expect(row[0]).toBeGreaterThan(0.8);
  });

  it("refuses rows that do not fit", async () => {
    const narrow = { rows: { count: 1, width: 2, data: new Float64Array(2) } };
    await expect(assessInversion(aroundCentres(centres), training, narrow, domain)).rejects.toThrow(/fit/);
  });
});
