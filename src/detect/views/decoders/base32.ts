import { hints } from "../chunks/index.ts";
import { isReadable } from "../language/english.ts";
import type { Piece } from "../mapped.ts";
import { byteRun } from "./bytes.ts";
import type { Decoder } from "./decoder.ts";
import { classesOf, stretchesOf, type Stretch } from "./runs.ts";

const forms = [
  { alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", fewest: 8 },
  { alphabet: "abcdefghijklmnopqrstuvwxyz234567", fewest: 16 },
  { alphabet: "0123456789ABCDEFGHIJKLMNOPQRSTUV", fewest: 16 },
] as const;
/** A bit for each form, and one for what a run may not stand beside. */
const classes = classesOf([
  ...forms.map(({ alphabet }) => alphabet),
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/",
]);

/** Base32 (RFC 4648), in capitals, in small letters and with its other alphabet, padded or not. */
export const base32: Decoder = {
  kind: "base32",
  hints: hints.dense,
  find: (chunk) =>
    stretchesOf(chunk, classes, forms[0].fewest).flatMap((run): Piece[] => {
      let shared = 255;
      for (let i = run.start; i < run.end && (shared & 7) !== 0; i++)
        shared &= classes[chunk.charCodeAt(i)] ?? 0;
      for (const [bit, { alphabet, fewest }] of forms.entries()) {
        if ((shared & (1 << bit)) === 0 || run.end - run.start < fewest) continue;
        const piece = decoded(chunk, run, alphabet);
        if (isReadable(piece.text)) return [piece];
      }
      return [];
    }),
};

function decoded(chunk: string, { start, end }: Stretch, alphabet: string): Piece {
  const bytes = byteRun();
  let value = 0;
  let bits = 0;
  let from = start;
  for (let i = start; i < end; i++) {
    value = ((value << 5) | alphabet.indexOf(chunk.charAt(i))) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 255, from, i + 1);
    from = bits > 0 ? i : i + 1;
  }
  let padded = end;
  while (padded < end + 6 && chunk.charCodeAt(padded) === 61) padded++;
  const piece = bytes.piece(start, padded);
  // The padding belongs to the last group.
  const to = [...piece.to];
  if (to.length > 0) to[to.length - 1] = padded;
  return { ...piece, to };
}
