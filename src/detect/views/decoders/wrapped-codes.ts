import { hints } from "../chunks/index.ts";
import type { Piece } from "../mapped.ts";
import { byteRun } from "./bytes.ts";
import { isPromising, type Decoder } from "./decoder.ts";

const one =
  /0o([0-7]{2,3})|0b([01]{7,8})|(?:n?char|u?chr)\(([0-9]{1,3})\)|%u([0-9a-f]{4})|=([0-9A-F]{2})|\\0{2,4}([0-9a-f]{2})|\\([0-9a-f]{2}) /giu;
const bases = [8, 2, 10, 16, 16, 16, 16];
/** What stands between two codes: blanks, commas, what joins strings, a soft line break. */
const between = /^[ ,;+|&.=\r\n]{0,4}$/u;
const fewest = 4;

/**
 * Codes of characters each in a dress of its own: `0o151`, `0b01101001`, `CHAR(105)+CHAR(103)`, `chr(105)||`,
 * `%u0069`, quoted-printable's `=69` (RFC 2045), the escapes of CSS `\69 ` and `\000069`. Four in a row at least.
 */
export const wrappedCodes: Decoder = {
  kind: "character-codes",
  hints: hints.numbers | hints.dense | hints.percent | hints.backslash,
  find(chunk) {
    const pieces: Piece[] = [];
    let row: RegExpExecArray[] = [];
    const flush = (): void => {
      const piece = row.length < fewest ? undefined : pieceOf(row);
      if (piece !== undefined) pieces.push(piece);
      row = [];
    };
    for (const match of chunk.matchAll(one)) {
      const last = row.at(-1);
      const end = last === undefined ? 0 : last.index + last[0].length;
      if (last !== undefined && !between.test(chunk.slice(end, Math.min(match.index, end + 8)))) flush();
      row.push(match);
    }
    flush();
    return pieces;
  },
};

function pieceOf(row: readonly RegExpExecArray[]): Piece | undefined {
  const bytes = byteRun();
  for (const match of row) {
    const form = match.findIndex((group, i) => i > 0 && group !== undefined);
    const value = Number.parseInt(match[form] ?? "", bases[form - 1] ?? 10);
    bytes.push(value > 255 ? 0 : value, match.index, match.index + match[0].length);
  }
  const last = row.at(-1);
  const piece = bytes.piece(row[0]?.index ?? 0, (last?.index ?? 0) + (last?.[0].length ?? 0));
  return isPromising(piece.text) ? piece : undefined;
}
