import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBudget } from "./budget.ts";

const prices = { currency: "EUR", inputPerMillion: 2, outputPerMillion: 10 };

describe("the budget", () => {
  it("refuses the request that would go beyond the number", () => {
    const budget = createBudget({ maxRequests: 2 });
    budget.reserve({ inputTokens: 0, outputTokens: 0 });
    budget.reserve({ inputTokens: 0, outputTokens: 0 });
    expect(() => budget.reserve({ inputTokens: 0, outputTokens: 0 })).toThrow(
      expect.objectContaining({ code: "TARGETS_BUDGET_EXHAUSTED", exit: 3 }),
    );
  });

  it("gives back what a request that never went out had reserved", () => {
    const budget = createBudget({ maxRequests: 1, maxTokens: 100 });
    const place = budget.reserve({ inputTokens: 100, outputTokens: 0 });
    place.release();
    place.release();
    expect(budget.spent()).toEqual({ requests: 0, tokens: 0, cost: {} });
    budget.reserve({ inputTokens: 100, outputTokens: 0 });
  });

  it("counts cost at the target's prices", () => {
    const budget = createBudget({ maxCost: { currency: "EUR", amount: 0.01 } });
    budget
      .reserve({ inputTokens: 0, outputTokens: 0, prices })
      .settle({ inputTokens: 1_000, outputTokens: 600 });
    expect(budget.spent().cost["EUR"]).toBeCloseTo(0.008, 12);
    expect(budget.remaining().cost?.amount).toBeCloseTo(0.002, 12);
    expect(() => budget.reserve({ inputTokens: 0, outputTokens: 300, prices })).toThrow(
      /0\.0080 of 0\.01 EUR/,
    );
  });

  it("does not convert currencies", () => {
    const budget = createBudget({ maxCost: { currency: "USD", amount: 1 } });
    expect(() => budget.reserve({ inputTokens: 1, outputTokens: 1, prices })).toThrow(
      expect.objectContaining({ code: "TARGETS_CURRENCY_MISMATCH" }),
    );
  });

  it("is never overdrawn by requests under way at the same time", () => {
    const step = fc.record({ intended: fc.nat(50), used: fc.option(fc.nat(50)) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.nat(400), (steps, maxTokens) => {
        const budget = createBudget({ maxTokens });
        for (const { intended, used } of steps) {
          let place: ReturnType<typeof budget.reserve>;
          try {
            place = budget.reserve({ inputTokens: intended, outputTokens: 0 });
          } catch {
            continue;
          }
          // A target that stays within what was expected never brings the total above the limit.
          if (used !== null) place.settle({ inputTokens: Math.min(used, intended), outputTokens: 0 });
          expect(budget.spent().tokens).toBeLessThanOrEqual(maxTokens);
        }
      }),
    );
  });
});
