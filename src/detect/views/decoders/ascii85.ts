import { hints } from "../chunks/index.ts";
import { isReadable, readAsEnglish } from "../language/english.ts";
import type { Piece } from "../mapped.ts";
import { byteRun } from "./bytes.ts";
import type { Decoder } from "./decoder.ts";
import { classesOf, stretchesOf } from "./runs.ts";

const inBody = classesOf([
  Array.from({ length: 85 }, (_, digit) => String.fromCharCode(33 + digit)).join("") + "z",
]);
const fewest = 10;
const fewestUnmarked = 15;

/** Ascii85 as in PostScript: groups of five characters `!` to `u`, with or without `<~` and `~>`. */
export const ascii85: Decoder = {
  kind: "ascii85",
  hints: hints.dense,
  find(chunk) {
    return stretchesOf(chunk, inBody, chunk.includes("<~") ? fewest : fewestUnmarked).flatMap(
      ({ start, end }): Piece[] => {
        const marked = chunk.startsWith("<~", start - 2);
        const body = chunk.slice(start, end);
        if (!marked && (body.length < fewestUnmarked || !looksEncoded(body))) return [];
        const bytes = byteRun();
        for (let i = 0; i < body.length; i += 5) {
          const group = body.slice(i, i + 5);
          if (group.length < 2) break;
          let value = 0;
          for (let k = 0; k < 5; k++)
            value = value * 85 + ((k < group.length ? group.charCodeAt(k) : 117) - 33);
          for (let k = 0; k < group.length - 1; k++)
            bytes.push(Math.floor(value / 2 ** (24 - 8 * k)) & 255, start + i, start + i + group.length);
        }
        const piece = bytes.piece(marked ? start - 2 : start, chunk.startsWith("~>", end) ? end + 2 : end);
        if (!isReadable(piece.text) || piece.text.includes("\ufffd")) return [];
        const { known, pairs } = readAsEnglish(piece.text);
        return known >= 0.3 || pairs >= 0.4 ? [piece] : [];
      },
    );
  },
};

/** Signs, capitals and digits all over: no address, no code, no word. */
function looksEncoded(body: string): boolean {
  let signs = 0;
  let capitals = 0;
  let small = 0;
  for (let i = 0; i < body.length; i++) {
    const unit = body.charCodeAt(i);
    if (unit >= 65 && unit <= 90) capitals++;
    else if (unit >= 97) small++;
    else if (unit < 48 || unit > 57) signs++;
  }
  return signs * 8 >= body.length && capitals * 4 >= body.length && small * 2 <= body.length;
}
