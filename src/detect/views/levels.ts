import type { ViewKind } from "../../contracts/index.ts";
import { survey } from "./chunks/index.ts";
import { decoders, otherReadings, type Decoder } from "./decoders/index.ts";
import { splice, through, type Mapped, type Piece } from "./mapped.ts";
import { normalise } from "./normalise/index.ts";

/** How many encodings may lie inside one another. */
export const deepest = 3;

/** A chunk with what is encoded in it decoded, once or more often; offsets are into the chunk. */
export interface Level {
  readonly mapped: Mapped;
  /** What was undone, in the order of undoing. */
  readonly kinds: readonly ViewKind[];
}

/** The readings of one chunk: what its decodings yield, each level made from the one before. */
export function readingsOf(chunk: string, hints: number): readonly (readonly Level[])[] {
  const readings: Level[][] = [];
  for (const set of [decoders, otherReadings]) {
    const first = level(chunk, decodeChunk(chunk, hints, set));
    if (first) readings.push(deeper(first));
  }
  return readings;
}

function deeper(first: Level): Level[] {
  const levels = [first];
  for (let depth = 1; depth < deepest; depth++) {
    const last = levels.at(-1);
    const next = last && level(last.mapped.text, decodeAll(last.mapped.text));
    if (!last || !next) break;
    levels.push({ mapped: through(last.mapped, next.mapped), kinds: [...last.kinds, ...next.kinds] });
  }
  return levels;
}

interface Decoded {
  readonly pieces: readonly Piece[];
  readonly kinds: readonly ViewKind[];
}

function level(text: string, { pieces, kinds }: Decoded): Level | undefined {
  if (pieces.length === 0) return undefined;
  const mapped = splice(text, pieces);
  const plain = normalise(mapped.text, true);
  return plain === undefined
    ? { mapped, kinds }
    : { mapped: through(mapped, plain.mapped), kinds: [...kinds, ...plain.kinds] };
}

function decodeAll(text: string): Decoded {
  const pieces: Piece[] = [];
  const kinds = new Set<ViewKind>();
  for (const { start, end, hints } of survey(text).chunks) {
    const found = decodeChunk(text.slice(start, end), hints, decoders);
    for (const piece of found.pieces) pieces.push(shift(piece, start));
    for (const kind of found.kinds) kinds.add(kind);
  }
  return { pieces, kinds: [...kinds] };
}

function shift(piece: Piece, by: number): Piece {
  if (by === 0) return piece;
  return {
    ...piece,
    start: piece.start + by,
    end: piece.end + by,
    from: piece.from.map((at) => at + by),
    to: piece.to.map((at) => at + by),
  };
}

/** Every decoder in turn; what one has claimed, the later ones leave alone. */
function decodeChunk(chunk: string, hints: number, set: readonly Decoder[]): Decoded {
  const pieces: Piece[] = [];
  const kinds: ViewKind[] = [];
  let claimed: Uint8Array | undefined;
  let taken = 0;
  for (const decoder of set) {
    if ((decoder.hints & hints) === 0) continue;
    // What is left is white space and scraps.
    if (taken * 10 >= chunk.length * 9) break;
    let any = false;
    for (const piece of decoder.find(chunk)) {
      claimed ??= new Uint8Array(chunk.length);
      if (claimed.subarray(piece.start, piece.end).includes(1)) continue;
      claimed.fill(1, piece.start, piece.end);
      taken += piece.end - piece.start;
      pieces.push(piece);
      any = true;
    }
    if (any && !kinds.includes(decoder.kind)) kinds.push(decoder.kind);
  }
  pieces.sort((a, b) => a.start - b.start);
  return { pieces, kinds };
}
