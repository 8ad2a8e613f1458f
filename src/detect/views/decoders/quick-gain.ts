import { pairScores } from "../language/english.ts";

/** Where the alphabet is written backwards (Atbash). */
export const atbash = 26;
/** Where the letters are read from the end. */
export const backwards = 27;

/** Bits a letter has to gain. */
const leastGain = 0.7;

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
  const gains = new Float64Array(28);
  const weights = new Float64Array(28);
  const plain: number[] = [];
  for (let i = 0; i <= chunk.length; i++) {
    const unit = i < chunk.length ? chunk.charCodeAt(i) : 32;
    const lower = unit | 32;
    if (unit >= 65 && lower >= 97 && lower <= 122) {
      plain.push(lower - 96);
      continue;
    }
    if (plain.length >= 3) weigh(plain, gains, weights);
    plain.length = 0;
  }
  return Array.from({ length: 27 }, (_, i) => i + 1)
    .filter((key) => (weights[key] ?? 0) >= 6 && (gains[key] ?? 0) >= leastGain * (weights[key] ?? 0))
    .sort((a, b) => (gains[b] ?? 0) - (gains[a] ?? 0));
}

/** Adds to each key what this word gains by it, where it gains. */
function weigh(word: readonly number[], gains: Float64Array, weights: Float64Array): void {
  const size = word.length;
  let was = pairScores[word[0] ?? 0] ?? 0;
  let back = pairScores[(word[0] ?? 0) << 5] ?? 0;
  for (let i = 0; i < size; i++) {
    const here = word[i] ?? 0;
    const next = word[i + 1] ?? 0;
    was += pairScores[(here << 5) | next] ?? 0;
    if (i + 1 < size) back += pairScores[(next << 5) | here] ?? 0;
  }
  back += pairScores[word[size - 1] ?? 0] ?? 0;
  // What reads well as it stands is not encoded.
  if (was > 1.3 * size) return;
  add(backwards, back - was, size, gains, weights);
  for (let key = 1; key <= atbash; key++) {
    let score = 0;
    let previous = 0;
    for (let i = 0; i < size; i++) {
      const here = (word[i] ?? 1) - 1;
      const letter = 1 + (key === atbash ? 25 - here : (here + key) % 26);
      score += pairScores[(previous << 5) | letter] ?? 0;
      previous = letter;
    }
    score += pairScores[previous << 5] ?? 0;
    if (score > 0) add(key, score - was, size, gains, weights);
  }
}

function add(key: number, gain: number, size: number, gains: Float64Array, weights: Float64Array): void {
  if (gain <= 0) return;
  gains[key] = (gains[key] ?? 0) + gain;
  weights[key] = (weights[key] ?? 0) + size;
}
