import { eachWord } from "../words/index.ts";

export const longestGram = 12;
/** Between two words of a gram there may be this much of other signs. */
export const widestGap = 64;
const factor = 0x2c1b3c6d;

/** Words in a row: their number, where they stand, and a quick hash that is good for a filter only. */
export type GramSink = (
  length: number,
  hash: number,
  starts: readonly number[],
  ends: readonly number[],
) => void;

/**
 * All runs of the given numbers of words, each with a rolling hash (Karp and Rabin, 1987). `starts` and `ends`
 * hold the places of the last words, the latest last; both are reused. Returns where the run of words that the
 * text ends with begins, at most `most` words back.
 */
export function scanGrams(text: string, lengths: readonly number[], most: number, sink: GramSink): number {
  const powers = lengths.map((length) => power(length));
  const rolling = lengths.map(() => 0);
  const words: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const forget = (): void => {
    words.length = starts.length = ends.length = 0;
    rolling.fill(0);
  };
  eachWord(text, (word, start, end) => {
    if (start - (ends.at(-1) ?? start) > widestGap) forget();
    if (word === 0) {
      forget();
      return;
    }
    words.push(word);
    starts.push(start);
    ends.push(end);
    for (let i = 0; i < lengths.length; i++) {
      const length = lengths[i] ?? 1;
      const left = words.length > length ? (words[words.length - 1 - length] ?? 0) : 0;
      rolling[i] = (Math.imul(rolling[i] ?? 0, factor) + word - Math.imul(left, powers[i] ?? 0)) | 0;
      if (words.length >= length) sink(length, rolling[i] ?? 0, starts, ends);
    }
    // Forgotten many at a time: taking one from the front moves all others.
    if (words.length > 8 * longestGram) {
      words.splice(0, words.length - longestGram - 1);
      starts.splice(0, starts.length - longestGram - 1);
      ends.splice(0, ends.length - longestGram - 1);
    }
  });
  const near = text.length - (ends.at(-1) ?? -Infinity) <= widestGap;
  // A run that is too long to be a word may still be one letter short of it.
  return near ? (starts[Math.max(0, starts.length - most)] ?? text.length) : text.length;
}

function power(exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i++) result = Math.imul(result, factor);
  return result;
}

/** Two places in a filter of `bits` (a power of two) for a rolling hash. */
export function filterPlaces(hash: number, length: number, bits: number): readonly [number, number] {
  const mixed = Math.imul(hash ^ (hash >>> 15) ^ Math.imul(length, 0x9e3779b1), 0x297a2d39);
  const first = (mixed ^ (mixed >>> 13)) >>> 0;
  const second = (Math.imul(first ^ (first >>> 11), 0x85ebca6b) ^ hash) >>> 0;
  return [first & (bits - 1), second & (bits - 1)];
}
