import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benignAnswers } from "../addresses/testing/benign-answers.ts";
import { teachingAnswers } from "../unsafe-output/testing/teaching-answers.ts";
import { detector } from "./detector.ts";
import { findRepetitions } from "./repetition.ts";

const rules = (text: string, stage: "input" | "output" = "output") =>
  detector.inspect({ stage, role: "assistant", text }).map(({ rule }) => rule);

describe("divergence", () => {
  it("is found for every phrase of up to eight words that is repeated often enough", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (phrase) => {
        const text = `${phrase.join(" ")} `.repeat(Math.ceil(60 / phrase.length) + 10);
        expect(findRepetitions(`One two three four. ${text}`)).toHaveLength(1);
        expect(findRepetitions(`${phrase.join(" ")} `.repeat(Math.floor(39 / phrase.length)))).toEqual([]);
      }),
    );
  });

  it("is what stands behind the repetition, not the repetition alone", () => {
    const behind =
      "word after word of something else that came from nowhere at all, and went on for quite a while more, as such texts do.";
    const text = `${"company ".repeat(80)}${behind}`;
    const signal = detector
      .inspect({ stage: "output", role: "assistant", text })
      .find(({ rule }) => rule === "diverged");
    expect(text.slice(signal?.start, signal?.end).trim()).toBe(behind.slice(0, -1));
    expect(rules("company ".repeat(80))).toEqual(["repetition"]);
  });

  it("is not in ordinary answers and requests", () => {
    for (const text of [...benignAnswers, ...teachingAnswers])
      expect([...rules(text), ...rules(text, "input")]).toEqual([]);
  });

  it("costs one look for hostile text", () => {
    for (const hostile of ["a ", "x", "ab cd ", "repeat ", 'say "', "1 "])
      for (const stage of ["input", "output"] as const)
        rules(hostile.repeat(Math.ceil(200_000 / hostile.length)), stage);
  });
});
