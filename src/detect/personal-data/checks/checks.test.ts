import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDate, isLuhn, isMod11and10, isMod11and2, isVerhoeff, mod97 } from "./index.ts";
import { keccak256 } from "./keccak256.ts";

const digits = (least: number, most: number) =>
  fc.array(fc.nat(9), { minLength: least, maxLength: most }).map((all) => all.join(""));
const wrongDigit = (text: string, at: number, by: number): string => {
  const i = at % text.length;
  return text.slice(0, i) + String((Number(text[i]) + 1 + (by % 9)) % 10) + text.slice(i + 1);
};

describe.each([
  ["Luhn", isLuhn],
  ["Verhoeff", isVerhoeff],
  ["MOD 11,10", isMod11and10],
] as const)("%s", (_, passes) => {
  it("is passed with exactly one last digit, and no other single digit can be changed", () => {
    fc.assert(
      fc.property(digits(5, 20), fc.nat(), fc.nat(), (body, at, by) => {
        const passing = Array.from({ length: 10 }, (_, last) => body + String(last)).filter((one) =>
          passes(one),
        );
        expect(passing).toHaveLength(1);
        expect(passes(wrongDigit(passing[0] ?? "", at, by))).toBe(false);
      }),
    );
  });
});

it("MOD 97-10 is the remainder of the whole number, letters as two digits", () => {
  fc.assert(fc.property(digits(1, 40), (text) => mod97(text) === Number(BigInt(text) % 97n)));
  expect(mod97("A1Z")).toBe(Number(10135n % 97n));
});

it("MOD 11-2 is passed by the example of ISO 7064, with its X", () => {
  expect(isMod11and2("0794")).toBe(false);
  expect(isMod11and2("07940")).toBe(true);
  expect(isMod11and2("079X")).toBe(true);
});

it("Keccak-256 gives the published digests", () => {
  expect(keccak256("")).toBe("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  expect(keccak256("abc")).toBe("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
});

it("a day is one of the calendar", () => {
  expect([
    isDate(2023, 2, 28),
    isDate(2024, 2, 29),
    isDate(2023, 2, 29),
    isDate(2023, 13, 1),
    isDate(2023, 4, 31),
    isDate(2023, 1, 0),
  ]).toEqual([true, true, false, false, false, false]);
});
