import { describe, expect, it } from "vitest";
import type { AttackOutcome, ExampleRecord } from "../attack.ts";
import {
  attackSuccess,
  checkMasking,
  countOutcomes,
  curveOfDistances,
  curveOverRadii,
  medianDistance,
  robustAccuracy,
  worstCase,
} from "./index.ts";

const record = (id: string, outcome: AttackOutcome, l2?: number, queries = 10): ExampleRecord => ({
  id,
  attack: "test",
  label: 0,
  cleanLabel: 0,
  outcome,
  ...(l2 === undefined ? {} : { distances: { linf: l2, l2, l1: l2, l0: 1 } }),
  queries,
  gradients: 0,
  unanswered: 0,
});
const many = (outcome: AttackOutcome, count: number, from = 0): ExampleRecord[] =>
  Array.from({ length: count }, (_, i) => record(`${from + i}`, outcome));

describe("what records come to", () => {
  const mixed = [
    ...many("success", 3),
    ...many("failed-within-budget", 5, 3),
    ...many("init-failed", 7, 8),
    ...many("clean-wrong", 2, 15),
    ...many("refused", 1, 17),
  ];

  it("never counts an attack that did not begin as robust", () => {
    expect(countOutcomes(mixed)).toEqual({
      examples: 18,
      cleanWrong: 2,
      success: 3,
      failed: 5,
      refused: 1,
      initFailed: 7,
    });
    expect(attackSuccess(mixed)).toMatchObject({ count: 3, n: 8, rate: 0.375 });
    expect(robustAccuracy(mixed)).toMatchObject({ count: 5, n: 10, rate: 0.5 });
    // Clopper–Pearson for 3 of 8, as R's binom.test gives it.
    expect(attackSuccess(mixed).interval.low).toBeCloseTo(0.08523, 4);
    expect(attackSuccess(mixed).interval.high).toBeCloseTo(0.75514, 4);
    expect(attackSuccess([]).n).toBe(0);
  });

  it("draws a curve that cannot fall as the radius grows", () => {
    const points = curveOverRadii([
      { epsilon: 0.2, records: [record("a", "failed-within-budget"), record("b", "success")] },
      { epsilon: 0.1, records: [record("a", "success"), record("b", "failed-within-budget")] },
    ]);
    expect(points.map(({ x, y, n }) => [x, y, n])).toEqual([
      [0.1, 0.5, 2],
      [0.2, 1, 2],
    ]);
    const near = [
      record("a", "success", 0.3),
      record("b", "success", 0.6),
      record("c", "failed-within-budget"),
    ];
    expect(curveOfDistances(near, "l2", [0.1, 0.3, 1]).map(({ y }) => y)).toEqual([0, 1 / 3, 2 / 3]);
  });

  it("bounds the median by order statistics, exactly", () => {
    // n = 10: between the 2nd smallest and the 2nd largest the confidence is 1 − 22/1024.
    const ten = Array.from({ length: 10 }, (_, i) => record(`${i}`, "success", i + 1));
    const told = medianDistance(ten, "l2");
    expect(told).toMatchObject({ median: 5.5, low: 2, high: 9, n: 10 });
    expect(told.confidence).toBeCloseTo(1 - 22 / 1024, 12);
    expect(medianDistance(ten.slice(0, 4), "l2")).toMatchObject({ low: 0, high: Infinity });
  });

  it("counts withstanding as infinitely far in the median, and what did not begin not at all", () => {
    const half = [
      record("a", "success", 1),
      ...many("failed-within-budget", 2),
      ...many("init-failed", 9, 5),
    ];
    expect(medianDistance(half, "l2")).toMatchObject({ median: Infinity, n: 3 });
  });

  it("takes each example's worst, and the queries of all attacks", () => {
    const worst = worstCase(
      [
        [record("a", "failed-within-budget"), record("b", "success", 2), record("c", "init-failed")],
        [record("a", "init-failed"), record("b", "success", 1), record("c", "failed-within-budget")],
      ],
      "l2",
    );
    expect(worst.map(({ id, outcome, queries }) => [id, outcome, queries])).toEqual([
      ["a", "failed-within-budget", 20],
      ["b", "success", 20],
      ["c", "failed-within-budget", 20],
    ]);
    expect(worst[1]?.distances?.l2).toBe(1);
  });

  it("suspects masking where labels alone find much more than gradients, and only there", () => {
    const weak = [...many("success", 10), ...many("failed-within-budget", 40, 10)];
    const strong = [...many("success", 30), ...many("failed-within-budget", 20, 30)];
    expect(checkMasking(weak, strong)).toMatchObject({
      suspected: true,
      onlyOther: 20,
      onlyGradient: 0,
      n: 50,
    });
    expect(checkMasking(strong, weak).suspected).toBe(false);
    const little = [...many("success", 12), ...many("failed-within-budget", 38, 12)];
    expect(checkMasking(weak, little).suspected).toBe(false);
    expect(checkMasking([], []).suspected).toBe(false);
  });
});
