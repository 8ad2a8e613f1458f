import type { ViewKind } from "../../../contracts/index.ts";
import { byteRun } from "../decoders/bytes.ts";
import { isEnglish, isReadable } from "../language/english.ts";
import type { Piece } from "../mapped.ts";

/** A message read out of invisible characters. */
export interface Message {
  readonly kind: ViewKind;
  readonly piece: Piece;
}

/**
 * What a run of invisible characters says, if anything: tag characters carry ASCII, variation selectors carry
 * one byte each (U+FE00 to U+FE0F the first sixteen, U+E0100 to U+E01EF the others), zero-width characters
 * of two kinds carry bits. `start` and `end` bound the run.
 */
export function messageIn(text: string, start: number, end: number): Message | undefined {
  const tags = byteRun();
  const selectors = byteRun();
  let zeroWidth = 0;
  for (let i = start; i < end;) {
    const code = text.codePointAt(i) ?? 0;
    const next = i + (code > 0xffff ? 2 : 1);
    if (code >= 0xe0020 && code <= 0xe007e) tags.push(code - 0xe0000, i, next);
    else if (code >= 0xfe00 && code <= 0xfe0f) selectors.push(code - 0xfe00, i, next);
    else if (code >= 0xe0100 && code <= 0xe01ef) selectors.push(code - 0xe0100 + 16, i, next);
    else if (code !== 0xe0001 && code !== 0xe007f) zeroWidth++;
    i = next;
  }
  if (tags.length >= 2 && tags.length >= selectors.length)
    return { kind: "tag-characters", piece: tags.piece(start, end) };
  if (selectors.length >= 2) {
    const piece = selectors.piece(start, end);
    return isReadable(piece.text) ? { kind: "variation-selectors", piece } : undefined;
  }
  const piece = zeroWidth >= 24 ? bits(text, start, end) : undefined;
  return piece && { kind: "zero-width", piece };
}

/** Two kinds of zero-width characters as bits, eight to a character, in either sense; further kinds separate. */
function bits(text: string, start: number, end: number): Piece | undefined {
  const counts = new Map<string, number>();
  for (let i = start; i < end; i++) counts.set(text[i] ?? "", (counts.get(text[i] ?? "") ?? 0) + 1);
  const [one, other] = [...counts].sort((a, b) => b[1] - a[1]).map(([char]) => char);
  if (one === undefined || other === undefined) return undefined;
  for (const set of [one, other]) {
    const run = byteRun();
    let value = 0;
    let count = 0;
    let from = start;
    for (let i = start; i < end; i++) {
      const char = text[i];
      if (char !== one && char !== other) continue;
      if (count === 0) from = i;
      value = (value << 1) | (char === set ? 1 : 0);
      if (++count < 8) continue;
      run.push(value, from, i + 1);
      value = 0;
      count = 0;
    }
    const piece = run.piece(start, end);
    if (isEnglish(piece.text) || (piece.text.length >= 6 && isReadable(piece.text))) return piece;
  }
  return undefined;
}
