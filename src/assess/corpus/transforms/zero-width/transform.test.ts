import fc from "fast-check";
import { expect, it } from "vitest";
import { transform } from "./transform.ts";

it("separates the letters of a word and leaves other places alone", () => {
  expect(transform.apply("ab c-d 12")).toBe("a\u200Bb c-d 1\u200B2");
});

it("is undone by removing the invisible characters", () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes("\u200B")),
      (text) => {
        expect(transform.apply(text).replaceAll("\u200B", "")).toBe(text);
      },
    ),
  );
});
