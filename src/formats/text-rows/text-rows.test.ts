import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowOfText, textOfRow } from "./index.ts";

describe("texts as rows of numbers", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(5), (text, more) => {
        const whole = text.toWellFormed();
        const row = rowOfText(text, Array.from(whole).length + more);
        expect(row === undefined ? undefined : textOfRow(row)).toBe(whole);
      }),
    );
  });

  it("are counted in code points, and refused where the row is too short", () => {
    expect(rowOfText("a😀", 2)).toEqual(Float64Array.of(97, 0x1f600));
    expect(rowOfText("a😀b", 2)).toBeUndefined();
    expect(rowOfText("", 2)).toEqual(Float64Array.of(-1, -1));
  });

  it("end at the first number that is no code point", () => {
    expect(textOfRow([104, 105, -1, 104])).toBe("hi");
    expect(textOfRow([104, 0.5])).toBe("h");
    expect(textOfRow([0x110000])).toBe("");
    expect(textOfRow([NaN])).toBe("");
  });
});
