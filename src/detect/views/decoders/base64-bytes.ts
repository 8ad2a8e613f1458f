import type { Piece } from "../mapped.ts";
import { byteRun } from "./bytes.ts";
import type { Stretch } from "./runs.ts";

const values = new Int8Array(128).fill(-1);
Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/").forEach((char, i) => {
  values[char.charCodeAt(0)] = i;
});
values["-".charCodeAt(0)] = 62;
values["_".charCodeAt(0)] = 63;

/** What each ASCII unit counts as a digit of base64, in either alphabet; -1 for none. */
export const digits64: Int8Array = values;

/** Whether a unit is a digit of base64, in either alphabet. */
export function isDigit64(unit: number): boolean {
  return unit < 128 && (values[unit] ?? -1) >= 0;
}

/** What the bytes of a run are like, without decoding them into text. */
export interface Glance {
  /** Share of control characters: a tenth by chance, none in text. */
  readonly controls: number;
  /** Share of zero bytes: half in UTF-16. */
  readonly zeros: number;
  /** The longest row of printable ASCII, in bytes. */
  readonly plainStart: number;
  readonly plainEnd: number;
}

const longestLooked = 4096;
const scratch = Buffer.alloc(longestLooked);
/** What a byte is: printable ASCII or a blank 0, a control character 1, zero 2, beyond ASCII 3. */
const kindOfByte = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte > 127) return 3;
  if (byte >= 32 ? byte < 127 : byte === 10 || byte === 13 || byte === 9) return 0;
  return byte === 0 ? 2 : 1;
});

export function glance(chunk: string, run: Stretch, shift: number): Glance {
  const digits = chunk.slice(run.start + shift, run.end);
  const room = digits.length <= longestLooked ? scratch : Buffer.alloc(digits.length);
  const count = room.write(digits, "base64");
  let controls = 0;
  let zeros = 0;
  let since = 0;
  let plainStart = 0;
  let plainEnd = 0;
  for (let i = 0; i <= count; i++) {
    const kind = i < count ? (kindOfByte[room[i] ?? 0] ?? 0) : 3;
    if (kind === 0) continue;
    if (i - since > plainEnd - plainStart) {
      plainStart = since;
      plainEnd = i;
    }
    since = i + 1;
    if (kind === 3) continue;
    controls++;
    if (kind === 2) zeros++;
  }
  return {
    controls: count === 0 ? 1 : controls / count,
    zeros: count === 0 ? 0 : zeros / count,
    plainStart,
    plainEnd,
  };
}

export interface Part {
  /** Bytes, end exclusive. */
  readonly from?: number;
  readonly to?: number;
  /** UTF-16, and which byte comes first. */
  readonly wide?: "low-first" | "high-first";
}

/**
 * The runs decoded as one. Each character goes back to the whole groups of four it came from; the piece stands
 * for the runs, or for the groups of the part that is asked for.
 */
export function decodedPiece(chunk: string, runs: readonly Stretch[], shift: number, part: Part = {}): Piece {
  const bytes = byteRun();
  let value = 0;
  let count = 0;
  let from = 0;
  const flush = (to: number): void => {
    const padded = value << (6 * (4 - count));
    for (let k = 0; k < count - 1; k++) bytes.push((padded >> (16 - 8 * k)) & 255, from, to);
    value = 0;
    count = 0;
  };
  for (const { start, end } of runs)
    for (let i = start + shift; i < end; i++) {
      const digit = values[chunk.charCodeAt(i) & 127] ?? -1;
      if (digit < 0) {
        // Padding belongs to the group it ends.
        while (i + 1 < end && chunk.charCodeAt(i + 1) === 61) i++;
        flush(i + 1);
        continue;
      }
      if (count === 0) from = i;
      value = (value << 6) | digit;
      if (++count === 4) flush(i + 1);
    }
  const start = (runs[0]?.start ?? 0) + shift;
  const end = runs.at(-1)?.end ?? start;
  if (count > 0) flush(end);
  if (part.wide !== undefined) return bytes.wide(start, end, part.wide === "high-first");
  const piece = bytes.piece(start, end, part.from ?? 0, part.to ?? bytes.length);
  return part.from === undefined
    ? piece
    : { ...piece, start: piece.from[0] ?? start, end: piece.to.at(-1) ?? end };
}
