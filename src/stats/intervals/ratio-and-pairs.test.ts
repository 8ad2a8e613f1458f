import { describe, expect, it } from "vitest";
import { seededRandom } from "../random/seeded-random.ts";
import { pairedDifference } from "./paired-difference.ts";
import { ratioBounds, ratioLowerBound } from "./ratio-bounds.ts";

describe("lower bounds on the ratio of two rates", () => {
  it("have the values of TensorFlow Privacy for 473 of 984 over 755 of 1,705", () => {
    const of = Object.fromEntries(
      ratioBounds.map((method) => [
        method,
        ratioLowerBound({ hits: 473, n: 984 }, { hits: 755, n: 1705 }, 0.95, method).toFixed(8),
      ]),
    );
    expect(of).toEqual({
      katz: "1.01166194",
      adjusted: "1.01189079",
      bailey: "1.01148934",
      "inverse-sinh": "1.01167669",
    });
  });

  it("are nothing where nothing was hit above, and need trials on either side", () => {
    for (const method of ["katz", "bailey", "inverse-sinh"] as const)
      expect(ratioLowerBound({ hits: 0, n: 9 }, { hits: 3, n: 9 }, 0.95, method)).toBe(0);
    expect(() => ratioLowerBound({ hits: 0, n: 0 }, { hits: 3, n: 9 }, 0.95, "katz")).toThrow(RangeError);
  });

  it("lie below the true ratio about as often as they promise", () => {
    const random = seededRandom("ratios");
    const count = (rate: number): number =>
      Array.from({ length: 300 }, () => random.next()).filter((u) => u < rate).length;
    const missed = { katz: 0, adjusted: 0, bailey: 0, "inverse-sinh": 0 };
    for (let run = 0; run < 600; run++) {
      const [above, below] = [count(0.3), count(0.15)];
      for (const method of ratioBounds)
        if (ratioLowerBound({ hits: above, n: 300 }, { hits: below, n: 300 }, 0.95, method) > 2)
          missed[method] += 1;
    }
    for (const method of ratioBounds) expect(missed[method] / 600).toBeLessThan(0.085);
  });
});

describe("the difference over pairs", () => {
  it("has the interval that Newcombe prints", () => {
    const { low, high } = pairedDifference({ both: 36, onlyFirst: 12, onlySecond: 2, neither: 0 }, 0.95);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(["0.0569", "0.3404"]);
  });

  it("turns round with the two sides, and says nothing without cases", () => {
    const one = pairedDifference({ both: 20, onlyFirst: 9, onlySecond: 3, neither: 11 }, 0.9);
    const other = pairedDifference({ both: 20, onlyFirst: 3, onlySecond: 9, neither: 11 }, 0.9);
    expect(one.low).toBeCloseTo(-other.high, 12);
    expect(pairedDifference({ both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 }, 0.95)).toMatchObject({
      low: -1,
      high: 1,
    });
  });
});
