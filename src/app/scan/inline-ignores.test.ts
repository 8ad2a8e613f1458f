import { describe, expect, it } from "vitest";
import { inlineIgnores } from "./inline-ignores.ts";

describe("comments that ignore a rule", () => {
  it.each([
    ["x = 1  # bartizan: ignore[code/a] because", { covers: 1, rules: ["code/a"], reason: "because" }],
    [
      "x(); // bartizan: ignore[a, b] two of them until 2027-01-31",
      { covers: 1, rules: ["a", "b"], reason: "two of them", until: "2027-01-31" },
    ],
    ["  # bartizan: ignore[a] the next line", { covers: 2, reason: "the next line" }],
    ["<p/><!-- bartizan: ignore[a] why until 2027-01-31 -->", { reason: "why", until: "2027-01-31" }],
    ["/* bartizan: ignore[a] */", { covers: 2, reason: "" }],
  ])("%s", (line, expected) => {
    expect(inlineIgnores(line)).toMatchObject([{ line: 1, ...expected }]);
  });

  it.each([
    'text = "bartizan: ignore[a] no"',
    "bartizan: ignore[a] bare",
    "# bartizan: ignore a",
    "# bartizan: ignore[a",
  ])("is none: %s", (line) => {
    expect(inlineIgnores(line)).toEqual([]);
  });

  it("is done in one pass over hostile repeats", () => {
    for (const piece of ["# bartizan: ignore[", "until ", "*/ -->", "# bartizan: ignore[a] until until "])
      inlineIgnores(`# bartizan: ignore[a] ${piece.repeat(1_000_000 / piece.length)}`);
  });
});
