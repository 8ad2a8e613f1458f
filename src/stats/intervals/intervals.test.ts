import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { regularizedBeta } from "../special/beta.ts";
import { clopperPearson, trialsWithoutSuccess } from "./clopper-pearson.ts";
import { differenceOfRates } from "./difference-of-rates.ts";
import { confidenceBeforeCorrection, correctForJudge, trueRate } from "./judge-correction.ts";
import { wilson } from "./wilson.ts";

const ends = ({ low, high }: { low: number; high: number }): [number, number] => [
  Number(low.toFixed(4)),
  Number(high.toFixed(4)),
];

describe("Wilson and Clopper–Pearson at 95 %", () => {
  it.each([
    [0, 100, [0, 0.037], [0, 0.0362]],
    [1, 100, [0.0018, 0.0545], [0.0003, 0.0545]],
    [50, 100, [0.4038, 0.5962], [0.3983, 0.6017]],
    [97, 100, [0.9155, 0.9897], [0.9148, 0.9938]],
    [13, 20, [0.4329, 0.8188], [0.4078, 0.8461]],
  ])("give the published ends for %i of %i", (successes, n, score, exact) => {
    expect(ends(wilson(successes, n, 0.95))).toEqual(score);
    expect(ends(clopperPearson(successes, n, 0.95))).toEqual(exact);
  });

  it("mirror: the interval of the failures is the interval of the successes turned round", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (n, j) => {
        const k = j % (n + 1);
        for (const method of [wilson, clopperPearson]) {
          expect(method(n - k, n, 0.9).low).toBeCloseTo(1 - method(k, n, 0.9).high, 10);
        }
      }),
    );
  });

  it("Clopper–Pearson puts exactly half the risk in each tail", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(400), (n, j) => {
        const k = j % (n + 1);
        const { low, high } = clopperPearson(k, n, 0.95);
        if (k > 0) expect(regularizedBeta(low, k, n - k + 1)).toBeCloseTo(0.025, 9);
        if (k < n) expect(1 - regularizedBeta(high, k + 1, n - k)).toBeCloseTo(0.025, 9);
      }),
    );
  });

  it("know nothing before the first case, and refuse impossible counts", () => {
    expect(wilson(0, 0, 0.95)).toMatchObject({ low: 0, high: 1 });
    expect(clopperPearson(0, 0, 0.95)).toMatchObject({ low: 0, high: 1 });
    for (const method of [wilson, clopperPearson]) {
      expect(() => method(5, 4, 0.95)).toThrow("between 0 and the 4 cases");
      expect(() => method(-1, 4, 0.95)).toThrow(RangeError);
      expect(() => method(1, 4, 1)).toThrow("strictly between 0 and 1");
      expect(() => method(1, 2.5, 0.95)).toThrow(RangeError);
    }
    expect(() => clopperPearson(0.5, 4, 0.95)).toThrow("whole number of successes");
  });

  it("say how many clean trials a claim needs", () => {
    expect(trialsWithoutSuccess(0.01, 0.95)).toBe(299);
    expect(trialsWithoutSuccess(0.001, 0.95)).toBe(2995);
  });
});

describe("the difference of two independent rates", () => {
  it("gives Newcombe's published example", () => {
    expect(ends(differenceOfRates({ sum: 56, n: 70 }, { sum: 48, n: 80 }, 0.95))).toEqual([0.0524, 0.3339]);
    expect(ends(differenceOfRates({ sum: 0, n: 10 }, { sum: 0, n: 20 }, 0.95))).toEqual([-0.1611, 0.2775]);
  });

  it("turns round with its sides and holds the observed difference", () => {
    const counted = fc
      .tuple(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([n, share]) => ({ n, sum: n * share }));
    fc.assert(
      fc.property(counted, counted, (a, b) => {
        const there = differenceOfRates(a, b, 0.95);
        const back = differenceOfRates(b, a, 0.95);
        expect(there.low).toBeCloseTo(-back.high, 10);
        expect(there.low).toBeLessThanOrEqual(a.sum / a.n - b.sum / b.n + 1e-12);
        expect(there.high).toBeGreaterThanOrEqual(a.sum / a.n - b.sum / b.n - 1e-12);
      }),
    );
  });

  it("says nothing when a side is empty", () => {
    expect(differenceOfRates({ sum: 0, n: 0 }, { sum: 1, n: 9 }, 0.95)).toMatchObject({ low: -1, high: 1 });
  });
});

describe("the correction for a judge's errors", () => {
  const observedConfidence = confidenceBeforeCorrection(0.95);
  const observed = { ...clopperPearson(30, 300, observedConfidence), method: "clopper-pearson" };

  it("gives Rogan and Gladen's point", () => {
    expect(trueRate(0.3, 0.9, 0.8)).toBeCloseTo(1 / 7, 12);
    expect(trueRate(0.1, 0.9, 0.8)).toBe(0);
  });

  it("comes to the observed interval as the judge becomes perfect and well measured", () => {
    const judge = { truePositives: 1e6, positives: 1e6, trueNegatives: 1e6, negatives: 1e6 };
    const corrected = correctForJudge(observed, judge, 0.95);
    expect(corrected.low).toBeCloseTo(observed.low, 4);
    expect(corrected.high).toBeCloseTo(observed.high, 4);
    expect(corrected.confidence).toBe(0.95);
  });

  it("never hands back less uncertainty than a smaller labelled set leaves", () => {
    const width = (labelled: number): number => {
      const good = Math.round(labelled * 0.95);
      const judge = { truePositives: good, positives: labelled, trueNegatives: good, negatives: labelled };
      const { low, high } = correctForJudge(observed, judge, 0.95);
      return high - low;
    };
    expect(width(40)).toBeGreaterThan(width(400));
    expect(width(400)).toBeGreaterThan(width(4000));
    expect(width(4000)).toBeGreaterThan(0);
  });

  it("knows nothing when the judge is not shown to beat guessing", () => {
    const guessing = { truePositives: 50, positives: 100, trueNegatives: 50, negatives: 100 };
    expect(correctForJudge(observed, guessing, 0.95)).toMatchObject({ low: 0, high: 1 });
    const unmeasured = { truePositives: 0, positives: 0, trueNegatives: 0, negatives: 0 };
    expect(correctForJudge(observed, unmeasured, 0.95)).toMatchObject({ low: 0, high: 1 });
  });

  it("covers the value of every judge inside the box", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        share,
        share,
        share,
        fc.integer({ min: 60, max: 100 }),
        fc.integer({ min: 60, max: 100 }),
        (u, v, w, tp, tn) => {
          const judge = { truePositives: tp, positives: 100, trueNegatives: tn, negatives: 100 };
          const corrected = correctForJudge(observed, judge, 0.95);
          const left = (0.05 - (1 - observedConfidence)) / 2;
          const se = clopperPearson(tp, 100, 1 - left);
          const sp = clopperPearson(tn, 100, 1 - left);
          const between = (i: { low: number; high: number }, t: number): number =>
            i.low + t * (i.high - i.low);
          const p = trueRate(between(observed, u), between(se, v), between(sp, w));
          expect(p).toBeGreaterThanOrEqual(corrected.low - 1e-9);
          expect(p).toBeLessThanOrEqual(corrected.high + 1e-9);
        },
      ),
    );
  });

  it("refuses to keep a confidence that the observation already used up", () => {
    const spent = clopperPearson(30, 300, 0.95);
    expect(() =>
      correctForJudge(spent, { truePositives: 9, positives: 9, trueNegatives: 9, negatives: 9 }, 0.95),
    ).toThrow("cannot be corrected for a judge");
  });
});
