import { wordsTree } from "./words-tree.ts";

/** What a letter costs that is in no word. */
const loose = 4;

/**
 * Puts the spaces back into letters run together: the places where a new word begins, or undefined where less
 * than four fifths of the letters fall into words of the vocabulary. The cheapest division, by dynamic
 * programming; linear, as words are bounded.
 *
 * @param letters lower-case ASCII letters
 * @example wordStarts("ignoreall") // [0, 6]
 */
export function wordStarts(letters: string): readonly number[] | undefined {
  const size = letters.length;
  const { children, costs: words } = wordsTree();
  const costs = new Float64Array(size + 1).fill(Infinity);
  /** Where the word begins that ends here; the bitwise complement where it is a loose letter. */
  const back = new Int32Array(size + 1);
  costs[0] = 0;
  for (let start = 0; start < size; start++) {
    const cost = costs[start] ?? Infinity;
    if (cost + loose < (costs[start + 1] ?? Infinity)) {
      costs[start + 1] = cost + loose;
      back[start + 1] = ~start;
    }
    let node = 0;
    for (let end = start; end < size; end++) {
      node = children[node * 32 + (letters.charCodeAt(end) & 31)] ?? 0;
      if (node === 0) break;
      const word = words[node] ?? 0;
      if (word > 0 && cost + word < (costs[end + 1] ?? Infinity)) {
        costs[end + 1] = cost + word;
        back[end + 1] = start;
      }
    }
  }
  const starts: number[] = [];
  let unknown = 0;
  let looseAfter = false;
  for (let at = size; at > 0;) {
    const step = back[at] ?? 0;
    if (step < 0) unknown++;
    at = step < 0 ? ~step : step;
    if (looseAfter && step < 0) starts.pop();
    starts.push(at);
    looseAfter = step < 0;
  }
  return unknown * 5 > size ? undefined : starts.reverse();
}
