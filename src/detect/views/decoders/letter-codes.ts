import { hints } from "../chunks/index.ts";
import { wordStarts } from "../language/segment.ts";
import type { Piece } from "../mapped.ts";
import type { Decoder } from "./decoder.ts";
import { spread, type Unit } from "./spread.ts";

/** A way of writing letters as numbers or signs: what tells of it, the row, one letter in it, and which letter it is, from 0. */
interface Form {
  /** What every row has in it; quick to look for. */
  readonly sign: RegExp;
  readonly row: RegExp;
  readonly one: RegExp;
  readonly letter: (code: string) => number;
}

const keypad = "2 22 222 3 33 333 4 44 444 5 55 555 6 66 666 7 77 777 7777 8 88 888 9 99 999 9999".split(" ");
/** A square of five by five: one letter shares the cell of another. */
const square = (code: string, shared: number): number => {
  const at = (Number(code[0]) - 1) * 5 + Number(code[1]) - 1;
  return at < shared ? at : at + 1;
};
const tapped = (code: string): string =>
  code
    .trim()
    .split(" ")
    .map(({ length }) => length)
    .join("");

const numbers = /[0-9][ ,/\n-]{1,3}[0-9]{1,4}[ ,/\n-]{1,3}[0-9]/u;

const forms: readonly Form[] = [
  {
    sign: /[ABab]{5}[ ,\n]?[ABab]{5}/u,
    row: /(?<![0-9a-z])[ab]{5}(?:[ ,\n]?[ab]{5}){7,}(?![0-9a-z])/giu,
    one: /[ab]{5}/giu,
    letter: (code) => Number.parseInt(code.toLowerCase().replaceAll("a", "0").replaceAll("b", "1"), 2),
  },
  {
    sign: numbers,
    row: /(?<![0-9a-z])[1-5]{2}(?:[ ,-]{1,3}[1-5]{2}){9,}(?![0-9a-z])/giu,
    one: /[1-5]{2}/gu,
    letter: (code) => square(code, 9),
  },
  {
    sign: numbers,
    row: /(?<![0-9a-z])[0-9]{1,2}(?:[ ,/\n-]{1,3}[0-9]{1,2}){9,}(?![0-9a-z])/giu,
    one: /[0-9]{1,2}/gu,
    letter: (code) => Number(code) - 1,
  },
  {
    sign: numbers,
    row: /(?<![0-9a-z])[0-9]{1,4}(?:[ -]{1,3}[0-9]{1,4}){9,}(?![0-9a-z])/giu,
    one: /[2-9]{1,4}/gu,
    letter: (code) => keypad.indexOf(code),
  },
  {
    sign: /\. \./u,
    row: /\.{1,5} \.{1,5}(?:[ /]{2,3}\.{1,5} \.{1,5}){9,}/gu,
    one: /\.{1,5} \.{1,5}/gu,
    letter: (code) => {
      const at = square(tapped(code), 10);
      return tapped(code) === "13" ? 2 : at;
    },
  },
];

/** Letters as their number in the alphabet, in the square of Polybius, on a keypad, tapped, or after Bacon. */
export const letterCodes: Decoder = {
  kind: "character-codes",
  hints: hints.numbers | hints.dense | hints.dots,
  find(chunk) {
    const found: Piece[] = [];
    for (const { sign, row, one, letter } of forms) {
      if (!sign.test(chunk)) continue;
      for (const { 0: run, index } of chunk.matchAll(row)) {
        if (found.some(({ start, end }) => start < index + run.length && index < end)) continue;
        const units = [...run.matchAll(one)].map(({ 0: code, index: at }): Unit => {
          const place = letter(code);
          const text = place >= 0 && place < 26 ? String.fromCharCode(97 + place) : "\ufffd";
          return { text, from: index + at, to: index + at + code.length };
        });
        const letters = units.map(({ text }) => text).join("");
        if (/^[a-z]+$/u.test(letters) && wordStarts(letters) !== undefined) found.push(spread(units));
      }
    }
    return found.sort((a, b) => a.start - b.start);
  },
};
