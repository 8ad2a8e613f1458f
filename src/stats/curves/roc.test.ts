import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../random/seeded-random.ts";
import { areaInterval } from "./area-interval.ts";
import { areaUnder, pointAtFalsePositiveRate, rocCurve } from "./roc.ts";

const examples = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean()), {
  minLength: 2,
  maxLength: 40,
});
const curveOf = (list: readonly (readonly [number, boolean])[]) =>
  rocCurve(
    Float64Array.from(list, ([score]) => score),
    Uint8Array.from(list, ([, positive]) => (positive ? 1 : 0)),
  );

describe("the receiver operating characteristic", () => {
  it("has the area that counting all pairs gives", () => {
    fc.assert(
      fc.property(examples, (list) => {
        const up = list.filter(([, positive]) => positive);
        const down = list.filter(([, positive]) => !positive);
        fc.pre(up.length > 0 && down.length > 0);
        let won = 0;
        for (const [a] of up) for (const [b] of down) won += a > b ? 1 : a === b ? 0.5 : 0;
        expect(areaUnder(curveOf(list))).toBeCloseTo(won / up.length / down.length, 10);
      }),
      { seed: 5 },
    );
  });

  it("never stays at a point with more false positives than asked", () => {
    fc.assert(
      fc.property(examples, fc.double({ min: 0, max: 1, noNaN: true }), (list, rate) => {
        const curve = curveOf(list);
        const point = pointAtFalsePositiveRate(curve, rate);
        expect(point.falsePositives).toBeLessThanOrEqual(rate * curve.negatives);
        const called = list.filter(([score]) => score >= point.threshold);
        expect(called.filter(([, positive]) => positive)).toHaveLength(point.truePositives);
      }),
      { seed: 6 },
    );
  });

  it("ranks what is no number lowest", () => {
    const curve = rocCurve(Float64Array.of(NaN, -5, NaN), Uint8Array.of(1, 0, 0));
    expect(curve.points.map(({ truePositives }) => truePositives)).toEqual([0, 0, 1]);
  });
});

describe("the interval of the area", () => {
  it("has the variance that DeLong's placements give", () => {
    fc.assert(
      fc.property(examples, (list) => {
        const up = list.flatMap(([score, positive]) => (positive ? [score] : []));
        const down = list.flatMap(([score, positive]) => (positive ? [] : [score]));
        fc.pre(up.length > 1 && down.length > 1);
        const win = (a: number, b: number): number => (a > b ? 1 : a === b ? 0.5 : 0);
        const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
        const variance = (values: readonly number[]): number =>
          values.reduce((sum, v) => sum + (v - mean(values)) ** 2, 0) / (values.length - 1);
        const v10 = up.map((a) => mean(down.map((b) => win(a, b))));
        const v01 = down.map((b) => mean(up.map((a) => win(a, b))));
        const reach = 1.959963984540054 * Math.sqrt(variance(v10) / up.length + variance(v01) / down.length);
        const { low, high } = areaInterval(curveOf(list), 0.95);
        expect(low).toBeCloseTo(Math.max(0, mean(v10) - reach), 8);
        expect(high).toBeCloseTo(Math.min(1, mean(v10) + reach), 8);
      }),
      { seed: 7 },
    );
  });

  it("covers the true area about as often as it promises", () => {
    const random = seededRandom("areas");
    let covered = 0;
    for (let run = 0; run < 300; run++) {
      // The positive is the larger of two uniform draws: it wins two times in three.
      const list = Array.from({ length: 160 }, (_, i) =>
        i % 2 === 0
          ? ([Math.max(random.next(), random.next()), true] as const)
          : ([random.next(), false] as const),
      );
      const { low, high } = areaInterval(curveOf(list), 0.9);
      if (low <= 2 / 3 && 2 / 3 <= high) covered += 1;
    }
    expect(covered / 300).toBeGreaterThan(0.84);
    expect(covered / 300).toBeLessThan(0.96);
  });
});
