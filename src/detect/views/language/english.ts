import { englishWords } from "./vocabulary.ts";

/**
 * How much a row of letters looks like English, from how often letters follow one another in the vocabulary.
 * Index: `previous << 5 | next`, letters from 1, 0 for the edge of a word. Values are bits over chance, between
 * -3 and 3.
 */
export const pairScores: Float32Array = (() => {
  const counts = new Float64Array(1024);
  const firsts = new Float64Array(32);
  for (const word of englishWords) {
    if (!/^[a-z]+$/.test(word)) continue;
    let previous = 0;
    for (const letter of word) {
      const next = letter.charCodeAt(0) - 96;
      const at = (previous << 5) | next;
      counts[at] = (counts[at] ?? 0) + 1;
      firsts[previous] = (firsts[previous] ?? 0) + 1;
      previous = next;
    }
    counts[previous << 5] = (counts[previous << 5] ?? 0) + 1;
    firsts[previous] = (firsts[previous] ?? 0) + 1;
  }
  const scores = new Float32Array(1024);
  for (let previous = 0; previous <= 26; previous++)
    for (let next = 0; next <= 26; next++) {
      const at = (previous << 5) | next;
      const share = ((counts[at] ?? 0) + 0.3) / ((firsts[previous] ?? 0) + 27 * 0.3);
      scores[at] = Math.max(-3, Math.min(3, Math.log2(share * 27)));
    }
  return scores;
})();

/** `pairScores` in sixteenths of a bit, as whole numbers. */
export const pairSixteenths: Int16Array = Int16Array.from(pairScores, (bits) => Math.round(bits * 16));

export interface Reading {
  /** ASCII letters in it. */
  readonly letters: number;
  /** Mean of `pairScores` over the letters: English is about 1, letters by chance about -1. */
  readonly pairs: number;
  /** Share of the letters that lie in words of the vocabulary, of two letters and more. */
  readonly known: number;
}

/** Linear. */
export function readAsEnglish(text: string): Reading {
  let letters = 0;
  let score = 0;
  let known = 0;
  let previous = 0;
  let wordStart = -1;
  for (let i = 0; i <= text.length; i++) {
    const unit = i < text.length ? text.charCodeAt(i) | 32 : 32;
    const letter = unit >= 97 && unit <= 122 && text.charCodeAt(i) >= 65 ? unit - 96 : 0;
    if (letter > 0) {
      letters++;
      if (previous === 0) wordStart = i;
    } else if (previous > 0 && isKnown(text.slice(wordStart, i))) known += i - wordStart;
    if (letter > 0 || previous > 0) score += pairScores[(previous << 5) | letter] ?? 0;
    previous = letter;
  }
  return { letters, pairs: letters === 0 ? -3 : score / letters, known: letters === 0 ? 0 : known / letters };
}

const shortWords = new Set(
  "a i an as at be by do go he hi if in is it me my no of ok on or so to up us we".split(" "),
);

/** Whether a lower-case word is in the vocabulary as it stands. */
export function isWord(word: string): boolean {
  return englishWords.has(word) || shortWords.has(word);
}

/** Whether a word is in the vocabulary, also in a plain ending of it. */
export function isKnown(word: string): boolean {
  return rankOf(word) !== undefined;
}

const endings = ["s", "ed", "ing", "ly", "d", "er", "es"] as const;
/** What an ending adds to the rank of a word. */
const endingRank = 4000;
const ranks: ReadonlyMap<string, number> = new Map(
  [...englishWords].map((word, i): [string, number] => [word, i]).reverse(),
);

/** How far down the vocabulary a word stands, commonest first; undefined where it is not in it. */
export function rankOf(word: string): number | undefined {
  if (word.length > 24) return undefined;
  const lower = word.toLowerCase();
  if (shortWords.has(lower)) return 20;
  const rank = ranks.get(lower);
  if (rank !== undefined) return rank;
  for (const ending of endings) {
    if (lower.length - ending.length < 3 || !lower.endsWith(ending)) continue;
    const base = ranks.get(lower.slice(0, -ending.length));
    if (base !== undefined) return base + endingRank;
  }
  return undefined;
}

/** Whether a text is English beyond doubt: most of it words of the vocabulary, or some and the rest like them. */
export function isEnglish(text: string): boolean {
  const { letters, pairs, known } = readAsEnglish(text);
  if (letters < 3 || letters < text.length / 2) return false;
  return (
    (known >= 0.6 && letters >= 4) ||
    (letters >= 8 && known >= 0.3 && pairs >= 0.4) ||
    (letters >= 12 && pairs >= 0.9 && known > 0.15)
  );
}

/** Whether decoded characters can be language, code or another encoding, rather than chance. */
export function isReadable(text: string): boolean {
  if (text.length === 0) return false;
  let plain = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const letter = (unit | 32) >= 97 && (unit | 32) <= 122;
    if (letter || unit === 32 || unit === 10) plain += 1;
    else if (unit >= 48 && unit <= 57) plain += 0.9;
    else if (unit > 32 && unit < 127) plain += 0.55;
    else if (unit === 9 || unit === 13) plain += 1;
    else if (unit >= 0xa0 && unit !== 0xfffd && unit < 0xe000) plain += 0.9;
    else plain -= 2;
  }
  const share = plain / text.length;
  return share >= (text.length >= 16 ? 0.7 : 0.82);
}
