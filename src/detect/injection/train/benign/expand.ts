import type { RandomSource } from "../../../../contracts/index.ts";
import type { PhraseBook } from "./phrase-book.ts";

/**
 * `{name}` one entry of a section; `{name*4}` one to four different ones in a row; `{name#4}` two to four as
 * numbered steps; `{name~4}` two to four as bullets; `|form` afterwards changes how the result is written.
 */
const slot = /\{([a-z][a-z0-9/-]*)(?:([*#~])(\d))?(?:\|(json|html|csv|cap|upper|lower|base64|hex|url))?\}/g;

/** Deep enough for a carrier of sentences with nouns in them; a book that calls itself stops here. */
const deepest = 8;

/**
 * Numbers, identifiers and made-up words that no book can list. Made-up words in the common scripts stand for
 * all the harmless words a learner has not met: what is unknown must not count against a text.
 */
const drawn: Readonly<Record<string, (random: RandomSource) => string>> = {
  int: (random) => String(2 + random.integer(998)),
  small: (random) => String(2 + random.integer(11)),
  id: (random) => String(10_000 + random.integer(90_000)),
  hash: (random) => (0x1000_0000 + random.integer(0xefff_ffff)).toString(16),
  version: (random) => `${1 + random.integer(9)}.${random.integer(20)}.${random.integer(30)}`,
  date: (random) =>
    `202${4 + random.integer(3)}-${two(1 + random.integer(12))}-${two(1 + random.integer(28))}`,
  clock: (random) => `${two(random.integer(24))}:${two(random.integer(60))}`,
  word: (random) => times(2 + random.integer(2), () => pick(syllables, random)),
  cyrillic: (random) => times(2 + random.integer(3), () => pick(cyrillicSyllables, random)),
  han: (random) => times(3 + random.integer(8), () => String.fromCharCode(0x4e00 + random.integer(0x51a5))),
  kana: (random) => times(2 + random.integer(5), () => String.fromCharCode(0x3042 + random.integer(0x50))),
  hangul: (random) =>
    times(2 + random.integer(3), () => String.fromCharCode(0xac00 + random.integer(0x2ba4))),
  price: (random) => `${3 + random.integer(900)}.${two(random.integer(100))}`,
};

const forms: Readonly<Record<string, (text: string) => string>> = {
  json: (text) => JSON.stringify(text).slice(1, -1),
  html: (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  csv: (text) => `"${text.replaceAll('"', '""')}"`,
  cap: (text) => text.charAt(0).toUpperCase() + text.slice(1),
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  base64: (text) => Buffer.from(text).toString("base64"),
  hex: (text) => Buffer.from(text).toString("hex"),
  url: (text) => encodeURIComponent(text),
};

/**
 * Fills the slots of a template from the books, the first book that has a section winning.
 *
 * @throws RangeError for a slot that no book has, so that no half-filled text is ever learnt from.
 */
export function expand(template: string, books: readonly PhraseBook[], random: RandomSource): string {
  return fill(template, books, random, 0);
}

function fill(template: string, books: readonly PhraseBook[], random: RandomSource, depth: number): string {
  return template.replace(slot, (_, name: string, many?: string, most?: string, form?: string) => {
    const texts = draw(name, many === undefined ? 1 : Number(most), many, books, random, depth);
    const text = joined(texts, many);
    return form === undefined ? text : (forms[form]?.(text) ?? text);
  });
}

function draw(
  name: string,
  most: number,
  many: string | undefined,
  books: readonly PhraseBook[],
  random: RandomSource,
  depth: number,
): string[] {
  const number = drawn[name];
  if (number !== undefined) return [number(random)];
  const entries = books.find((book) => book.has(name))?.get(name);
  if (entries === undefined || depth > deepest) throw new RangeError(`no phrase for the slot ${name}`);
  const least = many === "#" || many === "~" ? 2 : 1;
  const count = Math.min(entries.length, least + random.integer(Math.max(1, most - least + 1)));
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(random.integer(entries.length));
  return [...chosen].map((at) => fill(entries[at] ?? "", books, random, depth + 1));
}

function joined(texts: readonly string[], many: string | undefined): string {
  if (many === "#") return texts.map((text, at) => `${at + 1}. ${text}`).join("\n");
  if (many === "~") return texts.map((text) => `- ${text}`).join("\n");
  return texts.join(" ");
}

const syllables = "ba bel dor en fi gar hu il ka lo mir na os pra qui ro sel tan ul ven wi xa yor zem".split(
  " ",
);
const cyrillicSyllables = "ба вел дор ен фи гар ил ка ло мир на ос пра ро сел тан ун вен зем чу".split(" ");

const pick = (from: readonly string[], random: RandomSource): string =>
  from[random.integer(from.length)] ?? "";

const times = (count: number, part: () => string): string => Array.from({ length: count }, part).join("");

const two = (value: number): string => String(value).padStart(2, "0");
