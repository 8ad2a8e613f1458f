import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { literalAutomaton } from "./literal-automaton.ts";

const hits = (words: readonly string[], text: string): string[] => {
  const found: string[] = [];
  literalAutomaton(words).scan(text, 0, text.length, (word, start, end) =>
    found.push(`${word} ${start} ${end}`),
  );
  return found.sort();
};
/** One word after the other, one place after the other. */
const naive = (words: readonly string[], text: string): string[] => {
  const lower = text.replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase());
  return words
    .flatMap((word, id) =>
      Array.from({ length: text.length }, (_, at) => at)
        .filter((at) => lower.startsWith(word.toLowerCase(), at))
        .map((at) => `${id} ${at} ${at + word.length}`),
    )
    .sort();
};
const word = fc.string({ unit: fc.constantFrom("a", "b", "A", "-", "c"), minLength: 1, maxLength: 5 });
const words = fc.uniqueArray(word, { maxLength: 12, selector: (one) => one.toLowerCase() });
const text = fc.string({ unit: fc.constantFrom("a", "b", "B", "c", "-", "é", "K"), maxLength: 40 });

describe("the automaton of words", () => {
  it("finds what looking for each word finds", () => {
    fc.assert(
      fc.property(words, text, (some, within) => {
        expect(hits(some, within)).toEqual(naive(some, within));
      }),
    );
  });

  it("knows every ending that a word begins with", () => {
    fc.assert(
      fc.property(words, text, (some, within) => {
        const found = new Set<string>();
        literalAutomaton(some).unfinished(within, (start, pending) => {
          for (const id of pending) found.add(`${id} ${start}`);
        });
        const lower = within.replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase());
        const expected = some.flatMap((one, id) =>
          Array.from({ length: one.length - 1 }, (_, i) => i + 1)
            .filter((size) => size <= within.length && lower.endsWith(one.toLowerCase().slice(0, size)))
            .map((size) => `${id} ${within.length - size}`),
        );
        expect([...found].sort()).toEqual(expected.sort());
      }),
    );
  });

  it("finds words inside words, and one that ends where another does", () => {
    expect(hits(["she", "he", "hers"], "USHERS")).toEqual(["0 1 4", "1 2 4", "2 2 6"]);
  });

  it("finds nothing when there are no words", () => {
    expect(hits([], "anything")).toEqual([]);
  });
});
