import { hints } from "../chunks/index.ts";
import { isEnglish } from "../language/english.ts";
import type { Piece } from "../mapped.ts";
import { decodedPiece, digits64 } from "./base64-bytes.ts";
import type { Decoder } from "./decoder.ts";
import { classesOf, stretchesOf } from "./runs.ts";

const small = "abcdefghijklmnopqrstuvwxyz";
const alphabet = `${small}${small.toUpperCase()}0123456789+/-_`;
const inRun = classesOf([`${alphabet}=.`]);
const fewest = 20;

/** Base64 and hex that were turned round, shifted by thirteen or cut by dots after they were made. */
export const disguisedBytes: Decoder = {
  kind: "base64",
  hints: hints.dense,
  find: (chunk) =>
    stretchesOf(chunk, inRun, fewest).flatMap(({ start, end }): Piece[] => {
      const piece =
        backwards(chunk, start, end) ?? shifted(chunk, start, end) ?? dotted(chunk.slice(start, end), start);
      return piece === undefined ? [] : [piece];
    }),
};

function backwards(chunk: string, start: number, end: number): Piece | undefined {
  let last = end;
  while (last > start && chunk.charCodeAt(last - 1) === equals) last--;
  const turned = begins(chunk, last - 1, -1, digits64) || begins(chunk, last - 1, -1, hexDigits, 4);
  return turned ? read(chunk.slice(start, end), start, (run) => kept(run).toReversed(), hexOr64) : undefined;
}

function shifted(chunk: string, start: number, end: number): Piece | undefined {
  if (!begins(chunk, start, 1, digitsShifted)) return undefined;
  const run = chunk.slice(start, end);
  return /[0-9A-Z]/u.test(run) ? read(run, start, kept, (text) => base64(rot13(text))) : undefined;
}

function dotted(run: string, index: number): Piece | undefined {
  return run.includes(".")
    ? read(run, index, (all) => kept(all).filter((i) => all.charCodeAt(i) !== 46), base64)
    : undefined;
}

const equals = 61;
const hexDigits = new Int8Array(128).fill(-1);
Array.from("0123456789abcdef").forEach((digit, i) => {
  hexDigits[digit.charCodeAt(0)] = hexDigits[digit.toUpperCase().charCodeAt(0)] = i;
});
/** The digits of base64 as they stand after ROT13. */
const digitsShifted = Int8Array.from(digits64, (_, unit) => {
  const char = String.fromCharCode(unit);
  return digits64[rot13(char).charCodeAt(0)] ?? -1;
});
const firstBytes = 9;

/** Whether the digits from `at` on, in the direction of `step`, can be the beginning of text: for nearly every run, no. */
function begins(chunk: string, at: number, step: 1 | -1, digits: Int8Array, bitsOfDigit = 6): boolean {
  let value = 0;
  let bits = 0;
  let bytes = 0;
  for (let i = at; bytes < firstBytes; i += step) {
    const unit = i >= 0 && i < chunk.length ? chunk.charCodeAt(i) : 128;
    const digit = unit < 128 ? (digits[unit] ?? -1) : -1;
    if (digit < 0) return false;
    value = ((value << bitsOfDigit) | digit) & 0xffff;
    bits += bitsOfDigit;
    if (bits < 8) continue;
    bits -= 8;
    const byte = (value >> bits) & 255;
    if (byte < 32 || byte > 126) return false;
    bytes++;
  }
  return true;
}

type Order = (run: string) => readonly number[];
const kept: Order = (run) => Array.from(run, (_, i) => i);

/** Reads the units of a run in an order, and carries the offsets back. */
function read(
  run: string,
  index: number,
  order: Order,
  decode: (text: string) => Piece | undefined,
): Piece | undefined {
  const at = order(run);
  const piece = decode(at.map((i) => run.charAt(i)).join(""));
  if (piece === undefined || !isEnglish(piece.text)) return undefined;
  const place = (i: number): number => index + (at[i] ?? 0);
  const from = piece.from.map((start, i) => Math.min(place(start), place((piece.to[i] ?? start) - 1)));
  const to = piece.from.map((start, i) => Math.max(place(start), place((piece.to[i] ?? start) - 1)) + 1);
  const ordered = (at[0] ?? 0) <= (at.at(-1) ?? 0);
  return { start: index, end: index + run.length, text: piece.text, from, to, ordered };
}

function base64(text: string): Piece | undefined {
  const run = text.replace(/^=+/u, "");
  const lead = text.length - run.length;
  if (!begins(run, 0, 1, digits64)) return undefined;
  return decodedPiece(text, [{ start: lead, end: text.length }], 0);
}

function hexOr64(text: string): Piece | undefined {
  if (!/^[0-9a-f]+$/iu.test(text) || text.length % 2 === 1) return base64(text);
  const shown = Buffer.from(text, "hex").toString("latin1");
  const from = Array.from(shown, (_, i) => 2 * i);
  return { start: 0, end: text.length, text: shown, from, to: from.map((at) => at + 2), ordered: true };
}

function rot13(text: string): string {
  return text.replaceAll(/[a-z]/giu, (letter) => {
    const base = letter < "a" ? 65 : 97;
    return String.fromCharCode(base + ((letter.charCodeAt(0) - base + 13) % 26));
  });
}
