import { isHidden } from "../../../formats/index.ts";

/** Answers are read up to here, in UTF-16 units. What stands beyond it was not looked at, and is never "held". */
export const longestRead = 262_144;

const typography: Readonly<Record<string, string>> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u00a0": " ",
};

/**
 * A text as phrases are looked up in it: compatibility forms unified (NFKC), invisible characters and
 * Markdown emphasis removed, typographic quotes made plain, lower case, white space collapsed. Linear.
 *
 * @example plain("I\u2019m  **sorry**") // "i'm sorry"
 */
export function plain(text: string): string {
  let kept = "";
  for (const character of text.slice(0, longestRead).normalize("NFKC")) {
    const code = character.codePointAt(0) ?? 0;
    if (character === "*" || character === "_") continue;
    if (isHidden(code) && !isLineEnd(code)) continue;
    kept += typography[character] ?? character;
  }
  return kept.toLowerCase().replaceAll(/\s+/gu, " ").trim();
}

/** Carriage returns and line separators are hidden characters, but they part words. */
const isLineEnd = (code: number): boolean => code === 0x0d || code === 0x2028 || code === 0x2029;

/**
 * Whether a phrase stands in a plain text as words: "no" is not in "know". Where the phrase begins or ends
 * with something other than a letter or digit, no boundary is asked for. A `*` at the end stands for any ending.
 *
 * @example hasPhrase("it takes ten days", "day*") // true
 */
export function hasPhrase(plainText: string, phrase: string): boolean {
  const wanted = plain(phrase);
  if (wanted === "") return false;
  for (let at = plainText.indexOf(wanted); at >= 0; at = plainText.indexOf(wanted, at + 1)) {
    const opens = !isWord(wanted[0]) || !isWord(plainText[at - 1]);
    const closes = phrase.endsWith("*") || !isWord(wanted.at(-1)) || !isWord(plainText[at + wanted.length]);
    if (opens && closes) return true;
  }
  return false;
}

const isWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);
