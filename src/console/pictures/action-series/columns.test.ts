import fc from "fast-check";
import { expect, it } from "vitest";
import { columnsOf, niceCeiling } from "./columns.ts";

it("ceilings are round and hold the value", () => {
  expect([1, 2, 3, 5, 7, 10, 11, 41, 99, 230].map(niceCeiling)).toEqual([
    1, 2, 4, 5, 10, 10, 20, 50, 100, 400,
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (value) => {
      expect(niceCeiling(value)).toBeGreaterThanOrEqual(value);
      expect(niceCeiling(value)).toBeLessThanOrEqual(value * 2.5);
    }),
  );
});

it("columns stand on each other, what was blocked at the ground", () => {
  const counts = { block: 1, "require-approval": 0, rewrite: 0, redact: 1, allow: 2 };
  expect(columnsOf(counts, 4, 100)).toEqual([
    { action: "block", y: 75, tall: 25 },
    { action: "redact", y: 50, tall: 25 },
    { action: "allow", y: 0, tall: 50 },
  ]);
});
