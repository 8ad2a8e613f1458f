import { describe, expect, it } from "vitest";
import { normalCdf, seededRandom } from "../../../stats/index.ts";
import { fixtureModel, wholeAudit } from "../../audit/testing/whole-audit.ts";
import { fixture } from "../testing/fixture.ts";
import { certifiedRadius, certifySmoothed } from "./index.ts";
import { check } from "./model-check.ts";

describe("the certified radius", () => {
  it.each([
    [1, [1.5, 2.463, 3.199, 3.811]],
    [0.99, [1.349, 1.978, 2.212, 2.29]],
    [0.9, [0.757, 1.114, 1.229, 1.265]],
  ])("is the table's for a share of %d", (share, radii) => {
    [100, 1000, 10_000, 100_000].forEach((n, i) =>
      expect(certifiedRadius(share * n, n, 1, 0.001)).toBeCloseTo(radii[i] ?? 0, 3),
    );
  });

  it("is none where a majority is not sure", () => {
    expect(certifiedRadius(0, 100, 1, 0.001)).toBeUndefined();
    expect(certifiedRadius(60, 100, 1, 0.001)).toBeUndefined();
    expect(certifiedRadius(80, 100, 0.5, 0.001)).toBeGreaterThan(0);
  });
});

describe("a smoothed classifier", () => {
  it("is certified for less than its true radius around a half-space, and for nearly that", async () => {
    // Under noise the chance of a half-space at distance d is Φ(d/σ): the true radius is d.
    const distance = 0.3;
    const smoothed = await certifySmoothed({
      predict: ({ count, width, data }) =>
        Promise.resolve({
          count,
          labels: Int32Array.from({ length: count }, (_, i) => Number((data[i * width] ?? 0) > 0)),
        }),
      classes: 2,
      row: Float64Array.of(distance, 5, -3),
      random: seededRandom("half-space"),
      sigma: 0.25,
      n: 20_000,
    });
    if (smoothed.kind !== "certified") throw new Error("it abstains");
    expect(smoothed.label).toBe(1);
    expect(smoothed.queries).toBe(20_100);
    expect(smoothed.radius).toBeLessThan(distance);
    expect(smoothed.radius).toBeGreaterThan(0.95 * distance);
    expect(smoothed.hits / smoothed.n).toBeCloseTo(normalCdf(distance / 0.25), 2);
  });

  it.each([
    [0.1, [0.94, 0.86, 0.73, 0], 0],
    [0.25, [0.89, 0.82, 0.6, 0.21], 0.1],
    [0.5, [0.61, 0.42, 0.2, 0.01], 0.39],
  ])("of the digits holds as far as the reference at σ = %d", async (sigma, shares, abstained) => {
    const { test, predictNow } = fixture("digits");
    const points = test.slice(0, 100);
    const found = await Promise.all(
      points.map(({ id, row }) =>
        certifySmoothed({
          predict: (rows) => Promise.resolve(predictNow(rows)),
          classes: 10,
          row,
          random: seededRandom("smoothing").derive(id),
          sigma,
          n: 1000,
        }),
      ),
    );
    const reach = found.map((one, i) =>
      one.kind === "certified" && one.label === points[i]?.label ? one.radius : -1,
    );
    [0, 0.1, 0.25, 0.5].forEach((radius, i) => {
      const share = reach.filter((one) => one >= radius).length / points.length;
      // A tenth of the reference's noisy rows certifies somewhat less.
      expect(share).toBeLessThanOrEqual((shares[i] ?? 0) + 0.02);
      expect(share).toBeGreaterThanOrEqual(radius === 0.25 && sigma === 0.1 ? 0 : (shares[i] ?? 0) - 0.09);
    });
    const none = found.filter(({ kind }) => kind === "abstains").length / points.length;
    expect(Math.abs(none - abstained)).toBeLessThanOrEqual(0.09);
  });

  it("is the same for a row whatever the batches, and has no noise where there is no scale", async () => {
    const { test, predictNow } = fixture("bc");
    const rows: number[] = [];
    const ask = (batch: number) =>
      certifySmoothed({
        predict: (asked) => {
          rows.push(...asked.data.filter((_, at) => at % 30 === 0));
          return Promise.resolve(predictNow(asked));
        },
        classes: 2,
        row: test[0]?.row ?? new Float64Array(30),
        random: seededRandom("batches"),
        sigma: 0.3,
        scales: new Float64Array(30).fill(1).fill(0, 0, 1),
        domain: { low: 0, high: 1 },
        n: 300,
        batch,
      });
    expect(await ask(7)).toEqual(await ask(1000));
    expect(new Set(rows)).toEqual(new Set([test[0]?.row[0]]));
  });
});

describe("a check by smoothing", () => {
  it("certifies the smoothed classifier, and says that it is not the deployed one", async () => {
    const { target, data } = await fixtureModel("bc_mlp.onnx", 12);
    const { result } = await wholeAudit(check, target, data);
    const [curve] = result.conclusion.measures;
    if (curve?.kind !== "curve") throw new Error("no curve");
    expect(curve.points[0]?.y).toBeGreaterThan(0.6);
    expect(curve.points.at(-1)?.y).toBeLessThanOrEqual(curve.points[0]?.y ?? 0);
    expect(result.conclusion.gated).toBeUndefined();
    expect(result.conclusion.caveats.join(" ")).toMatch(/and not the deployed model/u);
    expect(result.queries).toBe(12 * 1100);
    await target.dispose();
  });
});
