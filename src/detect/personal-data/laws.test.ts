import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkStreamLaws } from "../testing/stream-laws.ts";
import { detector } from "./detector.ts";
import { items as families } from "./items.generated.ts";
import { sampleTexts } from "./testing/samples.ts";

const words = families.flatMap(({ identifiers }) => identifiers.flatMap((one) => one.words));

describe("the laws of streams", () => {
  it("hold for every example among other words", () => {
    for (const text of sampleTexts)
      checkStreamLaws(detector, { texts: fc.constant(`So: ${text} and 12 more. Then`), runs: 1 });
  });

  it("hold for examples side by side, pieces of them, and words that announce them", () => {
    const sample = fc.constantFrom(...sampleTexts);
    const piece = fc.oneof(
      { weight: 4, arbitrary: sample },
      {
        weight: 3,
        arbitrary: fc
          .tuple(sample, fc.nat(30), fc.nat(30))
          .map(([text, from, to]) => text.slice(from, from + to)),
      },
      { weight: 2, arbitrary: fc.constantFrom(...words) },
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          " ",
          "\n",
          "-",
          ".",
          "/",
          ":",
          ", ",
          "+",
          "(",
          ")",
          "@",
          "<",
          "1",
          "12",
          "2024",
          "A",
          "é",
          "证",
          "_",
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
    );
    checkStreamLaws(detector, {
      texts: fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join("").slice(0, 220)),
      runs: 200,
    });
  });
});

describe("long texts", () => {
  const inspect = (text: string) =>
    detector
      .inspect({ stage: "output", role: "assistant", text })
      .map(({ rule, start, end }) => ({ rule, start, end }));

  it("decide at any place what the whole text says", () => {
    const piece = fc.tuple(
      fc.constantFrom(...sampleTexts, ...words),
      fc.constantFrom(" ", "\n", ", ", " and "),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 60, maxLength: 90 }),
        fc.array(fc.nat(), { minLength: 12 }),
        (pieces, cuts) => {
          const text = pieces.flat().join("");
          const whole = inspect(text);
          for (const cut of cuts) {
            const prefix = text.slice(0, cut % text.length);
            const held = detector.hold?.(prefix) ?? 0;
            const decided = (all: typeof whole) => all.filter(({ start }) => start < held);
            expect(decided(inspect(prefix))).toEqual(decided(whole));
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("what a stream has to wait for", () => {
  const hold = (text: string): number => detector.hold?.(text) ?? 0;

  it("is the last word of prose", () => {
    const prose =
      "The night shift asked whether the budget was reviewed; nobody had, so she wrote a note to the team. ";
    for (let end = 0; end < prose.length; end++)
      expect(end - hold(prose.slice(0, end))).toBeLessThanOrEqual(9);
    expect(hold(prose)).toBe(prose.length);
  });

  it("is a number from its first group on", () => {
    const text = "Take 4111 1111 1111 1111";
    for (let end = 6; end <= text.length; end++) expect(hold(text.slice(0, end))).toBe(5);
  });

  it("is never more than one signal can be long", () => {
    for (const text of sampleTexts) expect(text.length - hold(text)).toBeLessThanOrEqual(detector.maxSpan);
  });
});
