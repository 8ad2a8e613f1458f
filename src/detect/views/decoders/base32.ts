import { hints } from "../chunks/index.ts";
import { isReadable } from "../language/english.ts";
import type { Piece } from "../mapped.ts";
import { byteRun } from "./bytes.ts";
import type { Decoder } from "./decoder.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Base32 (RFC 4648), capitals, padded or not. */
export const base32: Decoder = {
  kind: "base32",
  hints: hints.dense,
  find(chunk) {
    return [...chunk.matchAll(/(?<![A-Za-z0-9+/])[A-Z2-7]{8,}={0,6}(?![A-Za-z0-9+/])/gu)].flatMap(
      ({ 0: run, index }): Piece[] => {
        const bytes = byteRun();
        let value = 0;
        let bits = 0;
        const froms = [index];
        for (let i = 0; i < run.length; i++) {
          const digit = alphabet.indexOf(run[i] ?? "");
          if (digit < 0) break;
          value = ((value << 5) | digit) & 0xfff;
          bits += 5;
          if (bits < 8) continue;
          bits -= 8;
          bytes.push((value >> bits) & 255, froms.at(-1) ?? index, index + i + 1);
          froms.push(bits > 0 ? index + i : index + i + 1);
        }
        const piece = bytes.piece(index, index + run.length);
        // The padding belongs to the last group.
        const to = [...piece.to];
        if (to.length > 0) to[to.length - 1] = index + run.length;
        return isReadable(piece.text) ? [{ ...piece, to }] : [];
      },
    );
  },
};
