import { describe, expect, it } from "vitest";
import { differencePixels, pixelsOf, rangeOf } from "./pixels.ts";

const grey = { height: 1, width: 2, channels: 1, planes: true };

describe("pictures of rows", () => {
  it("show the lowest number black and the highest white", () => {
    expect(rangeOf([0, 16], [-4, 3])).toEqual([-4, 16]);
    expect([...pixelsOf([0, 16], grey, [0, 16])]).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
    expect(rangeOf([7, 7])).toEqual([7, 8]);
    expect(rangeOf([])).toEqual([0, 1]);
  });

  it("take channels as planes or together", () => {
    const planes = { height: 1, width: 2, channels: 3, planes: true };
    expect([...pixelsOf([1, 0, 0, 1, 0, 0], planes, [0, 1])]).toEqual([255, 0, 0, 255, 0, 255, 0, 255]);
    expect([...pixelsOf([1, 0, 0, 0, 1, 0], { ...planes, planes: false }, [0, 1])]).toEqual([
      255, 0, 0, 255, 0, 255, 0, 255,
    ]);
  });

  it("show what was added red and what was taken away blue, as strongly as the largest change allows", () => {
    const { pixels, most } = differencePixels([0, 4], [2, 3], grey);
    expect(most).toBe(2);
    expect([...pixels]).toEqual([179, 0, 0, 255, 128, 128, 226, 255]);
    expect(differencePixels([1, 1], [1, 1], grey)).toMatchObject({ most: 0 });
  });
});
