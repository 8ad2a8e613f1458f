import type { ViewKind } from "../../../contracts/index.ts";
import { hints } from "../chunks/index.ts";
import { isEnglish } from "../language/english.ts";
import type { Piece } from "../mapped.ts";
import type { Decoder } from "./decoder.ts";
import { atbash, backwards, gainingKeys } from "./quick-gain.ts";
import { strangeRows } from "./strange-rows.ts";

/** ROT13. Digits and signs stay. */
export const rot13: Decoder = substitution("rot13", (keys) => keys.filter((key) => key === 13));

const mostKeys = 3;

/** The other shifts of the alphabet, and the alphabet backwards (Atbash): the likeliest by their letters are tried. */
export const caesar: Decoder = substitution("caesar", (keys) =>
  keys.filter((key) => key !== 13 && key !== backwards).slice(0, mostKeys),
);

function substitution(kind: ViewKind, choose: (keys: readonly number[]) => readonly number[]): Decoder {
  return {
    kind,
    hints: hints.strange,
    find(chunk) {
      for (const key of choose(gainingKeys(chunk))) {
        const rows = strangeRows(chunk, ({ text }) => shifted(text, key));
        const pieces = rows
          .map(({ start, end }) => pieceOf(chunk, start, end, key))
          .filter(({ text }) => isEnglish(text));
        if (pieces.length > 0) return pieces;
      }
      return [];
    },
  };
}

function shifted(text: string, key: number): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const base = unit >= 97 && unit <= 122 ? 97 : unit >= 65 && unit <= 90 ? 65 : 0;
    if (base === 0) out += text[i] ?? "";
    else out += String.fromCharCode(base + (key === atbash ? 25 - (unit - base) : (unit - base + key) % 26));
  }
  return out;
}

function pieceOf(chunk: string, start: number, end: number, key: number): Piece {
  const from = Array.from({ length: end - start }, (_, i) => start + i);
  return {
    start,
    end,
    text: shifted(chunk.slice(start, end), key),
    from,
    to: from.map((at) => at + 1),
    ordered: true,
  };
}
