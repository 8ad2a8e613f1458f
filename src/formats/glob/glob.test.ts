import fc from "fast-check";
import { expect, it } from "vitest";
import { globOf } from "./glob.ts";

it("fits as a regular expression with `.*` in place of the stars does", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (pattern, word) => {
      const slow = new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "su");
      expect(globOf([pattern])(word)).toBe(slow.test(word));
    }),
    { numRuns: 1000 },
  );
});

it("fits when one of several does", () => {
  const fits = globOf(["get_*", "search"]);
  expect(["get_mail", "search", "search2"].map(fits)).toEqual([true, true, false]);
});

it("is done without going back", () => {
  expect(globOf([`${"*a".repeat(50)}b`])("a".repeat(1_000_000))).toBe(false);
});
