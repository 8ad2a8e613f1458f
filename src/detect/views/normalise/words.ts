import { classOfUnit, unitClass } from "./character-class.ts";

/**
 * A stretch without white space. `settled` words stay as they are whatever stands beside them; `genuine`
 * ones are written in a script of their own; `latin` ones in Latin letters; `other` are signs and numbers.
 */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly settled: boolean;
  readonly script: "latin" | "genuine" | "other";
  /** One ASCII letter and nothing else. */
  readonly letter: boolean;
  /** How many of its letters bear accents, where it has nothing else that wants a look. */
  readonly accents: number;
}

/** No word is longer: so that a text without spaces is read in pieces of bounded size. */
const longestWord = 2048;

/** Calls back for white space that is not ASCII, and for every word, in order. */
export function eachWord(text: string, onWord: (word: Word) => void, onSpace: (at: number) => void): void {
  for (let i = 0; i < text.length;) {
    const unit = text.charCodeAt(i);
    if (unit < 128 ? isAsciiSpace(unit) : classOfUnit(unit) === unitClass.space) {
      if (unit > 127) onSpace(i);
      i++;
      continue;
    }
    const word = asciiWordAt(text, i) ?? wordAt(text, i);
    onWord(word);
    i = word.end;
  }
}

function isAsciiSpace(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13);
}

/** The word, where it has nothing but printable ASCII: nearly all words of nearly all texts. */
function asciiWordAt(text: string, start: number): Word | undefined {
  let letters = 0;
  let i = start;
  const limit = Math.min(text.length, start + longestWord);
  for (; i < limit; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 126) return undefined;
    if (unit > 32) {
      if ((unit | 32) >= 97 && (unit | 32) <= 122) letters++;
    } else if (isAsciiSpace(unit)) break;
    else return undefined;
  }
  // Where a long word is cut, what follows may belong to a pair of surrogates.
  if (i === limit && i < text.length) return undefined;
  const letter = letters === 1 && i === start + 1;
  const script = letters > 0 ? "latin" : "other";
  return { start, end: i, settled: true, script, letter, accents: 0 };
}

function wordAt(text: string, start: number): Word {
  const ideographs = ideographsFrom(text, start);
  if (ideographs > start)
    return { start, end: ideographs, settled: true, script: "genuine", letter: false, accents: 0 };
  const seen = [0, 0, 0, 0, 0, 0, 0];
  let ascii = 0;
  let i = start;
  const limit = Math.min(text.length, start + longestWord);
  for (; i < limit; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 128) {
      if (isAsciiSpace(unit)) break;
      if ((unit | 32) >= 97 && (unit | 32) <= 122) ascii++;
      else if ((unit < 32 && unit !== 27) || unit === 127) seen[unitClass.open] = 1;
      continue;
    }
    const kind = classOfUnit(unit);
    if (kind === unitClass.space || kind === unitClass.ideograph) break;
    seen[kind] = (seen[kind] ?? 0) + 1;
  }
  // A pair of surrogates stays together.
  if (i === limit && i < text.length && i > start + 1 && (text.charCodeAt(i) & 0xfc00) === 0xdc00) i--;
  const [open = 0, genuine = 0, lookalike = 0, , latin = 0] = seen;
  const settled =
    open === 0 && (lookalike === 0 || (genuine > 0 && ascii === 0 && latin === 0)) && latin === 0;
  const script = genuine > 0 ? "genuine" : ascii + latin > 0 ? "latin" : "other";
  return {
    start,
    end: i,
    settled,
    script,
    letter: ascii === 1 && i === start + 1,
    accents: open + lookalike + genuine === 0 ? latin : 0,
  };
}

/** Where a run of ideographs and their punctuation ends that begins at `start`. */
function ideographsFrom(text: string, start: number): number {
  let i = start;
  for (; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 128) break;
    if (classOfUnit(unit) === unitClass.ideograph) continue;
    const wideSign = unit >= 0xff00 && unit <= 0xff65 && !/[\p{L}\p{N}]/u.test(text[i] ?? "");
    if (i === start || !wideSign) break;
  }
  return i;
}
