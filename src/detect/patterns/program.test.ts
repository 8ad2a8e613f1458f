import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileProgram } from "./program.ts";

describe("a compiled pattern", () => {
  it.each([
    ["a{2,5}b", 6],
    ["(?:ab|cde)?x", 4],
    ["(?:(?:a|b)?(?:c|d)?){3}e", 7],
    ["[^x]{3}", 6],
    ["(?i)straße", 6],
    ["x+", Number.POSITIVE_INFINITY],
    ["(?:ab*)?c", Number.POSITIVE_INFINITY],
    ["\\x{1F600}a", 3],
  ])("knows that %s matches at most %d units", (pattern, longest) => {
    expect(compileProgram(pattern).longest).toBe(longest);
  });

  it.each([
    ["a*", true, false, false],
    ["^a", false, true, false],
    ["(?m)a$", false, true, false],
    ["a\\z", false, true, false],
    ["\\ba\\B", false, false, true],
    ["a", false, false, false],
  ])("sees what %s looks at", (pattern, matchesEmpty, anchored, bounded) => {
    expect(compileProgram(pattern)).toMatchObject({ matchesEmpty, anchored, bounded });
  });

  it("matches at one place only, and not beyond its limit", () => {
    const program = compileProgram("ab+");
    expect(program.matchAt("xabbb", 1, 9)).toBe(5);
    expect(program.matchAt("xabbb", 1, 3)).toBe(4);
    expect(program.matchAt("xabbb", 0, 9)).toBe(-1);
  });

  it("is open exactly while some ending makes a match, or a longer one", () => {
    const program = compileProgram("ab{2,3}(?:c|dd)");
    const whole = ["abbc", "abbdd", "abbbc", "abbbdd"];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), maxLength: 7 }), (text) => {
        expect(program.isOpen(text, 0, 99)).toBe(whole.some((one) => one.startsWith(text)));
      }),
    );
  });

  it("waits for the second half of a character", () => {
    const program = compileProgram("a[\\x{1F600}-\\x{1F64F}]b");
    expect(program.isOpen("a\u{1F600}".slice(0, 2), 0, 99)).toBe(true);
    expect(program.isOpen("a\u{1F600}", 0, 99)).toBe(true);
    expect(program.isOpen("a\u{1F900}", 0, 99)).toBe(false);
  });

  it("is as open after more states than it remembers", () => {
    const program = compileProgram("(?:a|b)*a(?:a|b){11}c");
    const text = Array.from({ length: 6000 }, (_, i) =>
      ((i * 2654435761) >>> 7) % 3 === 0 ? "a" : "b",
    ).join("");
    expect(program.isOpen(text, 0, 10_000)).toBe(true);
    expect(program.isOpen(`${text}d`, 0, 10_000)).toBe(false);
  });
});
