import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../stats/index.ts";
import { chanceOfChoices, chanceOfCompletions } from "./by-chance.ts";
import type { CompletionRecord } from "./completion-rank.ts";
import type { ForcedChoiceResult } from "./forced-choice.ts";

const interval = { low: 0, high: 1, confidence: 0.95, method: "clopper-pearson", anytime: false };
const choice = (won: number, asked: number, trained = true): ForcedChoiceResult => ({
  canary: "c",
  trained,
  asked,
  refused: 0,
  won,
  wonInterval: interval,
  low: 0,
});
const said = (hits: number, samples: number, copies = 4): CompletionRecord => ({
  canary: "c",
  copies,
  samples,
  refused: 0,
  hits,
  interval,
});

describe("what chance explains", () => {
  it("is for one secret its rank among the references", () => {
    expect(chanceOfChoices([choice(19, 19)])).toBeCloseTo(0.05, 12);
    expect(chanceOfChoices([choice(0, 19)])).toBe(1);
    expect(chanceOfChoices([choice(19, 19, false), choice(0, 0)])).toBe(1);
  });

  it("of several is Fisher's: two of 0.05 are 0.0175", () => {
    // 0.05² (1 − 2 ln 0.05)
    expect(chanceOfChoices([choice(19, 19), choice(19, 19)])).toBeCloseTo(0.0175, 4);
  });

  it("is not small more often than it says where nothing is known", () => {
    const random = seededRandom("chance");
    const runs = Array.from({ length: 4000 }, () =>
      chanceOfChoices(Array.from({ length: 6 }, () => choice(random.integer(21), 20))),
    );
    for (const level of [0.01, 0.05, 0.2])
      expect(runs.filter((p) => p <= level).length / runs.length).toBeLessThan(level * 1.25);
    expect(runs.filter((p) => p <= 0.2).length / runs.length).toBeGreaterThan(0.08);
  });

  it("of a secret that was said is bounded by answers over candidates", () => {
    expect(chanceOfCompletions([said(1, 20), said(0, 20), said(3, 20, 0)], 20)).toBeCloseTo(40 / 2 ** 20, 15);
    expect(chanceOfCompletions([said(0, 20), said(3, 20, 0)], 20)).toBe(1);
  });
});
