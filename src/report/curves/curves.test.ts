import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearAxis, logAxis, place, shortNumber } from "./axes.ts";
import { axesOf, curveWords, guessingLine, type Curve } from "./curve.ts";

const interval = (low: number, high: number) =>
  ({ low, high, confidence: 0.95, method: "wilson", anytime: false }) as const;
const curve: Curve = {
  kind: "curve",
  id: "security",
  title: "Robust accuracy",
  xLabel: "ε, L∞",
  yLabel: "share that holds",
  points: [
    { x: 0, y: 0.96, n: 100, interval: interval(0.9, 0.985) },
    { x: 0.1, y: 0.1, n: 100, interval: interval(0.055, 0.175) },
  ],
};

describe("axes of curves", () => {
  it("hold every value between round ends, with few ticks", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 1000),
          { minLength: 1 },
        ),
        (values) => {
          const axis = linearAxis(values);
          expect(axis.from).toBeLessThanOrEqual(Math.min(0, ...values) * (1 - 1e-9));
          expect(axis.to).toBeGreaterThanOrEqual(Math.max(0, ...values) * (1 - 1e-9));
          expect(axis.ticks.length).toBeLessThanOrEqual(9);
          expect(axis.ticks[0]?.at).toBe(0);
          expect(axis.ticks.at(-1)?.at).toBeCloseTo(1);
        },
      ),
    );
  });

  it("are whole decades where they are logarithmic, and say what lies below", () => {
    const axis = logAxis([0, 0.001, 0.02, 1]);
    expect(axis.ticks.map(({ text }) => text)).toEqual(["≤ 0.001", "0.01", "0.1", "1"]);
    expect(place(axis, 0)).toBe(0);
    expect(place(axis, 0.1)).toBeCloseTo(2 / 3);
    expect(logAxis([1e-5, 1]).ticks[0]?.text).toBe("10⁻⁵");
    expect(logAxis([1e-300, 1]).ticks).toHaveLength(11);
    expect(logAxis([]).ticks).toHaveLength(2);
  });

  it("keep the order of values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: 0, max: 1 }), { minLength: 2 }),
        fc.boolean(),
        (values, log) => {
          const axis = log ? logAxis(values) : linearAxis(values);
          const places = values.toSorted((a, b) => a - b).map((value) => place(axis, value));
          expect(places).toEqual(places.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  it("of shares go from nothing to all; of other numbers as far as they reach", () => {
    expect(axesOf(curve).y).toMatchObject({ from: 0, to: 1 });
    const bits = { ...curve, points: [{ x: 64, y: 17.4, n: 4, interval: interval(15, 19.5) }] };
    expect(axesOf(bits).y).toMatchObject({ from: 0, to: 20 });
  });
});

describe("guessing", () => {
  const roc: Curve = { ...curve, logX: true, logY: true, guessing: "diagonal" };
  const points = [0.001, 0.1, 1].map((x) => ({ x, y: x, n: 9, interval: interval(x, x) }));

  it("is a straight line where both axes are the same, and none where it means nothing", () => {
    for (const [x, y] of guessingLine({ ...roc, points })) expect(y).toBeCloseTo(x);
    expect(guessingLine(curve)).toEqual([]);
  });

  it("hugs the ground of a share axis over a logarithmic one", () => {
    const line = guessingLine({ ...roc, logY: false, points });
    expect(line[20]?.[0]).toBeCloseTo(0.5);
    expect(line[20]?.[1]).toBeCloseTo(10 ** -1.5);
    expect(line.at(-1)).toEqual([1, 1]);
  });
});

describe("words of curves", () => {
  it("say both ends with their intervals", () => {
    expect(curveWords(curve)).toBe(
      "Robust accuracy: share that holds from 96 % (90 to 98.5 % at 95 %) at 0 to 10 % (5.5 to 17.5 % at 95 %) at 0.1 (ε, L∞), 2 points.",
    );
    expect(curveWords({ ...curve, points: [] })).toBe("Robust accuracy: no point.");
  });

  it("shorten numbers", () => {
    expect([0, 0.12345, 1234567, -0.5, 1e-4, 1e6].map(shortNumber)).toEqual([
      "0",
      "0.123",
      "1230000",
      "−0.5",
      "10⁻⁴",
      "10⁶",
    ]);
  });
});
