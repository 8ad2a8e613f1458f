import { hints } from "../chunks/index.ts";
import { wordStarts } from "../language/segment.ts";
import type { Piece } from "../mapped.ts";
import { tokensOf, type Decoder, type Token } from "./decoder.ts";
import { spread } from "./spread.ts";

const words = new Set(
  "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray x-ray yankee zulu".split(
    " ",
  ),
);

const fewestSure = 9;

/** The spelling alphabet of ICAO: India Golf November Oscar Romeo Echo. */
export const nato: Decoder = {
  kind: "nato",
  hints: hints.nato,
  find(chunk) {
    const pieces: Piece[] = [];
    let row: Token[] = [];
    const flush = (): void => {
      const letters = row.map(({ text }) => (text[0] ?? "").toLowerCase()).join("");
      // So many are spelt for a reason, be it a word of no language: a key, a password.
      if (row.length >= fewestSure || (row.length >= 4 && wordStarts(letters) !== undefined)) {
        const units = row.map(({ start, text }, i) => ({
          text: letters[i] ?? "",
          from: start,
          to: start + text.replace(/[,.;:]+$/u, "").length,
        }));
        pieces.push(spread(units));
      }
      row = [];
    };
    for (const token of tokensOf(chunk)) {
      const word = token.text.toLowerCase().replace(/[,.;:]+$/u, "");
      if (words.has(word)) row.push(token);
      else if (!/^[-/|]+$/u.test(token.text)) flush();
    }
    flush();
    return pieces;
  },
};
