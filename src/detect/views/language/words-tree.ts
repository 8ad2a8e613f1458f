import { englishWords } from "./vocabulary.ts";

/**
 * The vocabulary as a tree of letters, with plain endings: `children[node * 32 + letter]` is the next node or
 * 0, `costs[node]` what it costs to read the letters so far as a word, 0 where they are none.
 */
export interface WordsTree {
  readonly children: Uint16Array;
  readonly costs: Float32Array;
}

/** Commonest first. */
const short = "of to in is it on be he as at by we or an my me if up so do no us go hi".split(" ");
const endings = ["s", "ed", "ing", "ly", "d", "er"];

let tree: WordsTree | undefined;

/** Made when first asked for. */
export function wordsTree(): WordsTree {
  return (tree ??= grow());
}

function grow(): WordsTree {
  const children: number[] = Array.from({ length: 32 }, () => 0);
  const costs: number[] = [0];
  const put = (word: string, cost: number): void => {
    let node = 0;
    for (let i = 0; i < word.length; i++) {
      const slot = node * 32 + (word.charCodeAt(i) & 31);
      let next = children[slot] ?? 0;
      if (next === 0) {
        next = costs.length;
        children[slot] = next;
        costs.push(0);
        for (let k = 0; k < 32; k++) children.push(0);
      }
      node = next;
    }
    const known = costs[node] ?? 0;
    if (known === 0 || cost < known) costs[node] = cost;
  };
  const words = [...englishWords].filter((word) => word.length >= 3 && /^[a-z]{3,16}$/.test(word));
  // Commoner words are likelier: a tenth for every doubling of the rank; longer ones leave less to chance.
  words.forEach((word, rank) => put(word, (word.length === 3 ? 1.4 : 1) + 0.1 * Math.log2(rank + 1)));
  short.forEach((word, rank) => put(word, 1.9 + 0.1 * Math.log2(rank + 1)));
  for (const word of ["a", "i"]) put(word, 3.4);
  for (const [rank, word] of words.entries())
    for (const ending of endings)
      if (word.length + ending.length <= 16) put(word + ending, 1.2 + 0.1 * Math.log2(rank + 4000));
  return { children: Uint16Array.from(children), costs: Float32Array.from(costs) };
}
