import { classOfUnit, unitClass } from "../normalise/character-class.ts";
import { Clues } from "./clues.ts";
import { isPlainHash } from "./plain-words.ts";
import { unitsOf } from "./units.ts";
import { emptyShape, endsChunk, readWord, type WordShape } from "./word-shape.ts";

export { hints } from "./hints.ts";

/**
 * A stretch between two plain words, in which something may be encoded. Plain words (common words of four
 * letters and more, words with letters of accented Latin alphabets, letters of scripts that are not Latin) are
 * never part of an encoding, so every decoder looks at one chunk at a time. That is what bounds the work, and
 * what makes the views of a text's beginning the same whatever comes after its last plain word.
 */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly hints: number;
}

/** No chunk is much longer: what has no plain word is read in stretches of this size. A multiple of 24. */
export const longestChunk = 4080;

export interface Survey {
  /** The chunks with hints, in order. */
  readonly chunks: readonly Chunk[];
  /** Where the chunk begins in which the text ends: what stands before it stays as it is. */
  readonly hold: number;
}

/** Divides a text into chunks in one pass. */
export function survey(text: string): Survey {
  const chunks: Chunk[] = [];
  const clues = new Clues();
  const word = emptyShape();
  let chunkStart = 0;
  let hold = -1;
  // The word before ends in a hyphen: this one goes on with it.
  let hyphen = false;
  const length = text.length;
  const units = unitsOf(text);
  for (let i = 0; i < length;) {
    readWord(units, i, Math.min(length, chunkStart + longestChunk, i + longestChunk), word);
    const start = i;
    i = word.end;
    if (i > start) {
      if (!hyphen && isPlain(word, i - start)) {
        // At the very end it may become another word.
        if (i === length) hold = chunkStart;
        addChunk(chunks, chunkStart, start, clues.take());
        chunkStart = i;
      } else clues.add(units, start, word);
      hyphen = word.letters > 0 && units[i - 1] === 45;
    }
    if (i >= length) break;
    if (i - chunkStart >= longestChunk) {
      addChunk(chunks, chunkStart, i, clues.take());
      chunkStart = i;
    }
    const unit = units[i] ?? 0;
    if (unit > 127 && endsChunk(unit)) {
      addChunk(chunks, chunkStart, i, clues.take());
      while (i < length && endsChunk(units[i] ?? 0)) i++;
      chunkStart = i;
      hyphen = false;
    } else if (unit > 127 ? classOfUnit(unit) === unitClass.space : unit <= 32) i++;
  }
  if (hold < 0) hold = chunkStart;
  addChunk(chunks, chunkStart, length, clues.take());
  return { chunks, hold };
}

function addChunk(chunks: Chunk[], start: number, end: number, found: number): void {
  if (found !== 0 && end > start) chunks.push({ start, end, hints: found });
}

function isPlain(word: WordShape, size: number): boolean {
  const { letters } = word;
  if (
    letters < 3 ||
    word.broken ||
    // Capitals among small letters: a line of base64 may spell a word.
    (word.capitals > 0 && word.capitals < letters - 1) ||
    word.digits + word.dashes + word.signs + word.quotes > 0 ||
    word.leet > word.ends
  )
    return false;
  if (word.beyond === 0) return isPlainHash(word.hash);
  return word.latin === word.beyond && word.hints === 0 && letters + word.latin + word.ends === size;
}
