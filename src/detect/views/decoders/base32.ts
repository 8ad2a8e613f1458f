import { hints } from "../chunks/index.ts";
import { isReadable } from "../language/english.ts";
import type { Piece } from "../mapped.ts";
import { byteRun } from "./bytes.ts";
import type { Decoder } from "./decoder.ts";

const forms = [
  {
    run: /(?<![A-Za-z0-9+/])[A-Z2-7]{8,}={0,6}(?![A-Za-z0-9+/])/gu,
    alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  },
  {
    run: /(?<![A-Za-z0-9+/])[a-z2-7]{16,}={0,6}(?![A-Za-z0-9+/])/gu,
    alphabet: "abcdefghijklmnopqrstuvwxyz234567",
  },
  {
    run: /(?<![A-Za-z0-9+/])[0-9A-V]{16,}={0,6}(?![A-Za-z0-9+/])/gu,
    alphabet: "0123456789ABCDEFGHIJKLMNOPQRSTUV",
  },
] as const;

/** Base32 (RFC 4648), in capitals, in small letters and with its other alphabet, padded or not. */
export const base32: Decoder = {
  kind: "base32",
  hints: hints.dense,
  find(chunk) {
    const found: Piece[] = [];
    for (const { run: form, alphabet } of forms)
      for (const { 0: run, index } of chunk.matchAll(form)) {
        if (found.some(({ start }) => start === index)) continue;
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
        if (isReadable(piece.text)) found.push({ ...piece, to });
      }
    return found.sort((a, b) => a.start - b.start);
  },
};
