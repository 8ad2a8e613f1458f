import { hints } from "../chunks/index.ts";
import type { Piece } from "../mapped.ts";
import { byteRun, promisingPiece } from "./bytes.ts";
import { isPromising, type Decoder } from "./decoder.ts";

/** A way of writing bytes as numbers: the row, one number in it, and its base. */
const forms = [
  { row: /(?<![0-9a-z])[01]{8}(?:[ ,;\n]{0,2}[01]{8}){2,}(?![0-9a-z])/giu, one: /[01]{8}/gu, base: 2 },
  { row: /(?<![0-9a-z])[01]{7}(?:[ ,;\n]{1,2}[01]{7}){2,}(?![0-9a-z])/giu, one: /[01]{7}/gu, base: 2 },
  {
    row: /(?<![0-9a-z.])[0-9]{1,3}(?:[ ,;:\n|/-]{1,2}[0-9]{1,3}){3,}(?![0-9a-z])/giu,
    one: /[0-9]{1,3}/gu,
    base: 10,
  },
  {
    row: /(?<![0-9a-z])[0-3]?[0-7]{2}(?:[ ,;\n]{1,2}[0-3]?[0-7]{2}){3,}(?![0-9a-z])/giu,
    one: /[0-7]{2,3}/gu,
    base: 8,
  },
] as const;

/** Two numbers of two digits, or eight digits of a byte: no row of letters is without. */
const sign = /[0-9]{2}[ ,;:\n|/-]{1,2}[0-9]{2}|[01]{8}/u;

/** Characters as numbers: `01101001 01100111`, `151 147`, `105 103`, `105,103`. */
export const characterCodes: Decoder = {
  kind: "character-codes",
  hints: hints.numbers | hints.dense,
  find(chunk) {
    const found: Piece[] = [];
    if (!sign.test(chunk)) return found;
    for (const { row, one, base } of forms)
      for (const { 0: run, index } of chunk.matchAll(row)) {
        if (found.some(({ start, end }) => start < index + run.length && index < end)) continue;
        const bytes = byteRun();
        for (const { 0: digits, index: at } of run.matchAll(one)) {
          const value = Number.parseInt(digits, base);
          bytes.push(value > 255 ? 0 : value, index + at, index + at + digits.length);
        }
        const piece = promisingPiece(bytes, index, index + run.length, isPromising);
        if (piece !== undefined) found.push(piece);
      }
    return found.sort((a, b) => a.start - b.start);
  },
};
