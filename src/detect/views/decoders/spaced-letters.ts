import { hints } from "../chunks/index.ts";
import { readAsEnglish } from "../language/english.ts";
import type { Piece } from "../mapped.ts";
import type { Decoder } from "./decoder.ts";
import { spread, type Unit } from "./spread.ts";

const fewestLetters = 4;
const longestGap = 5;

/**
 * `i g n o r e`, `i-g-n-o-r-e`, `i.g.n.o.r.e`, letters one under the other: single letters with the same gap
 * between them. A longer gap, or a blank among other signs, is a word's end.
 */
export const spacedLetters: Decoder = {
  kind: "spaced-letters",
  hints: hints.single,
  find(chunk) {
    const pieces: Piece[] = [];
    for (let i = 0; i < chunk.length;) {
      if (!isUnit(chunk, i) || (i > 0 && isUnit(chunk, i - 1))) {
        i++;
        continue;
      }
      const row = rowFrom(chunk, i);
      i = row.next;
      const letters = row.units.filter(({ text }) => /[a-z]/iu.test(text)).length;
      if (letters < fewestLetters || letters * 2 < row.units.length - row.words) continue;
      const piece = spread(row.units);
      if (isWorth(piece.text)) pieces.push(piece);
    }
    return pieces;
  },
};

/** Language, or enough different letters that they may be a further encoding. */
function isWorth(text: string): boolean {
  const { letters, known, pairs } = readAsEnglish(text);
  return (
    (letters >= 4 && known >= 0.5) ||
    (letters >= 5 && pairs >= 0.6) ||
    (letters >= 12 && new Set(text).size >= 8)
  );
}

interface Row {
  readonly units: readonly Unit[];
  readonly words: number;
  readonly next: number;
}

function rowFrom(chunk: string, start: number): Row {
  const units: Unit[] = [];
  let words = 0;
  let gap: string | undefined;
  let i = start;
  for (;;) {
    units.push({ text: chunk[i] ?? "", from: i, to: i + 1 });
    let next = i + 1;
    if (isUnit(chunk, next)) {
      // A longer word: its first letter does not belong to the row.
      units.pop();
      break;
    }
    while (next < chunk.length && next - i <= longestGap && !isUnit(chunk, next)) next++;
    if (next >= chunk.length || !isUnit(chunk, next)) {
      i++;
      break;
    }
    const between = chunk.slice(i + 1, next);
    const alone = !isUnit(chunk, next + 1);
    gap ??= between;
    if (between !== gap && alone) {
      const shorter = between.length < gap.length;
      if (shorter && words === 0 && units.length === 1) gap = between;
      else if (shorter || !/\s/u.test(between)) {
        i++;
        break;
      }
      units.push({ text: " ", from: i + 1, to: next });
      words++;
    }
    i = next;
    if (!alone) break;
  }
  while (units.at(-1)?.text === " ") units.pop();
  return { units, words, next: Math.max(i, start + 1) };
}

function isUnit(chunk: string, at: number): boolean {
  const unit = chunk.charCodeAt(at);
  return (
    ((unit | 32) >= 97 && (unit | 32) <= 122) || (unit >= 48 && unit <= 57) || unit === 64 || unit === 36
  );
}
