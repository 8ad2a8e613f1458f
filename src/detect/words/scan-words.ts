import { firstAlone, unitTables } from "./units.ts";

/** Longer runs of letters are no words: their hash is 0. */
export const longestWord = 40;

/**
 * A word was read: its hash in any case (0 for a run that is too long), where it stands, and whether it is of
 * digits only.
 */
export type WordSink = (hash: number, start: number, end: number, digits: boolean) => void;

/**
 * Reads the words of a text in order: runs of letters, marks and digits, compared without case. In scripts
 * that write no spaces each character is a word. All else stands between words, so that punctuation, line
 * ends and markup make no difference. One look at each unit; nothing is allocated.
 *
 * @example scanWords("Mira, of **Nordpay**", (hash, start, end) => …) // Mira, of, Nordpay
 */
export function scanWords(text: string, sink: WordSink): void {
  const { letters, alone } = unitTables();
  const length = text.length;
  for (let i = 0; i < length; i++) {
    const first = text.charCodeAt(i);
    let letter = letters[first] ?? 0;
    if (letter === 0) continue;
    if (first >= firstAlone && alone[first] === 1) {
      sink(hashUnit(basis, first) | 1, i, i + 1, false);
      continue;
    }
    const start = i;
    let hash = basis;
    let digits = true;
    while (letter !== 0) {
      if (letter > 57) digits = false;
      hash = hashUnit(hash, letter);
      if (++i >= length) break;
      const code = text.charCodeAt(i);
      letter = code >= firstAlone && alone[code] === 1 ? 0 : (letters[code] ?? 0);
    }
    sink(i - start > longestWord ? 0 : hash | 1, start, i, digits);
    i--;
  }
}

const basis = 0x811c9dc5 | 0;

/** FNV-1a. Collisions are met by comparing more than one word. */
const hashUnit = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

/** The hashes of all beginnings of a word, itself included, as `scanWords` would give them. */
export function beginningsOf(word: string): number[] {
  const { letters } = unitTables();
  const hashes: number[] = [];
  let hash = basis;
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    hash = hashUnit(hash, letters[code] ?? code);
    hashes.push(hash | 1);
  }
  return hashes;
}

/** Mixes the hash of a further word into that of the words before it. */
export function joinHashes(before: number, word: number): number {
  let hash = Math.imul(before ^ (before >>> 15), 0x2c1b3c6d) ^ word;
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return hash ^ (hash >>> 15);
}
