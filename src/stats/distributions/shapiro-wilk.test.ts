import { describe, expect, it } from "vitest";
import { seededRandom } from "../random/seeded-random.ts";
import { normalQuantile } from "../special/normal.ts";
import { shapiroWilk } from "./shapiro-wilk.ts";

const upTo = (count: number, value: (i: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => value(i));

describe("the test of Shapiro and Wilk", () => {
  // By SciPy 1.17, whose code is another one of the same algorithm, in single precision.
  it.each<[string, readonly number[], number, number]>([
    ["weights of eleven men", [148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236], 0.7888147, 0.0067038],
    ["three values", [1, 2, 4], 0.9642857, 0.6368868],
    ["four values", [1, 2, 3, 7], 0.8869124, 0.3689993],
    ["five values", [2, 3, 5, 7, 11], 0.9426464, 0.684704],
    ["roots", upTo(50, (i) => Math.sqrt(i + 1)), 0.9481959, 0.0287769],
    ["powers", upTo(100, (i) => Math.exp(i / 20)), 0.7628757, 2.079e-11],
    ["even values", upTo(1000, (i) => (((i + 1) * 7919) % 1009) / 1009), 0.9549603, 5.7783e-17],
    ["a sine", upTo(5000, (i) => Math.sin(i * i)), 0.8955057, 5.9383e-50],
  ])("gives the known values of %s", (_, values, w, p) => {
    const seen = shapiroWilk(values);
    expect(seen.w).toBeCloseTo(w, 5);
    expect(Math.log(seen.p)).toBeCloseTo(Math.log(p), 2);
  });

  it("rejects five in a hundred of normal samples at 0.05, in any order, place and size of values", () => {
    const random = seededRandom("normal");
    const rejected = upTo(1000, () => {
      const values = upTo(40, () => normalQuantile(random.next() || 0.5));
      const { p } = shapiroWilk(values);
      expect(shapiroWilk(values.map((value) => 1e6 - 1e-3 * value)).p).toBeCloseTo(p, 4);
      return p < 0.05 ? 1 : 0;
    }).reduce<number>((sum, one) => sum + one, 0);
    expect(rejected).toBeGreaterThan(30);
    expect(rejected).toBeLessThan(72);
  });

  it("takes no fewer than three values, none that are endless, and none that are all the same", () => {
    for (const values of [[], [1, 2], [1, 2, Infinity], [3, 3, 3], upTo(5001, (i) => i)])
      expect(() => shapiroWilk(values)).toThrow(RangeError);
  });
});
