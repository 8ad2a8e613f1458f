import { eachWord } from "../words/index.ts";

/** The longest phrase, in words, whose repetition is seen. */
const longestPeriod = 8;
/** So many words must repeat, and the phrase so many times. */
const fewestWords = 40;
const fewestTimes = 10;

export interface Repetition {
  readonly start: number;
  readonly end: number;
  /** Words of the phrase. */
  readonly period: number;
  /** Words that stand between it and the next repetition, or the end. */
  readonly wordsBehind: number;
  /** Where these words end. */
  readonly endBehind: number;
}

/**
 * Stretches in which a phrase of up to eight words is repeated on and on. It looks
 * at each twentieth word whether it equals one of the eight before, and follows those that do. Numbers do not count, for tables have them.
 */
export function findRepetitions(text: string): Repetition[] {
  const hashes: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  eachWord(text, (hash, start, end, digits) => {
    hashes.push(digits ? 0 : hash);
    starts.push(start);
    ends.push(end);
  });
  if (hashes.length < fewestWords) return [];
  const found: Run[] = [];
  // A long run has several of these places in it; from one it is followed both ways.
  for (let i = sample; i < hashes.length; i += sample) {
    const run = runAround(hashes, i, found.at(-1)?.last ?? -1);
    if (run === undefined) continue;
    found.push(run);
    i = Math.max(i, run.last);
  }
  return found.map(({ first, last, period }, n) => {
    const next = found[n + 1]?.first ?? hashes.length;
    return {
      start: starts[first] ?? 0,
      end: ends[last] ?? 0,
      period,
      wordsBehind: next - last - 1,
      endBehind: ends[next - 1] ?? 0,
    };
  });
}

const sample = 20;

interface Run {
  readonly first: number;
  readonly last: number;
  readonly period: number;
}

function runAround(hashes: readonly number[], at: number, behind: number): Run | undefined {
  for (let period = 1; period <= longestPeriod; period++) {
    const same = (i: number): boolean => hashes[i] !== 0 && hashes[i] === hashes[i - period];
    if (!same(at)) continue;
    let first = at;
    while (first - 1 - period > behind && same(first - 1)) first--;
    let last = at;
    while (last + 1 < hashes.length && same(last + 1)) last++;
    first -= period;
    if (last - first + 1 >= Math.max(fewestWords, fewestTimes * period)) return { first, last, period };
  }
  return undefined;
}

/** Signs that lines and tables are drawn with. */
const drawn = " -=_*#.~+|\n\t\r─━═│┃█▓▒░•·";
const longRun = 400;

/** Runs of one character, longer than anybody means them. */
export function findCharacterRuns(text: string): { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  // One look at each hundredth character is enough to find the long ones.
  for (let i = 0; i + 100 <= text.length; i += 100) {
    const code = text.charCodeAt(i);
    if (
      code !== text.charCodeAt(i + 50) ||
      code !== text.charCodeAt(i + 99) ||
      drawn.includes(text[i] ?? " ")
    )
      continue;
    let start = i;
    const least = found.at(-1)?.end ?? 0;
    while (start > least && text.charCodeAt(start - 1) === code) start--;
    let end = i;
    while (end < text.length && text.charCodeAt(end) === code) end++;
    if (end - start >= longRun) found.push({ start, end });
    i = Math.max(i, end - 100);
  }
  return found;
}
