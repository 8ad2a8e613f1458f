import fc from "fast-check";
import { expect, it } from "vitest";
import { distance, onlyChange, vectorOf } from "./vector.ts";

const row = (values: readonly number[]) => Object.fromEntries(values.map((value, i) => [`f${i}`, value]));

it("rows of many features keep their distances in little", () => {
  const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 784, maxLength: 784 });
  fc.assert(
    fc.property(values, fc.double({ min: 0.05, max: 0.5, noNaN: true }), (base, size) => {
      fc.pre(base.some((value) => Math.abs(value) > 0.1));
      const near = base.map((value, i) => value + size * Math.sin(i * i));
      const exact = (a: readonly number[], b: readonly number[]): number =>
        Math.sqrt(
          (2 * a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0)) /
            a.reduce((sum, value, i) => sum + value ** 2 + (b[i] ?? 0) ** 2, 0),
        );
      const kept = distance(vectorOf(row(base)), vectorOf(row(near)));
      expect(kept / exact(base, near)).toBeGreaterThan(0.2);
      expect(kept / exact(base, near)).toBeLessThan(5);
    }),
    { numRuns: 30 },
  );
});

it("a row has the distance 0 from itself, and no distance from one of another form", () => {
  const a = vectorOf({ x: 1, y: "a", z: null });
  expect(distance(a, vectorOf({ z: null, y: "a", x: 1 }))).toBe(0);
  expect(distance(a, vectorOf({ x: 1, y: "b", z: null }))).toBe(Infinity);
});

it("the one feature that changed is found; two are none", () => {
  expect(onlyChange(vectorOf(row([1, 2])), vectorOf(row([1, 5])))).toEqual({ slot: 1, by: 3 });
  expect(onlyChange(vectorOf(row([1, 2])), vectorOf(row([0, 5])))).toBeUndefined();
});
