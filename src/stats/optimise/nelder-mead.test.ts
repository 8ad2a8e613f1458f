import { describe, expect, it } from "vitest";
import { nelderMead } from "./nelder-mead.ts";

describe("the downhill simplex", () => {
  it("finds the end of Rosenbrock's valley", () => {
    const { at, settled } = nelderMead(([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, [-1.2, 1], {
      steps: [0.5, 0.5],
      tolerance: 1e-14,
    });
    expect(settled).toBe(true);
    expect(at[0]).toBeCloseTo(1, 5);
    expect(at[1]).toBeCloseTo(1, 5);
  });

  it("keeps away from points that are refused, and says when it ran out of evaluations", () => {
    const bowl = ([x = 0]: readonly number[]): number => (x < 1 ? NaN : (x - 0.5) ** 2);
    expect(nelderMead(bowl, [4], { steps: [1] }).at[0]).toBeCloseTo(1, 3);
    expect(nelderMead(bowl, [4], { steps: [1], evaluations: 5 }).settled).toBe(false);
  });

  it("needs a step for each coordinate", () => {
    expect(() => nelderMead(() => 0, [1, 2], { steps: [1] })).toThrow(RangeError);
  });
});
