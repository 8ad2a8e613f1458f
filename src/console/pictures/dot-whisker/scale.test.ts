import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differenceScale, position, rateScale } from "./scale.ts";

describe("scales", () => {
  it("hold every rate, start at nothing and end at a round place", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (values) => {
        const scale = rateScale(values);
        expect(scale.from).toBe(0);
        expect(Math.max(0, ...values)).toBeLessThanOrEqual(scale.to);
        expect(scale.ticks.at(-1)).toBeCloseTo(scale.to);
        for (const value of values) expect(position(scale, value)).toBeCloseTo((value / scale.to) * 100);
      }),
    );
  });

  it("are short enough to tell 3 % from a 2 % gate", () => {
    expect(rateScale([0.061, 0.02]).to).toBe(0.1);
  });

  it("are symmetric for differences", () => {
    expect(differenceScale([-0.12, 0.3])).toMatchObject({ from: -0.3, to: 0.3 });
    expect(position(differenceScale([0.1]), 0)).toBe(50);
  });

  it("clip what lies outside", () => {
    expect(position({ from: 0, to: 0.1, ticks: [] }, 2)).toBe(100);
    expect(position({ from: 0, to: 0.1, ticks: [] }, -1)).toBe(0);
  });
});
