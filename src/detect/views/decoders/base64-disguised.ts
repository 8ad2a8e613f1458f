import { hints } from "../chunks/index.ts";
import { isEnglish } from "../language/english.ts";
import type { Piece } from "../mapped.ts";
import { decodedPiece } from "./base64-bytes.ts";
import type { Decoder } from "./decoder.ts";

/** Base64 and hex that were turned round, shifted by thirteen or cut by dots after they were made. */
export const disguisedBytes: Decoder = {
  kind: "base64",
  hints: hints.dense,
  find: (chunk) =>
    [...chunk.matchAll(/[A-Za-z0-9+/_=.-]{20,}/gu)].flatMap(({ 0: run, index }): Piece[] => {
      const piece =
        read(run, index, turned, hexOr64) ??
        (/[0-9A-Z]/u.test(run) ? read(run, index, kept, (text) => base64(rot13(text))) : undefined) ??
        (run.includes(".") ? read(run, index, undotted, base64) : undefined);
      return piece === undefined ? [] : [piece];
    }),
};

type Order = (run: string) => readonly number[];
const kept: Order = (run) => Array.from(run, (_, i) => i);
const turned: Order = (run) => kept(run).toReversed();
const undotted: Order = (run) => kept(run).filter((i) => run.charCodeAt(i) !== 46);

/** Reads the units of a run in an order, and carries the offsets back. */
function read(
  run: string,
  index: number,
  order: Order,
  decode: (text: string) => Piece | undefined,
): Piece | undefined {
  if (order === turned && !isText(run.slice(-16).split("").toReversed().join(""))) return undefined;
  const at = order(run);
  const piece = decode(at.map((i) => run.charAt(i)).join(""));
  if (piece === undefined || !isEnglish(piece.text)) return undefined;
  const place = (i: number): number => index + (at[i] ?? 0);
  const from = piece.from.map((start, i) => Math.min(place(start), place((piece.to[i] ?? start) - 1)));
  const to = piece.from.map((start, i) => Math.max(place(start), place((piece.to[i] ?? start) - 1)) + 1);
  return { start: index, end: index + run.length, text: piece.text, from, to, ordered: order !== turned };
}

/** Whether sixteen digits of base64 or hex can be the beginning of text. */
function isText(head: string): boolean {
  const run = head.replace(/^=+/u, "");
  const plain = (bytes: Buffer): boolean => bytes.every((byte) => byte >= 32 && byte < 127);
  return (
    plain(Buffer.from(run.slice(0, 12), "base64")) ||
    (/^[0-9a-f]+$/iu.test(head) && plain(Buffer.from(head, "hex")))
  );
}

/** The beginning tells at once, for nearly every run, that it is no text. */
function base64(text: string): Piece | undefined {
  const run = text.replace(/^=+/u, "");
  const lead = text.length - run.length;
  const glance = Buffer.from(run.slice(0, 12), "base64");
  if (!glance.every((byte) => byte >= 32 && byte < 127)) return undefined;
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
