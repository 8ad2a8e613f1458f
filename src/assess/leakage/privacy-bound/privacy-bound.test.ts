import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../stats/index.ts";
import { epsilonFromScores, epsilonLowerBound, epsilonMethods } from "./epsilon-bound.ts";
import { oneRunEpsilon } from "./one-run.ts";

const perfect = { truePositives: 500, falseNegatives: 0, falsePositives: 0, trueNegatives: 500 };

/** Naive: the upper tail of a binomial by summing its terms. */
function upperTail(n: number, p: number, from: number): number {
  let [term, sum] = [(1 - p) ** n, 0];
  for (let k = 0; k <= n; k++) {
    if (k >= from) sum += term;
    term *= ((n - k) / (k + 1)) * (p / (1 - p));
  }
  return sum;
}

describe("the lower bound on epsilon", () => {
  it("is 4.54 for a perfect attack on 500 and 500, at 99 %", () => {
    expect(epsilonLowerBound(perfect, { confidence: 0.99 })).toBeCloseTo(4.54, 2);
  });

  it("is the logarithm of the bound on the ratio, for each of the methods", () => {
    const counts = { truePositives: 473, falseNegatives: 511, falsePositives: 755, trueNegatives: 950 };
    const seen = epsilonMethods
      .slice(1)
      .map((method) => Math.exp(epsilonLowerBound(counts, { method })).toFixed(8));
    expect(seen).toEqual(["1.01166194", "1.01189079", "1.01148934", "1.01167669"]);
  });

  it("falls by delta, and is nothing for a coin", () => {
    expect(epsilonLowerBound(perfect, { delta: 0.1 })).toBeLessThan(epsilonLowerBound(perfect));
    expect(
      epsilonLowerBound({ truePositives: 50, falseNegatives: 50, falsePositives: 50, trueNegatives: 50 }),
    ).toBe(0);
    expect(() => epsilonLowerBound({ ...perfect, falsePositives: 0, trueNegatives: 0 })).toThrow(RangeError);
  });

  it("does not refute the truth more often than it may, though it picks the best threshold", () => {
    const random = seededRandom("epsilon");
    let refuted = 0;
    for (let run = 0; run < 80; run++) {
      const members = Uint8Array.from({ length: 240 }, (_, i) => i % 2);
      // Nothing is leaked: every bound above zero is wrong.
      const scores = Float64Array.from(members, () => random.next());
      if (epsilonFromScores(scores, members, random.derive(String(run)), { confidence: 0.9 }).epsilon > 0)
        refuted += 1;
    }
    expect(refuted / 80).toBeLessThanOrEqual(0.1);
  });

  it("finds a loss by either side of the threshold", () => {
    const random = seededRandom("sides");
    const members = Uint8Array.from({ length: 2000 }, (_, i) => i % 2);
    // One member in three scores far below every non-member: only "not called" tells them apart.
    const scores = Float64Array.from(
      members,
      (m) => (m === 0 ? -(random.next() < 0.33 ? 5 : 0) : 0) + random.next(),
    );
    const bound = epsilonFromScores(scores, members, random);
    expect(bound.side).toBe("non-members");
    expect(bound.epsilon).toBeGreaterThan(2);
  });
});

describe("the audit in one run", () => {
  it("rejects exactly the epsilons under which so many right guesses are unlikely", () => {
    for (const [guesses, correct] of [
      [100, 100],
      [100, 80],
      [37, 30],
    ] as const) {
      const epsilon = oneRunEpsilon({ guesses, correct }, 0.95);
      const p = 1 / (1 + Math.exp(-epsilon));
      expect(upperTail(guesses, p, correct)).toBeCloseTo(0.05, 8);
    }
    expect(oneRunEpsilon({ guesses: 100, correct: 100 })).toBeCloseTo(
      Math.log(0.05 ** 0.01 / (1 - 0.05 ** 0.01)),
      9,
    );
  });

  it("says nothing for guesses no better than a coin", () => {
    expect(oneRunEpsilon({ guesses: 100, correct: 52 })).toBe(0);
    expect(oneRunEpsilon({ guesses: 0, correct: 0 })).toBe(0);
    expect(() => oneRunEpsilon({ guesses: 3, correct: 4 })).toThrow(RangeError);
  });
});
