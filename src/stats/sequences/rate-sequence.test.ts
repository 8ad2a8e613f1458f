import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { permutation } from "../random/permutation.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { naiveCapital, naiveSet } from "../testing/naive.ts";
import { createDifferenceSequence } from "./difference-sequence.ts";
import { casesNeeded, decideGate } from "./gate.ts";
import { logWealth } from "./portfolio.ts";
import { createRateSequence, type RateSequence } from "./rate-sequence.ts";
import { createTally } from "./tally.ts";

function sequenceOf(values: readonly number[], confidence = 0.95): RateSequence {
  const sequence = createRateSequence({ confidence });
  for (const value of values) sequence.add(value);
  return sequence;
}

const times = (n: number, value: number): number[] => Array.from({ length: n }, () => value);
const fifths = fc.constantFrom(0, 0, 0, 0.2, 1 / 3, 0.5, 2 / 3, 1);

describe("the capital", () => {
  it("is what multiplying it out gives, for fractional and for binary values", () => {
    const mean = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    const values = fc.oneof(
      fc.array(fifths, { minLength: 1, maxLength: 60 }),
      fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 60 }),
    );
    fc.assert(
      fc.property(values, mean, (list, m) => {
        const tally = createTally();
        for (const value of list) tally.add(value);
        expect(Math.abs(logWealth(tally)(m) - Math.log(naiveCapital(list, m)))).toBeLessThan(1e-9);
      }),
      { numRuns: 200 },
    );
  });

  it("is the closed form of the beta-binomial mixture for 0 and 1", () => {
    // B(0.5, 100.5) / B(0.5, 0.5) is the central binomial coefficient C(200, 100) / 4^100.
    const tally = createTally([[0, 100]]);
    let central = 1;
    for (let i = 1; i <= 100; i++) central *= (2 * i - 1) / (2 * i);
    expect(logWealth(tally)(0.03)).toBeCloseTo(Math.log(central / 0.97 ** 100), 10);
  });

  it("agrees between closed form and quadrature at thousands of cases", () => {
    for (const [zeros, ones] of [
      [4000, 3],
      [2500, 2500],
      [10, 9000],
    ] as const) {
      const binary = logWealth(
        createTally([
          [0, zeros],
          [1, ones],
        ]),
      );
      // One value a hair from 0 sends the same data down the other road.
      const fractional = logWealth(
        createTally([
          [0, zeros - 1],
          [1e-15, 1],
          [1, ones],
        ]),
      );
      const mean = ones / (zeros + ones);
      for (const m of [mean * 0.9, mean * 1.05 + 1e-3]) expect(fractional(m)).toBeCloseTo(binary(m), 8);
    }
  });

  it("is at most 1 at the sample mean and log-convex in the candidate mean", () => {
    const inside = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(fc.array(fifths, { minLength: 1, maxLength: 80 }), inside, inside, (list, a, b) => {
        const tally = createTally();
        for (const value of list) tally.add(value);
        const wealth = logWealth(tally);
        const mean = tally.sum / tally.n;
        if (mean > 0 && mean < 1) expect(wealth(mean)).toBeLessThanOrEqual(1e-9);
        expect(wealth((a + b) / 2)).toBeLessThanOrEqual((wealth(a) + wealth(b)) / 2 + 1e-9);
      }),
    );
  });
});

describe("the confidence sequence", () => {
  it("lets a clean run pass a gate of 2 % at 95 % with 320 cases, and not with 319", () => {
    const sequence = sequenceOf(times(319, 0));
    expect(decideGate(sequence, 0.02)).toBe("undecided");
    expect(sequence.interval().high).toBeCloseTo(0.0200197, 6);
    sequence.add(0);
    expect(decideGate(sequence, 0.02)).toBe("pass");
    expect(sequence.interval().high).toBeCloseTo(0.0199626, 6);
  });

  it("is the set the naive grid keeps, at every look", () => {
    fc.assert(
      fc.property(fc.array(fifths, { minLength: 1, maxLength: 25 }), (list) => {
        const steps = 400;
        let low = 0;
        let high = 1;
        const sequence = createRateSequence({ confidence: 0.9 });
        const seen: number[] = [];
        for (const value of list) {
          seen.push(value);
          sequence.add(value);
          if (seen.length % 5 !== 0 && seen.length !== list.length) continue;
          const grid = naiveSet(seen, 0.1, steps);
          low = Math.max(low, grid.low);
          high = Math.min(high, grid.high);
        }
        // The grid looks less often, so its intersection can only be wider, by more than one step of the grid.
        const { low: ours, high: oursHigh } = sequence.interval();
        expect(ours).toBeGreaterThanOrEqual(low - 1 / steps - 1e-9);
        expect(oursHigh).toBeLessThanOrEqual(high + 1 / steps + 1e-9);
      }),
      { numRuns: 25 },
    );
  });

  it("has the ends of the naive grid when the last look is the narrowest", () => {
    const ordered = [...times(30, 1 / 3), ...times(30, 0), ...times(10, 1)];
    const list = permutation(ordered.length, seededRandom("mixed")).map((i) => ordered[i]!);
    const grid = naiveSet(list, 0.05, 2000);
    const tally = createTally();
    for (const value of list) tally.add(value);
    const level = Math.log(20);
    expect(logWealth(tally)(grid.low)).toBeLessThan(level);
    expect(logWealth(tally)(grid.low - 1 / 2000)).toBeGreaterThanOrEqual(level);
    const { low, high } = sequenceOf(list).interval();
    expect(low).toBeGreaterThanOrEqual(grid.low - 1 / 2000);
    expect(high).toBeLessThanOrEqual(grid.high + 1 / 2000);
  });

  it("only ever narrows, and stays inside [0, 1]", () => {
    fc.assert(
      fc.property(fc.array(fifths, { maxLength: 120 }), (list) => {
        const sequence = createRateSequence({ confidence: 0.95 });
        let before = sequence.interval();
        expect(before).toMatchObject({ low: 0, high: 1, anytime: true, method: "betting" });
        for (const value of list) {
          sequence.add(value);
          const now = sequence.interval();
          expect(now.low).toBeGreaterThanOrEqual(before.low);
          expect(now.high).toBeLessThanOrEqual(before.high);
          expect(now.low).toBeLessThanOrEqual(now.high);
          before = now;
        }
      }),
    );
  });

  it("mirrors: values turned round give the interval turned round", () => {
    fc.assert(
      fc.property(fc.array(fifths, { minLength: 1, maxLength: 60 }), (list) => {
        const there = sequenceOf(list).interval();
        const back = sequenceOf(list.map((value) => 1 - value)).interval();
        expect(back.low).toBeCloseTo(1 - there.high, 7);
        expect(back.high).toBeCloseTo(1 - there.low, 7);
      }),
    );
  });

  it("is narrower when repeats take the noise out of a case", () => {
    const halves = sequenceOf(times(200, 0.1)).interval();
    const coins = sequenceOf(Array.from({ length: 200 }, (_, i) => Number(i % 10 === 5))).interval();
    expect(halves.high - halves.low).toBeLessThan(0.6 * (coins.high - coins.low));
  });

  it("says so when the values do not come from one mean, and keeps what it had", () => {
    const sequence = sequenceOf(times(400, 0));
    const before = sequence.interval();
    for (let i = 0; i < 400; i++) sequence.add(1);
    expect(sequence.contradicted).toBe(true);
    const after = sequence.interval();
    expect(after.low).toBeLessThanOrEqual(after.high);
    expect(after.high).toBe(before.high);
  });

  it("goes on from a snapshot as if it had never stopped", () => {
    fc.assert(
      fc.property(
        fc.array(fifths, { maxLength: 60 }),
        fc.array(fifths, { maxLength: 30 }),
        (first, second) => {
          const whole = sequenceOf([...first, ...second]);
          const snapshot = JSON.parse(JSON.stringify(sequenceOf(first).snapshot())) as ReturnType<
            RateSequence["snapshot"]
          >;
          const resumed = createRateSequence({ confidence: 0.95, from: snapshot });
          for (const value of second) resumed.add(value);
          expect(resumed.snapshot()).toEqual(whole.snapshot());
        },
      ),
    );
    expect(() => createRateSequence({ confidence: 0.9, from: sequenceOf([0]).snapshot() })).toThrow(
      "cannot go on",
    );
  });

  it("refuses what is not a share, and is not changed by it", () => {
    const sequence = sequenceOf([0, 1]);
    for (const wrong of [Number.NaN, -0.1, 1.1, Number.POSITIVE_INFINITY]) {
      expect(() => sequence.add(wrong)).toThrow(RangeError);
    }
    expect(sequence.n).toBe(2);
    expect(() => createRateSequence({ confidence: 95 })).toThrow(RangeError);
  });
});

describe("gates", () => {
  it.each([
    [0.01, 680],
    [0.02, 320],
    [0.05, 116],
    [0.1, 53],
  ])("of %d at 95 %% need %i clean cases", (atMost, cases) => {
    expect(casesNeeded(atMost, 0.95)).toBe(cases);
  });

  it("are passed by a sequence at exactly the number of clean cases they need", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 0.89, noNaN: true }),
        fc.constantFrom(0.8, 0.95, 0.99),
        (atMost, confidence) => {
          const needed = casesNeeded(atMost, confidence);
          const sequence = sequenceOf(times(needed - 1, 0), confidence);
          expect(decideGate(sequence, atMost)).toBe("undecided");
          sequence.add(0);
          expect(decideGate(sequence, atMost)).toBe("pass");
        },
      ),
      { numRuns: 40 },
    );
  });

  it("need the cases at which one look at that many breaches excludes the tolerance", () => {
    expect(casesNeeded(0.02, 0.95, 1)).toBe(477);
    expect(casesNeeded(0.02, 0.95, 5)).toBe(896);
    fc.assert(
      fc.property(
        fc.double({ min: 0.005, max: 0.9, noNaN: true }),
        fc.integer({ min: 1, max: 30 }),
        (atMost, breaches) => {
          const needed = casesNeeded(atMost, 0.95, breaches);
          const excluded = (n: number): boolean =>
            n === breaches
              ? false
              : logWealth(
                  createTally([
                    [0, n - breaches],
                    [1, breaches],
                  ]),
                )(atMost) >= Math.log(20) && breaches / n < atMost;
          expect(excluded(needed)).toBe(true);
          expect(excluded(needed - 1)).toBe(false);
        },
      ),
    );
  });

  it("fail only when the whole interval lies above, and never on what is not a number", () => {
    const interval = { confidence: 0.95, method: "x", anytime: true };
    expect(decideGate({ low: 0.02, high: 0.4, ...interval }, 0.02)).toBe("undecided");
    expect(decideGate({ low: 0.0201, high: 0.4, ...interval }, 0.02)).toBe("fail");
    expect(decideGate({ low: 0, high: 0.02, ...interval }, 0.02)).toBe("pass");
    expect(decideGate({ low: Number.NaN, high: Number.NaN, ...interval }, 0.02)).toBe("undecided");
    expect(() => decideGate({ low: 0, high: 1, ...interval }, 2)).toThrow(RangeError);
    expect(() => casesNeeded(0, 0.95)).toThrow("strictly between 0 and 1");
  });
});

describe("paired differences", () => {
  it("are known far better than two independent rates when little changed", () => {
    const change = createDifferenceSequence({ confidence: 0.95 });
    for (let i = 0; i < 330; i++) change.add(i === 100 ? 1 : i === 200 ? -1 : 0);
    const { low, high } = change.interval();
    expect(change).toMatchObject({ n: 330, sum: 0, point: 0 });
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
    expect(high - low).toBeLessThan(0.07);
  });

  it("show a change that is there, in its direction", () => {
    const change = createDifferenceSequence({ confidence: 0.95 });
    for (let i = 0; i < 330; i++) change.add(i % 11 === 0 ? 1 : 0);
    expect(change.interval().low).toBeGreaterThan(0.02);
    expect(change.point).toBeCloseTo(30 / 330, 12);
    expect(() => change.add(1.5)).toThrow(RangeError);
  });
});
