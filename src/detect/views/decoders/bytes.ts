import { isEnglish } from "../language/english.ts";
import type { Piece } from "../mapped.ts";

/** Bytes, each with the stretch of text it was read from. */
export interface ByteRun {
  readonly length: number;
  push(byte: number, from: number, to: number): void;
  byteAt(at: number): number;
  /** The bytes as UTF-8 (U+FFFD for what is not), in the place of `start` to `end`. */
  piece(start: number, end: number, first?: number, last?: number): Piece;
  /** The same bytes as UTF-16, low byte first unless said otherwise. */
  wide(start: number, end: number, highFirst?: boolean): Piece;
}

export function byteRun(): ByteRun {
  const bytes: number[] = [];
  const froms: number[] = [];
  const tos: number[] = [];
  return {
    get length() {
      return bytes.length;
    },
    push(byte, from, to) {
      bytes.push(byte);
      froms.push(from);
      tos.push(to);
    },
    byteAt: (at) => bytes[at] ?? 0,
    piece(start, end, first = 0, last = bytes.length) {
      const parts: string[] = [];
      const from: number[] = [];
      const to: number[] = [];
      for (let i = first; i < last;) {
        const size = sequenceLength(bytes, i, last);
        const char = size === 0 ? "\ufffd" : String.fromCodePoint(pointOf(bytes, i, size));
        const used = Math.max(1, size);
        parts.push(char);
        for (let unit = 0; unit < char.length; unit++) {
          from.push(froms[i] ?? start);
          to.push(tos[i + used - 1] ?? end);
        }
        i += used;
      }
      return { start, end, text: parts.join(""), from, to, ordered: true };
    },
    wide(start, end, highFirst = false) {
      const parts: string[] = [];
      const from: number[] = [];
      const to: number[] = [];
      for (let i = 0; i + 1 < bytes.length; i += 2) {
        const [low = 0, high = 0] = highFirst ? [bytes[i + 1], bytes[i]] : [bytes[i], bytes[i + 1]];
        parts.push(String.fromCharCode(low | (high << 8)));
        from.push(froms[i] ?? start);
        to.push(tos[i + 1] ?? end);
      }
      return { start, end, text: parts.join(""), from, to, ordered: true };
    },
  };
}

/**
 * The bytes as text where they are promising; else the longest row of printable ASCII among them where that
 * is English: what stands before and after then belongs to something else.
 */
export function promisingPiece(
  bytes: ByteRun,
  start: number,
  end: number,
  isPromising: (text: string) => boolean,
): Piece | undefined {
  const whole = bytes.piece(start, end);
  if (isPromising(whole.text)) return whole;
  let from = 0;
  let to = 0;
  for (let i = 0, since = 0; i < bytes.length; i++) {
    const byte = bytes.byteAt(i);
    const printable = byte >= 32 ? byte < 127 : byte === 9 || byte === 10 || byte === 13;
    if (!printable) since = i + 1;
    else if (i + 1 - since > to - from) {
      from = since;
      to = i + 1;
    }
  }
  if (to - from < 6 || to - from === bytes.length) return undefined;
  const part = bytes.piece(start, end, from, to);
  return isEnglish(part.text)
    ? { ...part, start: part.from[0] ?? start, end: part.to.at(-1) ?? end }
    : undefined;
}

/** How many bytes the UTF-8 sequence at `at` has; 0 where there is none. */
function sequenceLength(bytes: readonly number[], at: number, last: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const size =
    lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  if (size === 0 || at + size > last) return 0;
  for (let i = 1; i < size; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  const point = pointOf(bytes, at, size);
  if ((size === 3 && point < 0x800) || (size === 4 && (point < 0x10000 || point > 0x10ffff))) return 0;
  return point >= 0xd800 && point < 0xe000 ? 0 : size;
}

function pointOf(bytes: readonly number[], at: number, size: number): number {
  const lead = bytes[at] ?? 0;
  if (size === 1) return lead;
  let point = lead & (0xff >> (size + 1));
  for (let i = 1; i < size; i++) point = (point << 6) | ((bytes[at + i] ?? 0) & 0x3f);
  return point;
}
