import { pairSixteenths } from "../language/english.ts";

/** Where the alphabet is written backwards (Atbash). */
export const atbash = 26;
/** Where the letters are read from the end. */
export const backwards = 27;

/** Sixteenths of a bit a letter has to gain. */
const leastGain = 11;
/** Sixteenths of a bit for a letter, from which on a word is taken as it stands. */
const wellRead = 19;

/**
 * The ways of reading, best first, under which the letters of a chunk follow one another clearly more as in
 * English than as they stand: shifts of the alphabet 1 to 25, `atbash`, `backwards`. Weighs word by word, as a
 * few encoded words may stand among others. Linear, and without an allocation for each word.
 */
export function gainingKeys(chunk: string): readonly number[] {
  // Several decoders ask about the same chunk, one after the other.
  if (chunk !== lastChunk) {
    lastKeys = weighed(chunk);
    lastChunk = chunk;
  }
  return lastKeys;
}

let lastChunk = "";
let lastKeys: readonly number[] = [];

function weighed(chunk: string): readonly number[] {
  const gains = new Int32Array(keys);
  const weights = new Int32Array(keys);
  const word = new Uint8Array(longestWord);
  let size = 0;
  for (let i = 0; i <= chunk.length; i++) {
    const unit = i < chunk.length ? chunk.charCodeAt(i) : 32;
    const lower = unit | 32;
    if (unit >= 65 && lower >= 97 && lower <= 122) {
      if (size < longestWord) word[size++] = lower - 96;
      continue;
    }
    if (size >= 3) weigh(word, size, gains, weights);
    size = 0;
  }
  const found: number[] = [];
  for (let key = 1; key < keys; key++) {
    const weight = weights[key] ?? 0;
    if (weight >= fewestLetters && (gains[key] ?? 0) >= leastGain * weight) found.push(key);
  }
  return found.sort((a, b) => (gains[b] ?? 0) - (gains[a] ?? 0));
}

const keys = 28;
const longestWord = 32;
const fewestLetters = 6;

/** `substituted[key << 5 | letter]`: letters from 1, 0 stays. */
const substituted = Uint8Array.from({ length: keys << 5 }, (_, at) => {
  const key = at >> 5;
  const letter = at & 31;
  if (letter === 0 || letter > 26) return 0;
  return key === atbash ? 27 - letter : 1 + ((letter - 1 + key) % 26);
});

/** Adds to each key what this word gains by it, where it gains. */
function weigh(word: Uint8Array, size: number, gains: Int32Array, weights: Int32Array): void {
  let was = 0;
  let back = 0;
  let previous = 0;
  for (let i = 0; i <= size; i++) {
    const letter = i < size ? (word[i] ?? 0) : 0;
    was += pairSixteenths[(previous << 5) | letter] ?? 0;
    back += pairSixteenths[(letter << 5) | previous] ?? 0;
    previous = letter;
  }
  if (back > was) {
    gains[backwards] = (gains[backwards] ?? 0) + back - was;
    weights[backwards] = (weights[backwards] ?? 0) + size;
  }
  // What reads well as it stands is not encoded.
  if (was > wellRead * size) return;
  for (let key = 1; key <= atbash; key++) {
    const row = key << 5;
    let score = 0;
    let before = 0;
    for (let i = 0; i < size; i++) {
      const letter = substituted[row | (word[i] ?? 0)] ?? 0;
      score += pairSixteenths[(before << 5) | letter] ?? 0;
      before = letter;
    }
    score += pairSixteenths[before << 5] ?? 0;
    if (score <= 0 || score <= was) continue;
    gains[key] = (gains[key] ?? 0) + score - was;
    weights[key] = (weights[key] ?? 0) + size;
  }
}
