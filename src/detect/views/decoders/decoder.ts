import type { ViewKind } from "../../../contracts/index.ts";
import { readAsEnglish, isReadable } from "../language/english.ts";
import type { Piece } from "../mapped.ts";

/** Undoes one way of encoding. */
export interface Decoder {
  readonly kind: ViewKind;
  /** The hints of a chunk it looks at: any of them. */
  readonly hints: number;
  /**
   * What can be decoded in a chunk, in order, not overlapping, with offsets into `chunk`. Linear; a chunk is
   * bounded. Gives nothing where the outcome is no language and no further encoding.
   */
  find(chunk: string): readonly Piece[];
}

/** A word of a chunk: a stretch without ASCII white space. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function tokensOf(chunk: string): Token[] {
  const tokens: Token[] = [];
  let start = -1;
  for (let i = 0; i <= chunk.length; i++) {
    const unit = i < chunk.length ? chunk.charCodeAt(i) : 32;
    const space = unit === 32 || (unit >= 9 && unit <= 13);
    if (!space && start < 0) start = i;
    if (!space || start < 0) continue;
    tokens.push({ start, end: i, text: chunk.slice(start, i) });
    start = -1;
  }
  return tokens;
}

/** Whether decoded text is language or a further encoding, rather than letters by chance. */
export function isPromising(text: string): boolean {
  if (text.length < 3 || !isReadable(text)) return false;
  const { letters, pairs, known } = readAsEnglish(text);
  if (letters >= 3 && (known >= 0.4 || pairs >= 0.35)) return true;
  if (/[\u0250-\u{10ffff}]/u.test(text) && /^[\p{L}\p{M}\p{N}\p{P}\p{S}\s]+$/u.test(text)) return true;
  if (text.length < 8) return false;
  return /%[0-9a-f]{2}|&#|\\[ux]|^[01 ]+$|^[.\-/ ]+$|^[0-9a-f\s]+$|^[A-Za-z0-9+/=_-]{12,}$/iu.test(text);
}

/** Rows of characters, each with the stretch it was read from. */
export interface Writer {
  put(text: string, from: number, to: number): void;
  readonly text: string;
  piece(start: number, end: number): Piece;
}

export function writer(): Writer {
  const parts: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  return {
    put(text, start, end) {
      parts.push(text);
      for (let i = 0; i < text.length; i++) {
        from.push(start);
        to.push(end);
      }
    },
    get text() {
      return parts.join("");
    },
    piece: (start, end) => ({ start, end, text: parts.join(""), from, to, ordered: true }),
  };
}
