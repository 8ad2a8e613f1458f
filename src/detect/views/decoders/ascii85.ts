import { hints } from "../chunks/index.ts";
import { isReadable, readAsEnglish } from "../language/english.ts";
import type { Piece } from "../mapped.ts";
import { byteRun } from "./bytes.ts";
import type { Decoder } from "./decoder.ts";

/** Its marks, or a row with signs no word holds among the letters. */
const candidate = /<~|[!-uz]{15}/u;

/** Ascii85 as in PostScript: groups of five characters `!` to `u`, with or without `<~` and `~>`. */
export const ascii85: Decoder = {
  kind: "ascii85",
  hints: hints.dense,
  find(chunk) {
    if (!candidate.test(chunk)) return [];
    return [...chunk.matchAll(/(?:<~)?([!-uz]{10,})(?:~>)?/gu)].flatMap(
      ({ 0: all, 1: body = "", index }): Piece[] => {
        const marked = all.startsWith("<~");
        if (!marked && (body.length < 15 || !looksEncoded(body))) return [];
        const start = index + (marked ? 2 : 0);
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
        const piece = bytes.piece(index, index + all.length);
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
