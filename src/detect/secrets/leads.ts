import { lookBehind, type Lead } from "./rule.ts";

const letters = (from: string, to: string): number[] =>
  Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, i) => from.charCodeAt(0) + i);
const table = (...sets: readonly number[][]): Uint8Array => {
  const is = new Uint8Array(128);
  for (const code of sets.flat()) is[code] = 1;
  return is;
};
const codesOf = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

const digits = letters("0", "9");
const alphanumeric = [...digits, ...letters("a", "z"), ...letters("A", "Z")];
const isAlphanumeric = table(alphanumeric);
const isName = table(alphanumeric, codesOf("_.- "));
const isCloser = table(codesOf("\"'`])\\ \t"));
const isSeparator = table(codesOf("=:>,"));
const isSecondSeparator = table(codesOf("=>"));
const isOpener = table(codesOf("\"'`(\\ \t"));
const endsUser = table(codesOf("@/\"'`<> \t\r\n"));
const classes = {
  digits: table(digits),
  hex: table(digits, letters("a", "f")),
  base64: table(alphanumeric, codesOf("+/")),
  word: table(alphanumeric, codesOf("_-~.")),
} as const;

const at = (text: string, index: number, is: Uint8Array): boolean => is[text.charCodeAt(index)] === 1;

/**
 * Where the secret announced by the keyword at `start` to `end` begins; -1 when it cannot be one. What
 * lies between is never part of a secret, so a lead that runs into the end of the text is -1 as well:
 * a secret would begin behind the end.
 */
export function secretStart(text: string, start: number, end: number, lead: Lead, strict: boolean): number {
  if (lead === "itself") return beginsWord(text, start, strict) ? start : -1;
  if (typeof lead === "object") {
    const from = reachBack(text, start, lead);
    return beginsWord(text, from, strict) ? from : -1;
  }
  const found =
    lead === "assigned"
      ? afterSeparator(text, end)
      : lead === "spaced"
        ? afterBlanks(text, end)
        : afterUser(text, end);
  return found < text.length && found - start <= lookBehind ? found : -1;
}

/** The place to which a secret may begin before its keyword. */
export function reachBack(text: string, keyword: number, lead: Exclude<Lead, string>): number {
  const is = classes[lead.behind];
  let from = keyword;
  while (from > 0 && keyword - from < lead.max && at(text, from - 1, is)) from--;
  return from;
}

/** No letter or digit before it, unless it is the letter of an escaped line break. `strict`: no `-` or `_` either. */
export function beginsWord(text: string, start: number, strict: boolean): boolean {
  if (start === 0) return true;
  const before = text.charCodeAt(start - 1);
  if (strict && (before === 45 || before === 95)) return false;
  if (isAlphanumeric[before] !== 1) return true;
  return (
    start > 1 && text.charCodeAt(start - 2) === 92 && (before === 110 || before === 114 || before === 116)
  );
}

export const isWordCode = (code: number): boolean => isAlphanumeric[code] === 1 || code === 95;

const longestNameTail = 24;
const longestTold = 20;

function afterSeparator(text: string, from: number): number {
  const limit = Math.min(text.length, from + lookBehind);
  const nameEnd = Math.min(limit, from + longestNameTail);
  let i = from;
  while (i < nameEnd && at(text, i, isName)) i++;
  const tail = i;
  while (i < limit && at(text, i, isCloser)) i++;
  if (i >= limit || !at(text, i, isSeparator)) return -1;
  // A comma separates arguments that are quoted, and in prose the parts of a sentence.
  if (text.charCodeAt(i) === 44 && i === tail) return -1;
  i++;
  while (i < limit && at(text, i, isSecondSeparator)) i++;
  while (i < limit && at(text, i, isOpener)) i++;
  return i >= limit ? -1 : i;
}

/** Where the value begins that a sentence tells: `the password is …`. At most 56 units behind the keyword's beginning. */
export function toldStart(text: string, from: number): number {
  const is = text.slice(from, from + longestTold).indexOf(" is ");
  if (is < 0) return -1;
  let i = from + is + 4;
  for (const limit = i + 4; i < limit && at(text, i, isOpener);) i++;
  return i < text.length ? i : -1;
}

function afterBlanks(text: string, from: number): number {
  let i = from;
  while (i - from < 8 && (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9)) i++;
  return i === from ? -1 : i;
}

function afterUser(text: string, from: number): number {
  const limit = Math.min(text.length, from + lookBehind);
  for (let i = from; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === 58) return i + 1;
    if (endsUser[code] === 1) return -1;
  }
  return -1;
}
