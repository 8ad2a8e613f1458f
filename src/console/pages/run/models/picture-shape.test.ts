import { expect, it } from "vitest";
import { pictureShape } from "./picture-shape.ts";

it("takes rows for pictures where their shape is one", () => {
  expect(pictureShape([1, 8, 8])).toEqual({ height: 8, width: 8, channels: 1, planes: true });
  expect(pictureShape([3, 32, 16])).toEqual({ height: 32, width: 16, channels: 3, planes: true });
  expect(pictureShape([32, 16, 3])).toEqual({ height: 32, width: 16, channels: 3, planes: false });
  expect(pictureShape([8, 8])).toEqual({ height: 8, width: 8, channels: 1, planes: true });
  for (const other of [[30], [1, 30], [7, 8, 9], [1, 1, 3, 3], [1, 100_000, 8], []])
    expect(pictureShape(other)).toBeUndefined();
});
