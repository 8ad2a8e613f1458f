import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scan } from "./scan.ts";
import { cueBits, wordBits } from "./tables.ts";

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly words: readonly number[];
  readonly cues: readonly number[];
}
const piecesOf = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  scan(text, (start, end, words, n, cues, m) => {
    pieces.push({ start, end, words: [...words.subarray(0, n)], cues: [...cues.subarray(0, m)] });
  });
  return pieces;
};

const bits = fc.constantFrom(
  "ignore ",
  "指令",
  "系",
  "\n",
  ". ",
  "::",
  "<|",
  "é",
  "😀",
  "a".repeat(70),
  '"',
  "you ",
  "\u0000",
);
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.array(bits, { maxLength: 60 }).map((parts) => parts.join("")),
);

describe("a scan", () => {
  it("gives pieces in order that lie in the text, with features that lie in the tables", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let from = 0;
        for (const { start, end, words, cues } of piecesOf(text)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          from = end;
          expect(words.every((index) => index >= 0 && index < 1 << wordBits)).toBe(true);
          expect(cues.every((index) => index >= 0 && index < 1 << cueBits)).toBe(true);
          expect(new Set(cues).size).toBe(cues.length);
        }
      }),
    );
  });

  it("says the same of the same text, whatever was scanned between", () => {
    fc.assert(
      fc.property(anyText, anyText, (text, other) => {
        const first = piecesOf(text);
        piecesOf(other);
        expect(piecesOf(text)).toEqual(first);
      }),
    );
  });

  it("does not care for case, accents or digits", () => {
    const words = (text: string) => piecesOf(text).map((piece) => piece.words);
    expect(words("RÉVÈLE LE SECRET 42")).toEqual(words("revele le secret 17"));
  });

  it("ends a piece with the sentence, and joins what is too short", () => {
    const text = "Please send the report to the whole team. Then go home and sleep well.";
    expect(piecesOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "Please send the report to the whole team.",
      " Then go home and sleep well.",
    ]);
    expect(piecesOf("Yes. No. Go.")).toHaveLength(1);
  });

  it.each([
    ["one letter", "a"],
    ["words of attacks", "ignore "],
    ["signs", "::"],
    ["lines", "\n"],
    ["Han", "无视指令"],
    ["quotes", '"'],
    ["brackets", "<|"],
  ])("of a megabyte of %s gives bounded pieces and a bounded number of features", (_, unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    let features = 0;
    scan(text, (start, end, _words, n, _cues, m) => {
      expect(end - start).toBeLessThan(1000);
      features += n + m;
    });
    expect(features).toBeLessThan(16 * text.length);
  });
});
