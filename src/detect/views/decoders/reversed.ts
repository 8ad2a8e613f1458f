import { hints } from "../chunks/index.ts";
import { readAsEnglish } from "../language/english.ts";
import type { Piece } from "../mapped.ts";
import type { Decoder } from "./decoder.ts";
import { backwards, gainingKeys } from "./quick-gain.ts";
import { strangeRows, type StrangeRow } from "./strange-rows.ts";

const turned: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from("ɐqɔpǝɟƃɥᴉɾʞןɯuodbɹsʇnʌʍxʎz").map((char, i) => [char, String.fromCharCode(97 + i)]),
);
const alsoTurned: Readonly<Record<string, string>> = {
  ɓ: "g",
  ı: "i",
  l: "l",
  ɡ: "g",
  ᵷ: "g",
  ʃ: "l",
  "˙": ".",
  "'": ",",
  "¡": "!",
  "¿": "?",
};

/** Text written backwards, as a whole. */
export const reversedText: Decoder = {
  kind: "reversed",
  hints: hints.strange,
  find: (chunk) => rowsBackwards(chunk).map((row) => piece(chunk, row.start, row.end, false)),
};

/** Every word written backwards, in the order of the sentence. */
export const reversedWords: Decoder = {
  kind: "reversed",
  hints: hints.strange,
  find: (chunk) =>
    rowsBackwards(chunk).flatMap((row) =>
      [...chunk.slice(row.start, row.end).matchAll(/[a-z']+/giu)].map(({ 0: word, index }) =>
        piece(chunk, row.start + index, row.start + index + word.length, false),
      ),
    ),
};

/** Letters upside down, read from the end: `ǝɹouƃı`. */
export const upsideDown: Decoder = {
  kind: "reversed",
  hints: hints.turned,
  find(chunk) {
    const row = /[ɐɔǝɟƃɓɥᴉıɾʞןɯɹʇʌʍʎa-z˙'¡¿,. ]{4,}/iu.exec(chunk);
    if (row === null) return [];
    const lead = /^[\s]*/u.exec(row[0])?.[0].length ?? 0;
    const start = row.index + lead;
    const end = start + row[0].trim().length;
    const found = piece(chunk, start, end, true);
    const { known, pairs } = readAsEnglish(found.text);
    return known >= 0.4 || pairs >= 0.5 ? [found] : [];
  },
};

function rowsBackwards(chunk: string): readonly StrangeRow[] {
  return gainingKeys(chunk).includes(backwards) ? strangeRows(chunk, ({ text }) => mirrored(text)) : [];
}

function mirrored(text: string): string {
  return Array.from(text).reverse().join("");
}

function piece(chunk: string, start: number, end: number, upside: boolean): Piece {
  const chars: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  for (let i = end - 1; i >= start; i--) {
    const char = chunk[i] ?? "";
    chars.push(upside ? (turned[char] ?? alsoTurned[char] ?? char) : char);
    from.push(i);
    to.push(i + 1);
  }
  return { start, end, text: chars.join(""), from, to, ordered: false };
}
