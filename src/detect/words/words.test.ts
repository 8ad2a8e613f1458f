import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginningsOf, eachWord, scanWords, type WordSink } from "./index.ts";

function wordsOf(text: string): { word: string; hash: number; digits: boolean }[] {
  const words: { word: string; hash: number; digits: boolean }[] = [];
  scanWords(text, (hash, start, end, digits) => words.push({ word: text.slice(start, end), hash, digits }));
  return words;
}

describe("the words of a text", () => {
  it("are the same when they are remembered, whatever was read before", () => {
    const texts = fc.oneof(
      fc.string({ unit: fc.constantFrom("a", "Z", "7", " ", "規") }),
      fc.constantFrom("a 7 ".repeat(20_000), "b 8 ".repeat(16_000), "c".repeat(600)),
    );
    const all = (read: typeof scanWords, text: string): Parameters<WordSink>[] => {
      const words: Parameters<WordSink>[] = [];
      read(text, (...word) => words.push(word));
      return words;
    };
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 6 }), (list) => {
        for (const text of [...list, ...list.slice(-1)])
          expect(all(eachWord, text)).toEqual(all(scanWords, text));
      }),
    );
  });

  it("are what a naive reader finds", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "Z", "é", "7", " ", "-", "\n", "|", "ß") }),
        (text) => {
          expect(wordsOf(text).map(({ word }) => word)).toEqual(text.match(/[a-z0-9éß]+/giu) ?? []);
        },
      ),
    );
  });

  it("are equal in any case, and single characters where no spaces are written", () => {
    expect(wordsOf("Éclair")[0]?.hash).toBe(wordsOf("éCLAIR")[0]?.hash);
    expect(wordsOf("規則は秘密").map(({ word }) => word)).toEqual(["規", "則", "は", "秘", "密"]);
    expect(wordsOf("a7 77").map(({ digits }) => digits)).toEqual([false, true]);
  });

  it("have the hash of their last beginning, and 0 when they are too long", () => {
    expect(beginningsOf("Nordpay").at(-1)).toBe(wordsOf("nordpay")[0]?.hash);
    expect(beginningsOf("nordpay")[3]).toBe(wordsOf("nord")[0]?.hash);
    expect(wordsOf("x".repeat(41))[0]?.hash).toBe(0);
  });
});
