import { isEnglish, readAsEnglish, isKnown } from "../language/english.ts";
import { tokensOf, type Token } from "./decoder.ts";

export interface StrangeRow {
  readonly start: number;
  readonly end: number;
}

const fewestLetters = 6;

/**
 * The rows of words that a reading turns into English and that are none as they stand. For each word the
 * gain of reading it is weighed; a row is where the gains add up to most (Kadane), and it counts when the
 * outcome is English. Linear.
 */
export function strangeRows(chunk: string, reading: (token: Token) => string): StrangeRow[] {
  const tokens = tokensOf(chunk);
  const gains = tokens.map((token) => gainOf(token.text, reading(token)));
  const rows: StrangeRow[] = [];
  let sum = 0;
  let best = 0;
  let begin = 0;
  let last = -1;
  let floor = 0;
  const joins = (at: number): boolean => {
    const token = tokens[at];
    return token !== undefined && (gains[at] ?? 0) > -5 && isKnown(reading(token).replace(/[^a-z]/giu, ""));
  };
  const flush = (): void => {
    if (best > 0) {
      // Words that are English either way, at the edges.
      while (begin > floor && joins(begin - 1)) begin--;
      while (last + 1 < tokens.length && joins(last + 1)) last++;
    }
    const first = tokens[begin];
    const end = tokens[last];
    if (best > 0 && first && end) {
      const read = tokens
        .slice(begin, last + 1)
        .map(reading)
        .join(" ");
      const was = chunk.slice(first.start, end.end);
      floor = last + 1;
      if (readAsEnglish(read).letters >= fewestLetters && isEnglish(read) && !isEnglish(was))
        rows.push({ start: first.start, end: end.end });
    }
    sum = best = 0;
    last = -1;
  };
  gains.forEach((gain, i) => {
    if (sum <= 0) {
      flush();
      begin = i;
    }
    sum += gain;
    if (sum > best) {
      best = sum;
      last = i;
    } else if (sum < best - 12) {
      flush();
    }
  });
  flush();
  return rows;
}

/** How much better a word reads: bits over its letters, and more where it becomes or ceases to be a known word. */
function gainOf(was: string, is: string): number {
  const before = readAsEnglish(was);
  if (before.letters === 0) return 0;
  const after = readAsEnglish(is);
  const known = (word: string): number =>
    isKnown(word.replace(/[^a-z]/giu, "")) ? Math.min(8, word.length + 2) : 0;
  return (after.pairs - before.pairs) * before.letters + known(is) - known(was) - 0.01;
}
