import { hints } from "../chunks/index.ts";
import type { Piece } from "../mapped.ts";
import { byteRun } from "./bytes.ts";
import { writer, type Decoder } from "./decoder.ts";

const simple: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  '"': '"',
  "'": "'",
  "/": "/",
  "\\": "\\",
};
const escape =
  /\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\b[Uu]\+([0-9a-fA-F]{4,6})|((?:\\x[0-9a-fA-F]{2})+)|((?:\\[0-3]?[0-7]{2})+)|\\([ntr"'/\\])/gu;

/**
 * Escapes of programming languages and of JSON: `\u0069`, `\u{69}`, `\U00000069`, `U+0069`, `\x69`, `\151`,
 * `\n`. Rows of `\x` and of octal escapes are bytes in UTF-8.
 */
export const unicodeEscapes: Decoder = {
  kind: "unicode-escapes",
  hints: hints.backslash | hints.plus,
  find(chunk) {
    const pieces: Piece[] = [];
    let spaceAfter = -1;
    for (const match of chunk.matchAll(escape)) {
      const [all, braced, four, eight, plus, hex, octal, letter] = match;
      const start = match.index;
      const end = start + all.length;
      if (hex !== undefined) pieces.push(bytes(hex, /x([0-9a-f]{2})/giu, 16, start));
      else if (octal !== undefined) pieces.push(bytes(octal, /\\([0-7]{2,3})/gu, 8, start));
      else {
        const shown =
          letter === undefined ? charOf(braced ?? four ?? eight ?? plus ?? "") : simple[letter.toLowerCase()];
        if (shown === undefined) continue;
        // `U+0069 U+0067`: the blank only separates.
        const from =
          plus !== undefined && spaceAfter === start - 1 && /\s/u.test(chunk[start - 1] ?? "")
            ? start - 1
            : start;
        const out = writer();
        out.put(shown, start, end);
        pieces.push(out.piece(from, end));
        spaceAfter = plus === undefined ? -1 : end;
      }
    }
    return joinedPairs(pieces).filter(({ text }) => !text.includes("\ufffd"));
  },
};

function charOf(hex: string): string | undefined {
  const code = Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function bytes(run: string, unit: RegExp, base: number, offset: number): Piece {
  const out = byteRun();
  for (const { 0: all, 1: digits = "", index } of run.matchAll(unit)) {
    const start = offset + index - (base === 16 ? 1 : 0);
    out.push(Number.parseInt(digits, base) & 0xff, start, offset + index + all.length);
  }
  return out.piece(offset, offset + run.length);
}

/** Two escapes that are the halves of one character: both stand for the whole. */
function joinedPairs(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    const isHalf =
      last?.end === piece.start &&
      /[\ud800-\udbff]$/u.test(last.text) &&
      /^[\udc00-\udfff]/u.test(piece.text);
    if (!last || !isHalf) out.push(piece);
    else {
      out.pop();
      const text = last.text + piece.text;
      out.push({
        start: last.start,
        end: piece.end,
        text,
        from: [last.start, last.start],
        to: [piece.end, piece.end],
        ordered: true,
      });
    }
  }
  return out;
}
