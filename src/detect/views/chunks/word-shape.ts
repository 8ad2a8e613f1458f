import { classOfUnit, unitClass } from "../normalise/character-class.ts";
import { hints } from "./hints.ts";
import { hashStep } from "./plain-words.ts";

/** What one pass over a word tells of it. One object is filled again and again: no word costs an allocation. */
export interface WordShape {
  end: number;
  /** ASCII letters. */
  letters: number;
  /** Capitals after the first letter. */
  capitals: number;
  digits: number;
  /** Signs, by what they are used for: at the end of words, between words, for letters, other. */
  ends: number;
  dashes: number;
  leet: number;
  signs: number;
  quotes: number;
  /** Characters beyond ASCII that end no chunk, and the Latin letters among them. */
  beyond: number;
  latin: number;
  /** Whether a letter comes after something else. */
  broken: boolean;
  /** The first letter, from 1. */
  first: number;
  hash: number;
  /** Hints that a single character gives. */
  hints: number;
}

export function emptyShape(): WordShape {
  return {
    end: 0,
    letters: 0,
    capitals: 0,
    digits: 0,
    ends: 0,
    dashes: 0,
    leet: 0,
    signs: 0,
    quotes: 0,
    beyond: 0,
    latin: 0,
    broken: false,
    first: 0,
    hash: 0,
    hints: 0,
  };
}

const kind = { letter: 0, digit: 1, space: 2, end: 3, quote: 4, dash: 5, sign: 6, leet: 7, open: 8 } as const;
const kinds = Uint8Array.from({ length: 128 }, (_, unit) => {
  const char = String.fromCharCode(unit);
  if (/[a-z]/i.test(char)) return kind.letter;
  if (/[0-9]/.test(char)) return kind.digit;
  if (/\s/.test(char)) return kind.space;
  if (/[.,;:!?)\]]/.test(char)) return kind.end;
  if (/["'`]/.test(char)) return kind.quote;
  if (/[-_/]/.test(char)) return kind.dash;
  if (/[@$|+]/.test(char)) return kind.leet;
  return char === "(" ? kind.open : kind.sign;
});

const turned = new Set(Array.from("ɐɔǝɟƃɓɥᴉıɾʞןɯɹʇʌʍʎ", (char) => char.charCodeAt(0)));
const dashesBeyond = new Set(Array.from("•·–—−", (char) => char.charCodeAt(0)));

/** Whether a unit beyond ASCII ends a chunk: a letter of a script of its own. */
export function endsChunk(unit: number): boolean {
  if (unit < 128) return false;
  const of = classOfUnit(unit);
  return of === unitClass.genuine || of === unitClass.ideograph || of === unitClass.lookalike;
}

/** Reads the word at `start`, up to white space, a letter that ends a chunk, or `limit`. */
export function readWord(units: Uint16Array, start: number, limit: number, shape: WordShape): void {
  let letters = 0;
  let capitals = 0;
  let digits = 0;
  let ends = 0;
  let dashes = 0;
  let leet = 0;
  let signs = 0;
  let quotes = 0;
  let beyond = 0;
  let latin = 0;
  let others = 0;
  let broken = 0;
  let first = 0;
  let hash = 0;
  let seen = 0;
  let i = start;
  for (; i < limit; i++) {
    const unit = units[i] ?? 0;
    if (unit < 128) {
      const of = kinds[unit];
      if (of === kind.letter) {
        const letter = unit & 31;
        hash = hashStep(hash, letter);
        broken |= others;
        if (letters++ === 0) first = letter;
        else if (unit < 97) capitals++;
        continue;
      }
      if (of === kind.space) break;
      if (of === kind.open) continue;
      if (of === kind.quote) {
        quotes++;
        continue;
      }
      others = 1;
      if (of === kind.digit) digits++;
      else if (of === kind.end) {
        ends++;
        if (unit === 33) leet++;
      } else if (of === kind.dash) dashes++;
      else if (of === kind.leet) {
        leet++;
        if (unit === 43) seen |= hints.plus;
      } else {
        signs++;
        if (unit === 37) seen |= hints.percent;
        else if (unit === 38) seen |= hints.ampersand;
        else if (unit === 92) seen |= hints.backslash;
        else if (unit === 60) seen |= hints.angle;
      }
    } else {
      const of = classOfUnit(unit);
      if (of === unitClass.space || endsChunk(unit)) break;
      if (of === unitClass.latin) latin++;
      beyond++;
      if (unit >= 0x2800 && unit <= 0x28ff) seen |= hints.braille;
      else if (turned.has(unit)) seen |= hints.turned;
      else if (dashesBeyond.has(unit)) dashes++;
    }
  }
  shape.end = i;
  shape.letters = letters;
  shape.capitals = capitals;
  shape.digits = digits;
  shape.ends = ends;
  shape.dashes = dashes;
  shape.leet = leet;
  shape.signs = signs;
  shape.quotes = quotes;
  shape.beyond = beyond;
  shape.latin = latin;
  shape.broken = broken === 1;
  shape.first = first;
  shape.hash = hash;
  shape.hints = seen;
}
