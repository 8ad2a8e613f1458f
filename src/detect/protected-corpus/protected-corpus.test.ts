import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkStreamLaws } from "../testing/stream-laws.ts";
import { buildProtectedCorpus } from "./corpus-file.ts";
import { detector as plain } from "./detector.ts";

const key = "0123456789abcdef-for-tests";
const secret = "Project Heron starts in the Basel plant on the fourth of May with forty people from Oslo.";
const corpus = buildProtectedCorpus([secret, "Ada Example-Heron", "NP7741QX"], { key, n: 5 });
const detector = plain.configure?.({ corpus, key }) ?? plain;
const seen = (text: string) =>
  detector
    .inspect({ stage: "output", role: "assistant", text })
    .map(({ rule, start, end }) => `${rule}: ${text.slice(start, end)}`);

describe("protected texts", () => {
  it("are seen where n + 1 words come out, in any case and layout", () => {
    expect(seen("They say heron STARTS in\n> the **Basel** plant soon")).toEqual([
      "protected-text: heron STARTS in\n> the **Basel** plant",
    ]);
    expect(seen("It starts in the Basel plant.")).toEqual([]);
    expect(seen(secret).at(-1)).toContain("people from Oslo");
  });

  it("are records too, seen whole", () => {
    expect(seen("Call ada example heron!")).toEqual(["protected-record: ada example heron"]);
    expect(seen("account np7741qx, not NP7741Q")).toEqual(["protected-record: np7741qx"]);
  });

  it("leave nothing of themselves in the file, and give the same file again", () => {
    for (const word of secret.split(" "))
      if (word.length > 4) expect(corpus.toLowerCase()).not.toContain(word.toLowerCase());
    expect(buildProtectedCorpus([secret, "Ada Example-Heron", "NP7741QX"], { key, n: 5 })).toBe(corpus);
    const other = buildProtectedCorpus([secret], { key: `${key}2`, n: 5 });
    expect(JSON.parse(other).hashes).not.toBe(
      JSON.parse(buildProtectedCorpus([secret], { key, n: 5 })).hashes,
    );
  });

  it("need the right key and an unchanged file", () => {
    expect(() => plain.configure?.({ corpus, key: "another-key-of-some-length" })).toThrow();
    expect(() => plain.configure?.({ corpus: corpus.replace('"n":5', '"n":3'), key })).toThrow();
    expect(() => plain.configure?.({ corpus: "{}", key })).toThrow();
    expect(() => buildProtectedCorpus(["a"], { key: "short" })).toThrow();
  });

  it("keep the laws of streams", () => {
    const words = secret.split(" ");
    const piece = fc.oneof(
      fc
        .tuple(fc.nat({ max: 15 }), fc.integer({ min: 1, max: 9 }))
        .map(([from, count]) => words.slice(from, from + count).join(" ")),
      fc.constantFrom("Ada Example", "Heron", "NP7741QX", "word", "-".repeat(64), "x".repeat(41)),
    );
    const texts = fc
      .tuple(fc.array(piece, { maxLength: 6 }), fc.constantFrom(" ", "\n> ", ""))
      .map(([pieces, between]) => pieces.join(between));
    checkStreamLaws(detector, { texts, runs: 150 });
  });

  it("say nothing without settings", () => {
    expect(plain.inspect({ stage: "output", role: "assistant", text: secret })).toEqual([]);
  });
});
