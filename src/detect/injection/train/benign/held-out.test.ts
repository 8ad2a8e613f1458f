import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../stats/index.ts";
import type { Example } from "../example.ts";
import { benignLanguages, benignRoles, booksOf, generateBenign } from "./generate-benign.ts";

/** The promise of each set: how many texts, languages, kinds, and the share that is not English. */
const promised = {
  user: { texts: 450, languages: 12, kinds: 60, foreign: 0.4 },
  document: { texts: 250, languages: 12, kinds: 40, foreign: 0.35 },
  tool: { texts: 250, languages: 12, kinds: 40, foreign: 0.35 },
} as const;

const heldOut = (role: Example["role"]): Example[] =>
  readFileSync(new URL(`../held-out/benign-${role}.jsonl`, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Example);

const every = benignRoles.flatMap((role) => heldOut(role));
const negatives = [...generateBenign(seededRandom("held-out"), { count: 20_000 })];
const segmenter = new Intl.Segmenter("ja", { granularity: "word" });

/** Words in lower case; Chinese and Japanese, which write none, are cut by the segmenter of Unicode. */
function words({ text, language }: Pick<Example, "text" | "language">): string[] {
  if (language !== "zh" && language !== "ja") return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return [...segmenter.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment);
}

const runs = (of: readonly string[], length: number): string[] =>
  of.slice(length - 1).map((_, at) => of.slice(at, at + length).join(" "));

describe.each(benignRoles)("the held-out texts for %s", (role) => {
  const examples = heldOut(role);
  const promise = promised[role];

  it("are as many, in as many languages and of as many kinds as promised", () => {
    expect(examples.length).toBeGreaterThanOrEqual(promise.texts);
    expect(new Set(examples.map((example) => example.language)).size).toBeGreaterThanOrEqual(
      promise.languages,
    );
    expect(new Set(examples.map((example) => example.family)).size).toBeGreaterThanOrEqual(promise.kinds);
    const foreign = examples.filter((example) => example.language !== "en").length;
    expect(foreign / examples.length).toBeGreaterThanOrEqual(promise.foreign);
  });

  it("are benign, of this role, held out, and never twice the same", () => {
    expect(examples.every((example) => example.label === 0 && example.role === role)).toBe(true);
    expect(new Set(examples.map((example) => example.source))).toEqual(new Set(["held-out"]));
    expect(new Set(examples.map((example) => example.text)).size).toBe(examples.length);
  });
});

describe("the held-out and the generated texts", () => {
  it("share no run of eight words", () => {
    const known = new Set(every.flatMap((example) => runs(words(example), 8)));
    const shared = negatives.flatMap((example) => runs(words(example), 8).filter((run) => known.has(run)));
    expect([...new Set(shared)]).toEqual([]);
  });

  it("share no phrase of five words or more with the phrase books", () => {
    const texts = every.map((example) => ` ${words(example).join(" ")} `);
    const phrases = benignLanguages.flatMap((language) =>
      [...booksOf(language)[0].values()].flat().map((text) => words({ text, language })),
    );
    const shared = phrases.filter((phrase) => phrase.length >= 5).map((phrase) => ` ${phrase.join(" ")} `);
    expect(shared.filter((phrase) => texts.some((text) => text.includes(phrase)))).toEqual([]);
  });

  it("name no real mailbox, host or address: only those reserved for examples", () => {
    const reserved = /(^|\.)(example|example\.(com|org|net)|internal\.example)$/;
    for (const { text } of [...every, ...negatives]) {
      for (const [, host] of text.matchAll(/[\p{L}\p{N}._-]{1,40}@([a-z0-9.-]{1,40}[a-z])/gu)) {
        expect(host).toMatch(reserved);
      }
      for (const [, host] of text.matchAll(/https?:\/\/([a-z0-9.-]{1,60}[a-z])/g)) {
        expect(host).toMatch(reserved);
      }
      for (const [address] of text.matchAll(/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g)) {
        expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\./);
      }
    }
  });
});
