import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../stats/index.ts";
import type { Phrasebook } from "./phrasebook.ts";
import { createSpeaker } from "./speaker.ts";
import { parseTemplate, slotsOf } from "./template.ts";

const phrases = (language: string, slots: Record<string, string[]>) => ({
  language,
  slots: new Map(Object.entries(slots).map(([name, lines]) => [name, lines.map(parseTemplate)])),
  user: new Map(),
  document: new Map(),
  wrap: new Map(),
  text: new Map(),
  carriers: [],
  weights: new Map(),
});

const sayAll = (line: string, slots: Record<string, string[]> = {}): string[] => {
  const book: Phrasebook = new Map([
    ["en", phrases("en", slots)],
    ["mul", phrases("mul", {})],
  ]);
  const speaker = createSpeaker(book, "en", seededRandom("all"));
  const said = new Set(Array.from({ length: 300 }, () => speaker.say(parseTemplate(line))));
  return [...said].sort();
};

describe("a template", () => {
  it("draws every choice, and choices inside choices", () => {
    expect(sayAll("[a|b[c|d]|]e")).toEqual(["ae", "bce", "bde", "e"]);
  });

  it("leaves brackets without a bar and braces that name no slot as they are", () => {
    expect(sayAll('[1] {"a": [2, 3]} [INST]')).toEqual(['[1] {"a": [2, 3]} [INST]']);
    expect(sayAll("[[OK] x|y]")).toEqual(["[OK] x", "y"]);
  });

  it("knows breaks and bars", () => {
    expect(sayAll("a\\nb\\|c[\\||d]")).toEqual(["a\nb|cd", "a\nb|c|"]);
  });

  it("fills slots, with a capital or through a filter", () => {
    const slots = { verb: ["ignore"], all: ["{verb} [it|that]"] };
    expect(sayAll("{^verb} {all}.", slots)).toEqual(["Ignore ignore it.", "Ignore ignore that."]);
    expect(sayAll("{verb:base64} {verb:rot13} {verb:reverse}", slots)).toEqual(["aWdub3Jl vtaber erongi"]);
    expect(sayAll('"{verb:json}"', { verb: ['say "x"'] })).toEqual(['"say \\"x\\""']);
  });

  it("says which slots it has, also those inside choices", () => {
    expect(slotsOf(parseTemplate("{a} [b|{c} [d|{e:json}]]")).map((slot) => slot.name)).toEqual([
      "a",
      "c",
      "e",
    ]);
  });

  it("refuses what is nowhere, and what has no end", () => {
    expect(() => sayAll("{nowhere}")).toThrow("no such slot: {nowhere}");
    expect(() => sayAll("{a}", { a: ["{b}"], b: ["{a}"] })).toThrow("without end");
    expect(() => sayAll("{a:shout}", { a: ["x"] })).toThrow("no such filter");
  });
});
