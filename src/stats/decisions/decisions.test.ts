import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../random/seeded-random.ts";
import { mcnemarExact } from "./mcnemar.ts";
import { createSprt, sprtExpectedTrials } from "./sprt.ts";

describe("McNemar's exact test", () => {
  it("gives values worked out by hand", () => {
    expect(mcnemarExact(0, 0)).toBe(1);
    expect(mcnemarExact(5, 5)).toBe(1);
    expect(mcnemarExact(5, 0)).toBeCloseTo(2 / 32, 12);
    expect(mcnemarExact(8, 1)).toBeCloseTo((2 * (1 + 9)) / 512, 12);
    expect(mcnemarExact(2, 10)).toBeCloseTo((2 * (1 + 12 + 66)) / 4096, 12);
  });

  it("does not care which way round, and is a probability", () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.nat(3000), (a, b) => {
        const p = mcnemarExact(a, b);
        expect(p).toBeCloseTo(mcnemarExact(b, a), 12);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
    expect(() => mcnemarExact(-1, 2)).toThrow(RangeError);
    expect(() => mcnemarExact(1.5, 2)).toThrow(RangeError);
  });
});

describe("Wald's test of 1 % against 5 %", () => {
  const plan = { accepted: 0.01, rejected: 0.05, alpha: 0.05, beta: 0.05 };

  it("is expected to take 107 trials under the one and 64 under the other", () => {
    const { ifAccepted, ifRejected } = sprtExpectedTrials(plan);
    expect(Math.round(ifAccepted)).toBe(107);
    expect(Math.round(ifRejected)).toBe(64);
  });

  it.each([
    [0.01, "rejected"],
    [0.05, "accepted"],
  ] as const)("keeps its risk when the rate is %d", (rate, wrong) => {
    const random = seededRandom(`sprt/${rate}`);
    let errors = 0;
    let trials = 0;
    for (let run = 0; run < 2000; run++) {
      const test = createSprt(plan);
      while (test.decision === "undecided") test.add(random.next() < rate);
      errors += Number(test.decision === wrong);
      trials += test.n;
    }
    expect(errors / 2000).toBeLessThan(0.06);
    // Overshoot makes the real number of trials somewhat larger than Wald's approximation.
    const expected = rate === 0.01 ? 107 : 64;
    expect(trials / 2000).toBeGreaterThan(expected * 0.9);
    expect(trials / 2000).toBeLessThan(expected * 1.3);
  });

  it("keeps its first decision, and refuses rates it cannot tell apart", () => {
    const test = createSprt(plan);
    for (let i = 0; i < 5; i++) test.add(true);
    expect(test.decision).toBe("rejected");
    const { n } = test;
    for (let i = 0; i < 1000; i++) test.add(false);
    expect(test).toMatchObject({ decision: "rejected", n });
    expect(() => createSprt({ ...plan, rejected: 0.01 })).toThrow(RangeError);
    expect(() => createSprt({ ...plan, alpha: 0.5 })).toThrow(RangeError);
  });
});
