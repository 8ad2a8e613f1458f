import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../contracts/index.ts";
import { maxValues, rowOf, scoresOf, tensorRows } from "./index.ts";

describe("features of an instance", () => {
  it.each([
    [
      { age: 41, city: "Bern", member: true, gone: null },
      { age: 41, city: "Bern", member: true, gone: null },
    ],
    [{ a: { b: 1, c: [2, 3] } }, { "a.b": 1, "a.c[0]": 2, "a.c[1]": 3 }],
    [[[1, 2], [3]], { "x[0]": 1, "x[1]": 2, "x[2]": 3 }],
    [[{ k: 1 }, 2], { "x[0].k": 1, "x[1]": 2 }],
    [7, { x: 7 }],
    ["a category", { x: "a category" }],
    ["x".repeat(300), {}],
  ])("%j", (instance, row) => {
    expect(rowOf(instance)).toEqual(row);
  });

  it("are statistics where there are too many", () => {
    const row = rowOf({ pixels: Array.from({ length: maxValues + 1 }, (_, i) => i % 2) });
    expect(row).toMatchObject({ "pixels.count": 1_025, "pixels.min": 0, "pixels.max": 1 });
    expect(row["pixels.mean"]).toBeCloseTo(0.5, 2);
    expect(row["pixels.deviation"]).toBeCloseTo(0.5, 2);
  });

  it("never break, and name nothing of the prototype", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(Object.getPrototypeOf(rowOf(value as JsonValue))).toBe(Object.prototype);
      }),
    );
    const row = rowOf(JSON.parse('{"__proto__": {"polluted": 1}}') as JsonValue);
    expect(Object.hasOwn(row, "__proto__.polluted")).toBe(true);
  });
});

describe("rows of tensors", () => {
  it("go together by their first dimension", () => {
    const rows = tensorRows([
      { name: "a", shape: [2, 2], values: [1, 2, 3, 4] },
      { name: "b", shape: [2], values: ["x", "y"] },
    ]);
    expect(rows).toEqual([
      { "a[0]": 1, "a[1]": 2, b: "x" },
      { "a[0]": 3, "a[1]": 4, b: "y" },
    ]);
  });

  it("are statistics where there are too many in all", () => {
    const values = Array.from({ length: 200_000 }, () => 1);
    const rows = tensorRows([{ name: "a", shape: [1_000, 200], values }]);
    expect(rows).toHaveLength(1_000);
    expect(rows[999]).toMatchObject({ "a.count": 200, "a.mean": 1, "a.deviation": 0 });
  });

  it("are one where the dimensions differ, or nothing is in them", () => {
    expect(
      tensorRows([
        { name: "a", shape: [2], values: [1, 2] },
        { name: "b", shape: [], values: [3] },
      ]),
    ).toEqual([{ "a[0]": 1, "a[1]": 2, b: 3 }]);
    expect(tensorRows([{ name: "a", shape: [9_007_199_254_740_991, 0], values: [] }])).toHaveLength(1);
  });
});

describe("scores of a prediction", () => {
  it.each([
    [0.5, [0.5]],
    [[[0.1, 0.9]], [0.1, 0.9]],
    [{ label: "yes", probabilities: [0.1, 0.9] }, [0.1, 0.9]],
    [{ label: "yes", score: 0.9 }, [0.9]],
    ["yes", undefined],
    [["a", 1], undefined],
    [[], undefined],
    [{}, undefined],
  ])("%j", (prediction, scores) => {
    expect(scoresOf(prediction)).toEqual(scores);
  });
});
