import { hints } from "../chunks/index.ts";
import { isKnown, readAsEnglish } from "../language/english.ts";
import type { Piece } from "../mapped.ts";
import { tokensOf, writer, type Decoder, type Token } from "./decoder.ts";

/** What a digit or sign stands for, likeliest first. */
const readings: ReadonlyMap<string, string> = new Map([
  ["0", "o"],
  ["1", "il"],
  ["2", "z"],
  ["3", "e"],
  ["4", "a"],
  ["5", "s"],
  ["6", "gb"],
  ["7", "t"],
  ["8", "b"],
  ["9", "g"],
  ["@", "a"],
  ["$", "s"],
  ["!", "il"],
  ["+", "t"],
  ["|", "li"],
  ["(", "c"],
  ["€", "e"],
  ["£", "l"],
  ["¡", "i"],
]);
/** How many readings of a word are weighed. */
const mostChoices = 8;

/**
 * `1gn0r3 4ll pr3v10us`: a word of four letters and more is read so when the outcome is in the vocabulary; a
 * shorter one, one of digits alone, and one that only reads like English when they stand beside such.
 */
export const leet: Decoder = {
  kind: "leet",
  hints: hints.leet,
  find(chunk) {
    const tokens = tokensOf(chunk);
    const read = tokens.map((token) => readingOf(token, false));
    const near = (at: number, is: (one: LeetWord | undefined) => boolean): boolean =>
      is(read[at - 2]) || is(read[at - 1]) || is(read[at + 1]) || is(read[at + 2]);
    const sure = read.map(
      (one, i) => one?.known === true && (one.word.length >= 4 || near(i, (other) => other?.known === true)),
    );
    if (!sure.includes(true)) return [];
    return tokens.flatMap((token, i) => {
      const one = read[i] ?? readingOf(token, true);
      if (one === undefined) return [];
      const beside = [i - 2, i - 1, i + 1, i + 2].some((at) => sure[at] === true);
      return sure[i] === true || (beside && one.likely) ? [pieceOf(token, one)] : [];
    });
  },
};

interface LeetWord {
  /** Units before the word. */
  readonly lead: number;
  readonly word: string;
  readonly known: boolean;
  /** In the vocabulary, or by its letters like English. */
  readonly likely: boolean;
}

const before = new Set("\"'`([{<.,:;|*_");
const after = new Set("\"'`)]}>.,:;?!|*_");

/** @param digits whether a word of digits and signs alone may be one */
function readingOf({ text }: Token, digits: boolean): LeetWord | undefined {
  let lead = 0;
  let end = text.length;
  if (end > 32) return undefined;
  while (lead < end && before.has(text[lead] ?? "")) lead++;
  while (end > lead && after.has(text[end - 1] ?? "")) end--;
  if (end - lead < 2 || end - lead > 24) return undefined;
  let letters = 0;
  let signs = 0;
  for (let i = lead; i < end; i++) {
    const unit = text.charCodeAt(i) | 32;
    if (unit >= 97 && unit <= 122 && text.charCodeAt(i) >= 65) letters++;
    else if (readings.has(text[i] ?? "")) signs++;
    else if (unit !== 45 && unit !== 39) return undefined;
  }
  if (signs === 0 || (letters === 0) !== digits) return undefined;
  const word = best(text.slice(lead, end));
  const known = isKnown(word);
  return {
    lead,
    word,
    known: known && !digits,
    likely: known || (!digits && readAsEnglish(word).pairs >= 0.2),
  };
}

/** The reading that is in the vocabulary, or else the likeliest by its letters. */
function best(core: string): string {
  let words = [""];
  for (const char of core) {
    const options = readings.get(char) ?? char;
    if (options.length === 1 || words.length * options.length > mostChoices)
      words = words.map((word) => word + options.charAt(0));
    else words = words.flatMap((word) => Array.from(options, (option) => word + option));
  }
  const known = words.find(isKnown);
  if (known !== undefined || words.length === 1) return known ?? words[0] ?? "";
  const scores = words.map((word) => readAsEnglish(word).pairs);
  return words[scores.indexOf(Math.max(...scores))] ?? "";
}

function pieceOf(token: Token, { lead, word }: LeetWord): Piece {
  const start = token.start + lead;
  const out = writer();
  for (let i = 0; i < word.length; i++) out.put(word.charAt(i), start + i, start + i + 1);
  return out.piece(start, start + word.length);
}
