import { hints } from "../chunks/index.ts";
import { isReadable } from "../language/english.ts";
import type { Piece } from "../mapped.ts";
import { byteRun, promisingPiece } from "./bytes.ts";
import { isPromising, type Decoder } from "./decoder.ts";

const row =
  /(?<![0-9a-z])(?:0x|x)?[0-9a-f]{2}(?:[ ,:;\n\r\t-]{0,3}(?:0x|\\x|x)?[0-9a-f]{2}){3,}h?(?![0-9a-z])/giu;

/** Hexadecimal bytes in a row: `69676e6f7265`, `69 67 6e`, `69:67:6e`, `0x69, 0x67`. In UTF-8. */
export const hex: Decoder = {
  kind: "hex",
  hints: hints.dense | hints.numbers,
  find(chunk) {
    return [...chunk.matchAll(row)].flatMap(({ 0: run, index }): Piece[] => {
      const bytes = byteRun();
      for (const pair of run.matchAll(/(?:0x|\\x|x)?([0-9a-f]{2})/giu))
        bytes.push(
          Number.parseInt(pair[1] ?? "", 16),
          index + pair.index,
          index + pair.index + pair[0].length,
        );
      const piece = promisingPiece(bytes, index, index + run.length, isHexText);
      return piece === undefined ? [] : [piece];
    });
  },
};

function isHexText(text: string): boolean {
  return isPromising(text) || (text.length >= 16 && isReadable(text));
}
