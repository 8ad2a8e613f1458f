import { expect, it } from "vitest";
import { offsetOf } from "./lines.ts";

it("finds places by line and column, and the nearest end for those beyond", () => {
  const text = "ab\ncde\n\nf";
  expect(
    [
      [1, 1],
      [1, 9],
      [2, 1],
      [2, 3],
      [3, 5],
      [4, 1],
      [4, 7],
      [9, 1],
    ].map(([line = 0, column = 0]) => offsetOf(text, line, column)),
  ).toEqual([0, 2, 3, 5, 7, 8, 9, 9]);
});
