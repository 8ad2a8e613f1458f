import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitSkewNormal, skewNormalByMoments, skewNormalLogCdf, skewNormalLogDensity } from "./skew-normal.ts";

// Safe: the fixture is ours and holds an array of numbers under `values`.
const draws = Float64Array.from(
  (
    JSON.parse(readFileSync(new URL("fixtures/skew-normal-draws.json", import.meta.url), "utf8")) as {
      values: number[];
    }
  ).values,
);
const bits = (log: number): number => -log / Math.LN2;

describe("the skew-normal distribution", () => {
  it("has the logarithms that 40 digits of precision give, in the middle and in both tails", () => {
    const known: readonly (readonly [number, number, number])[] = [
      [60, 4, -144.1479410682083],
      [20, 4, -553.5259262807671],
      [95, 4, -6.553754679840058],
      [100.5, 4, -2.307565356725172],
      [130, 4, -0.002703447085475963],
      [40, -3, -20.04362176941476],
      [85, 0.5, -3.781245274100597],
      [-900, 4, -85014.57459597734],
    ];
    for (const [x, shape, log] of known) {
      const seen = skewNormalLogCdf(x, { shape, location: 100, scale: 10 });
      expect(Math.abs(seen / log - 1)).toBeLessThan(1e-10);
    }
  });

  it("has a distribution function whose slope is the density", () => {
    for (const shape of [-6, -1, 0, 2, 30])
      for (let x = -9; x <= 9; x += 0.37) {
        const at = { shape, location: 0.5, scale: 2 };
        const slope = (skewNormalLogCdf(x + 1e-4, at) - skewNormalLogCdf(x - 1e-4, at)) / 2e-4;
        const density = Math.exp(skewNormalLogDensity(x, at) - skewNormalLogCdf(x, at));
        if (density > 1e-5) expect(Math.abs(slope / density - 1)).toBeLessThan(1e-4);
      }
  });

  it("is fitted by likelihood where moments are biased", () => {
    const moments = skewNormalByMoments(draws);
    const likely = fitSkewNormal(draws);
    expect([moments.shape, moments.location, moments.scale].map((v) => v.toFixed(2))).toEqual([
      "2.98",
      "100.31",
      "9.53",
    ]);
    expect([likely.shape, likely.location, likely.scale].map((v) => v.toFixed(2))).toEqual([
      "3.99",
      "99.80",
      "9.92",
    ]);
    expect(bits(skewNormalLogCdf(95, { shape: 4, location: 100, scale: 10 }))).toBeCloseTo(9.455, 3);
    expect(bits(skewNormalLogCdf(95, likely))).toBeCloseTo(9.18, 2);
    expect(bits(skewNormalLogCdf(95, moments))).toBeCloseTo(7.87, 2);
  });

  it("refuses values that do not vary", () => {
    expect(() => fitSkewNormal(Float64Array.of(1, 1, 1))).toThrow(RangeError);
    expect(() => fitSkewNormal(Float64Array.of(1, 2))).toThrow(RangeError);
    expect(() => fitSkewNormal(Float64Array.of(1, 2, NaN))).toThrow(RangeError);
  });
});
