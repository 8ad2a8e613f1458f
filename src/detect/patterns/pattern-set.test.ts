import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { problemsOf } from "../../formats/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { createPatternSet } from "./pattern-set.ts";

const patterns = [
  "EMP-[0-9]{3}",
  "[a-z]{1,4} ?[0-9]",
  "(?i)falcon",
  "a{2,3}",
  "\\bab\\b",
  "b(?:cc|d)?",
  "[^ ]{0,3}#",
];
const found = (set: readonly string[], text: string): string[] =>
  createPatternSet(set.map((pattern) => ({ id: pattern, pattern })))
    .find(text)
    .map(({ rule, start, end }) => `${rule.id} ${start} ${end}`);

/** The same with JavaScript's expressions: at every place where a word begins, without what lies in another. */
function naive(pattern: string, text: string): string[] {
  const expression = new RegExp(pattern.replace("(?i)", ""), pattern.startsWith("(?i)") ? "iy" : "y");
  const raw: [number, number][] = [];
  for (let at = 0; at < text.length; at++) {
    if (at > 0 && /^\w\w$/u.test(text.slice(at - 1, at + 1))) continue;
    expression.lastIndex = at;
    const match = expression.exec(text);
    if (match !== null) raw.push([at, at + match[0].length]);
  }
  return raw
    .filter(([start, end]) => !raw.some(([from, to]) => from < start && to >= end))
    .map(([start, end]) => `${pattern} ${start} ${end}`);
}

const text = fc
  .array(fc.constantFrom("EMP-", "1", "23", "a", "ab", "b", "cc", " ", "falcon", "FALCON", "#", "é", "_"), {
    maxLength: 14,
  })
  .map((pieces) => pieces.join(""));

const refusal = (pattern: string): string => {
  try {
    createPatternSet([{ id: "x", pattern, place: { field: "patterns[0].pattern" } }]);
  } catch (error) {
    if (!(error instanceof BartizanError)) throw error;
    expect(problemsOf(error)[0]?.place).toEqual({ field: "patterns[0].pattern" });
    return error.code;
  }
  return "none";
};

describe("a set of patterns", () => {
  it("finds with one pattern alone what looking for it at every place finds", () => {
    fc.assert(
      fc.property(fc.constantFrom(...patterns), text, (pattern, inspected) => {
        expect(found([pattern], inspected)).toEqual(naive(pattern, inspected));
      }),
      { numRuns: 500 },
    );
  });

  it("finds letters beyond ASCII that are forms of one, and letters of two units", () => {
    expect(found(["(?i)task"], "a ta\u017f\u212a")).toEqual(["(?i)task 2 6"]);
    expect(found(["\u{1f600}abcd"], "so \u{1f600}abcd")).toEqual(["\u{1f600}abcd 3 9"]);
    expect(found(["[^ ]bcde"], "so \u{1f600}bcde")).toEqual(["[^ ]bcde 3 9"]);
  });

  it("finds what looking for each at every place finds", () => {
    fc.assert(
      fc.property(text, (within) => {
        expect(found(patterns, within).sort()).toEqual(patterns.flatMap((one) => naive(one, within)).sort());
      }),
      { numRuns: 500 },
    );
  });

  it("finds nothing without patterns, and holds nothing", () => {
    const none = createPatternSet([]);
    expect(none.find("text")).toEqual([]);
    expect(none.hold("text")).toBe(4);
  });

  it("holds only what a pattern could still make a match of", () => {
    const set = createPatternSet([{ id: "staff", pattern: "EMP-[0-9]{6}" }]);
    expect(set.hold("ask EMP-00")).toBe(4);
    expect(set.hold("ask EMP-004711")).toBe(4);
    expect(set.hold("ask EMP-004711.")).toBe(15);
    expect(set.hold("ask EMX")).toBe(7);
    expect(set.hold("STEM")).toBe(4);
  });

  it.each([
    ["(", "PATTERNS_BAD_SYNTAX"],
    ["(?=a)b", "PATTERNS_BAD_SYNTAX"],
    ["(a)\\1", "PATTERNS_BAD_SYNTAX"],
    ["(?<=a)b", "PATTERNS_BAD_SYNTAX"],
    ["a+", "PATTERNS_UNBOUNDED_REPEAT"],
    ["(a+)+b", "PATTERNS_UNBOUNDED_REPEAT"],
    ["x{2,}", "PATTERNS_UNBOUNDED_REPEAT"],
    ["^a", "PATTERNS_ANCHORED"],
    ["a$", "PATTERNS_ANCHORED"],
    ["a?", "PATTERNS_MATCHES_NOTHING"],
    ["|a", "PATTERNS_MATCHES_NOTHING"],
    ["a{1000}b{100}", "PATTERNS_TOO_LARGE"],
    ["(?:a{30}){30}(?:b{30}){30}", "PATTERNS_TOO_LARGE"],
    [`a${"b".repeat(1000)}`, "PATTERNS_TOO_LARGE"],
    ["((((a{10}){10}){10}){10}){10}", "PATTERNS_BAD_SYNTAX"],
  ])("refuses %s", (pattern, code) => {
    expect(refusal(pattern)).toBe(code);
  });

  it("refuses more patterns than a set may hold, and more work", () => {
    const many = (count: number, pattern: string) => () =>
      createPatternSet(Array.from({ length: count }, (_, i) => ({ id: `p${i}`, pattern })));
    expect(many(201, "ab")).toThrow(expect.objectContaining({ code: "PATTERNS_TOO_LARGE" }));
    expect(many(150, "[ab]{500}")).toThrow(expect.objectContaining({ code: "PATTERNS_TOO_LARGE" }));
  });
});
