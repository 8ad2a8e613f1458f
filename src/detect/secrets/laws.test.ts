import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Signal } from "../../contracts/index.ts";
import { detector } from "./detector.ts";
import { fillExample } from "./examples.ts";
import { items as families } from "./items.generated.ts";

const inspect = (text: string): readonly Signal[] =>
  detector.inspect({ stage: "output", role: "assistant", text });
const hold = (text: string): number => detector.hold?.(text) ?? 0;
const templates = families.flatMap(({ rules }) =>
  rules.flatMap(({ match, silent }) => [...match, ...silent]),
);
const startingBefore = (signals: readonly Signal[], offset: number): readonly Signal[] =>
  signals.filter(({ start }) => start < offset);

/** Both laws of `contracts/detector.ts`, for a text and its beginnings. */
function keepsItsLaws(text: string, step: number): void {
  const whole = inspect(text);
  for (let end = 0; end <= text.length; end += step) {
    const beginning = text.slice(0, end);
    const held = hold(beginning);
    expect(held).toBeLessThanOrEqual(end);
    const decided = startingBefore(inspect(beginning), held);
    if (JSON.stringify(decided) !== JSON.stringify(startingBefore(whole, held)))
      expect({ beginning, held, signals: decided }).toEqual({
        beginning,
        held,
        signals: startingBefore(whole, held),
      });
  }
  for (const signal of whole) {
    const from = Math.max(0, signal.start - detector.lookBehind);
    const near = { ...signal, start: signal.start - from, end: signal.end - from };
    expect(inspect(text.slice(from))).toContainEqual(near);
  }
}

describe("the laws of streams", () => {
  it.each(families.map((family) => [family.provider, family] as const))(
    "hold for what %s issues",
    (_, { rules }) => {
      for (const { match } of rules)
        for (const template of match) {
          const { text } = fillExample(template);
          keepsItsLaws(`Here it is, my "key":\n${text}\nand more of it.`, text.length > 700 ? 61 : 1);
        }
    },
  );

  it("hold for any texts with secrets, pieces of secrets and words that announce them", () => {
    const piece = fc.oneof(
      fc.constantFrom(...templates).map((template) => fillExample(template).text.slice(0, 300)),
      fc
        .tuple(fc.constantFrom(...templates), fc.nat(60), fc.nat(60))
        .map(([template, from, to]) => fillExample(template).text.slice(from, from + to)),
      fc.constantFrom(
        " ",
        "\n",
        "=",
        ": ",
        '"',
        "\\n",
        "-",
        "_",
        "password",
        "api_key=",
        " is ",
        "Bearer ",
        "https://a:",
        "@",
      ),
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (parts) => keepsItsLaws(parts.join(""), 1)),
      { numRuns: 300 },
    );
  });

  it("hold when a secret is longer than one signal may be", () => {
    const body = `${"A1b2".repeat(16)}\n`.repeat(300);
    keepsItsLaws(`-----BEGIN PRIVATE KEY-----\nMIIE${body}-----END PRIVATE KEY-----\nafter`, 997);
  });
});

describe("what a stream has to wait for", () => {
  it("is at most a few letters of prose", () => {
    const prose =
      "The night shift asked whether the token budget and the password policy were reviewed; nobody had, and so the secretary wrote a note. " +
      "Set the key in your settings, then restart. Ask Ann or Otto about accounts. ";
    for (let end = 0; end < prose.length; end++)
      expect(end - hold(prose.slice(0, end))).toBeLessThanOrEqual(16);
  });

  it("is a private key up to its end", () => {
    const { text, secret } = fillExample(
      "it\n[[-----BEGIN PRIVATE KEY-----\n{{der:25}}\n-----END PRIVATE KEY-----]]\nthen. ",
    );
    const start = text.indexOf(secret);
    for (let end = start + 1; end <= start + secret.length; end += 13)
      expect(hold(text.slice(0, end))).toBe(start);
    expect(hold(text)).toBe(text.length);
  });
});
