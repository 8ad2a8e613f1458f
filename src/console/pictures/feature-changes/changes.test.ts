import { expect, it } from "vitest";
import { changesOf } from "./changes.ts";

it("shows the changed features, the largest first in proportion, and counts the others", () => {
  expect(changesOf(["amount", "age", "country"], [100, 30, 4], [90, 60, 4])).toEqual({
    changed: [
      { feature: "age", before: 30, after: 60 },
      { feature: "amount", before: 100, after: 90 },
    ],
    same: 1,
  });
  expect(changesOf(undefined, [0, 1], [0, 2]).changed[0]?.feature).toBe("feature 2");
  expect(changesOf(undefined, [NaN], [NaN])).toEqual({ changed: [], same: 1 });
});
