import type { RandomSource } from "../../../contracts/index.ts";
import type { EditedText, TextAttack } from "./text-attack.ts";

export interface WordEditOptions {
  /** Characters changed at most (default 30). */
  readonly mostEdits?: number;
  /** Words whose importance is asked for at most (default 200). */
  readonly mostWords?: number;
}

interface Word {
  readonly start: number;
  readonly end: number;
}

/**
 * Character edits in the words that matter most (Gao et al., "Black-box generation of adversarial text sequences",
 * 2018, "DeepWordBug"): each word is left out once to see how far the true class falls; then from the most
 * important on, a swap, a replacement, a deletion and an insertion are asked for, and the best one stays.
 */
export function wordEdits({ mostEdits = 30, mostWords = 200 }: WordEditOptions = {}): TextAttack {
  return {
    name: "word-edits",
    *steps({ example, random, margins }) {
      const words = wordsOf(example.text).slice(0, mostWords);
      if (words.length === 0) return undefined;
      const without = words.map(({ start, end }): EditedText => ({
        text: example.text.slice(0, start) + example.text.slice(end),
        edits: end - start,
        probe: true,
      }));
      const importance = margins(yield without);
      const order = [...words.keys()].toSorted(
        (a, b) => (importance[a] ?? 0) - (importance[b] ?? 0) || a - b,
      );
      let text = example.text;
      let edits = 0;
      // What was put in or taken out before a word moves it.
      const moved = new Int32Array(words.length);
      for (const chosen of order) {
        const word = words[chosen];
        if (word === undefined) continue;
        const start = word.start + (moved[chosen] ?? 0);
        const end = word.end + (moved[chosen] ?? 0);
        const candidates = bugsOf(text.slice(start, end), random)
          .map((bug): EditedText => ({
            text: text.slice(0, start) + bug.text + text.slice(end),
            edits: edits + bug.edits,
          }))
          .filter((one) => one.edits <= mostEdits);
        if (candidates.length === 0) continue;
        const told = margins(yield candidates);
        const [best] = [...candidates.keys()].toSorted((a, b) => (told[a] ?? 0) - (told[b] ?? 0) || a - b);
        const taken = best === undefined ? undefined : candidates[best];
        if (taken === undefined) continue;
        const longer = taken.text.length - text.length;
        words.forEach((other, i) => {
          if (other.start > word.start) moved[i] = (moved[i] ?? 0) + longer;
        });
        ({ text, edits } = taken);
      }
      return undefined;
    },
  };
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const letters = "abcdefghijklmnopqrstuvwxyz";

/** One of each: neighbours swapped (two edits), a letter replaced, one taken out, one put in. */
function bugsOf(word: string, random: RandomSource): EditedText[] {
  const chars = Array.from(word);
  const inside = chars.length > 2 ? 1 + random.integer(chars.length - 2) : 0;
  const letter = letters.charAt(random.integer(letters.length));
  const bugs: EditedText[] = [
    { text: chars.with(inside, letter).join(""), edits: 1 },
    { text: chars.toSpliced(inside + 1, 0, letter).join(""), edits: 1 },
  ];
  if (chars.length > 1) {
    const next = inside + 1 < chars.length ? inside : inside - 1;
    const swapped = chars.with(next, chars[next + 1] ?? "").with(next + 1, chars[next] ?? "");
    bugs.push({ text: swapped.join(""), edits: 2 }, { text: chars.toSpliced(inside, 1).join(""), edits: 1 });
  }
  return bugs.filter((bug) => bug.text !== word);
}
