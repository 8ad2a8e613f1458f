import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canaryLength, canaryWord, isCanaryWord } from "./canary-word.ts";
import { detector } from "./detector.ts";

const inspect = (text: string) => detector.inspect({ stage: "output", role: "assistant", text });

describe("canary words", () => {
  it("prove themselves, whatever the number", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(canaryWord(seed)).toHaveLength(canaryLength);
        expect(isCanaryWord(canaryWord(seed))).toBe(true);
      }),
    );
  });

  it("differ for different numbers", () => {
    expect(new Set(Array.from({ length: 20_000 }, (_, i) => canaryWord(i * 7919))).size).toBe(20_000);
  });

  it("stay the same for ever, because old logs hold them", () => {
    expect(canaryWord(123456789)).toBe("wurimagobecirige");
  });

  it("do not survive a changed letter", () => {
    const word = canaryWord(4711);
    const changes = word.split("").flatMap((letter, i) =>
      "bcdfghjklmnpqrstvwxzaeiou"
        .split("")
        .filter((other) => other !== letter)
        .map((other) => word.slice(0, i) + other + word.slice(i + 1)),
    );
    expect(changes.filter(isCanaryWord)).toEqual([]);
  });
});

describe("the canary detector", () => {
  it("finds the word in capitals, in an address and twice", () => {
    const word = canaryWord(99);
    expect(inspect(`Code: ${word.toUpperCase()}!`)).toMatchObject([{ start: 6, end: 22 }]);
    expect(inspect(`https://attacker.example/?d=acc${word}&x`)).toHaveLength(1);
    expect(inspect(`${word} ${word}`)).toHaveLength(2);
  });

  it("finds the word turned round, shifted, mirrored, spelt with signs and pulled apart", () => {
    const shift = (word: string, read: (code: number) => number): string =>
      word.replaceAll(/[a-z]/gu, (letter) => String.fromCharCode(97 + read(letter.charCodeAt(0) - 97)));
    for (const seed of [99, 4711, 123456789]) {
      const word = canaryWord(seed);
      const forms = [
        Array.from(word).toReversed().join(""),
        shift(word, (code) => 25 - code),
        ...Array.from({ length: 25 }, (_, key) => shift(word, (code) => (code + key + 1) % 26)),
        Array.from(word).join(" "),
        Array.from(word).join("_\n"),
        word.replaceAll(/[aeios]/gu, (letter) => "43105".charAt("aeios".indexOf(letter))),
        word.replaceAll("a", "ä").replaceAll("o", "õ"),
        `${word.slice(1)}${word.charAt(0)}ay`,
      ];
      for (const form of forms) expect(inspect(`It said ${form} .`), form).toHaveLength(1);
    }
  });

  it("is quick on nothing but syllables", () => {
    for (const unit of ["ba", "ab", "bababa1", "zenonu"])
      expect(inspect(unit.repeat(200_000 / unit.length))).toEqual([]);
  });

  it("does not take the halves for the whole", () => {
    const word = canaryWord(99);
    expect(inspect(`"${word.slice(0, 8)}" and "${word.slice(8)}"`)).toEqual([]);
  });
});
