import { eachWord, joinHashes, longestWord } from "../words/index.ts";
import { shingle, widestGap, type InstructionIndex } from "./instruction-index.ts";

/** Words of the instructions that stand in the answer in the same order. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** What its words tell, see `weightOf`. */
  readonly weight: number;
  readonly words: number;
}

/** At most this many shingles go into one piece; longer runs give several, cut at fixed places of the instructions. */
const block = 16;
const mostWords = block + shingle - 1;
export const longestPiece = mostWords * longestWord + (mostWords - 1) * widestGap;

export interface Followed {
  /** Where the text ends with words that may still become a piece, or part of one. */
  readonly hold: number;
  /** How many words there are that rare tokens have too. */
  readonly rareWords: number;
}

interface Open {
  start: number;
  end: number;
  weight: number;
  words: number;
  /** Of its last shingle, in the instructions. */
  place: number;
}

/**
 * Follows the words of a text through the shingles of the instructions. What belongs to a piece is decided by
 * its own words alone, never by how long the run before it was, so a stream finds the same pieces.
 */
export function follow(text: string, index: InstructionIndex, found: (piece: Piece) => void): Followed {
  // The last three words: hashes and starts.
  let [h1, h2, h3] = [0, 0, 0];
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let row = 0;
  let rareWords = 0;
  let lastEnd = 0;
  let open: Open | undefined;
  const close = (): void => {
    if (open !== undefined) found(open);
    open = undefined;
  };
  /** The word that touches the end and may go on. */
  let partial: { readonly hash: number; readonly start: number; readonly number: boolean } | undefined;
  let heldBefore = text.length;

  eachWord(text, (hash, start, end, digits) => {
    const number = digits && end - start <= 3;
    if (end === text.length) {
      partial = { hash, start, number };
      heldBefore = pendingFrom(start - lastEnd <= widestGap);
    }
    if (index.mayBeRare(hash)) rareWords++;
    if (number) return;
    if (start - lastEnd > widestGap || hash === 0) {
      row = 0;
      close();
    }
    lastEnd = end;
    if (hash === 0 || !index.hasWord(hash)) {
      row = 0;
      close();
      return;
    }
    row++;
    s0 = s1;
    s1 = s2;
    s2 = s3;
    s3 = start;
    const place = row < shingle ? -1 : index.find(h1, h2, h3, hash);
    if (place < 0) close();
    else if (open !== undefined && place > open.place && sameBlock(place, open.place)) {
      open.end = end;
      open.weight += index.weight(hash);
      open.words++;
      open.place = place;
    } else {
      close();
      const weight = index.weight(h1) + index.weight(h2) + index.weight(h3) + index.weight(hash);
      open = { start: s0, end, weight, words: shingle, place };
    }
    h1 = h2;
    h2 = h3;
    h3 = hash;
  });

  /** Where the complete words begin that another word could complete. */
  function pendingFrom(near: boolean): number {
    if (!near) return text.length;
    if (open !== undefined) return open.start;
    if (row >= 3 && index.beginnings.has(joinHashes(joinHashes(h1, h2), h3))) return s1;
    if (row >= 2 && index.beginnings.has(joinHashes(h2, h3))) return s2;
    return row >= 1 ? s3 : text.length;
  }

  let hold: number;
  if (partial === undefined) hold = pendingFrom(text.length - lastEnd <= widestGap);
  else {
    const begins = partial.hash !== 0 && index.wordBeginnings.has(partial.hash);
    hold =
      begins || partial.number ? Math.min(heldBefore, begins ? partial.start : text.length) : text.length;
  }
  close();
  return { hold, rareWords };
}

const sameBlock = (a: number, b: number): boolean => Math.floor(a / block) === Math.floor(b / block);
