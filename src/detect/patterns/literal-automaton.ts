/**
 * Finds many fixed words in one pass, whatever their number: the automaton of Aho and Corasick
 * ("Efficient string matching", CACM 18(6), 1975), with every step precomputed. ASCII case is folded.
 */
export interface LiteralAutomaton {
  /** Calls `hit` for every occurrence of every word, in the order of their ends. Linear. */
  scan(text: string, from: number, to: number, hit: (word: number, start: number, end: number) => void): void;
  /** Calls `pending` for every ending of `text` with which a word begins but is not complete, longest first. */
  unfinished(text: string, pending: (start: number, words: readonly number[]) => void): void;
}

const codes = 128;

interface Trie {
  readonly children: Map<number, number>[];
  readonly depth: number[];
  /** Words that end here, their own or those of a shorter ending. */
  readonly ends: number[][];
  /** Words that pass through here and go on. */
  readonly goesOn: number[][];
}

/** @param words ASCII, not empty */
export function literalAutomaton(words: readonly string[]): LiteralAutomaton {
  const trie = plant(words.map((word) => word.toLowerCase()));
  const { classOf, count } = letterClasses(trie);
  const { table, fail } = steps(trie, classOf, count);
  const lengths = words.map((word) => word.length);
  const longest = Math.max(0, ...lengths);

  return {
    scan(text, from, to, hit) {
      let at = 0;
      for (let i = from; i < to; i++) {
        const code = text.charCodeAt(i);
        at = code < codes ? (table[at + (classOf[code] ?? 0)] ?? 0) : 0;
        if (at >= 0) continue;
        at = -at;
        for (const word of trie.ends[at / count] ?? []) hit(word, i + 1 - (lengths[word] ?? 0), i + 1);
      }
    },
    unfinished(text, pending) {
      let at = 0;
      for (let i = Math.max(0, text.length - longest); i < text.length; i++) {
        const code = text.charCodeAt(i);
        at = code < codes ? Math.abs(table[at + (classOf[code] ?? 0)] ?? 0) : 0;
      }
      for (let state = at / count; state !== 0; state = fail[state] ?? 0) {
        const goesOn = trie.goesOn[state] ?? [];
        if (goesOn.length > 0) pending(text.length - (trie.depth[state] ?? 0), goesOn);
      }
    },
  };
}

function plant(words: readonly string[]): Trie {
  const trie: Trie = { children: [new Map()], depth: [0], ends: [[]], goesOn: [[]] };
  words.forEach((word, id) => {
    let state = 0;
    for (let i = 0; i < word.length; i++) {
      trie.goesOn[state]?.push(id);
      const code = word.charCodeAt(i);
      let next = trie.children[state]?.get(code);
      if (next === undefined) {
        next = trie.children.length;
        trie.children.push(new Map());
        trie.depth.push(i + 1);
        trie.ends.push([]);
        trie.goesOn.push([]);
        trie.children[state]?.set(code, next);
      }
      state = next;
    }
    trie.ends[state]?.push(id);
  });
  return trie;
}

/** Letters that no word holds share class 0; capitals share the class of their small letters. */
function letterClasses(trie: Trie): { classOf: Uint8Array; count: number } {
  const classOf = new Uint8Array(codes);
  let count = 1;
  for (const children of trie.children)
    for (const code of children.keys()) if (code < codes && classOf[code] === 0) classOf[code] = count++;
  for (let code = 65; code <= 90; code++) classOf[code] = classOf[code + 32] ?? 0;
  return { classOf, count };
}

/** For each state and class the place of the next state in the table; negative when words end there. */
function steps(trie: Trie, classOf: Uint8Array, count: number): { table: Int32Array; fail: Int32Array } {
  const size = trie.children.length;
  const table = new Int32Array(size * count);
  const fail = new Int32Array(size);
  const queue = [0];
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] ?? 0;
    const back = fail[state] ?? 0;
    // A state copies the steps of the longest ending that is a state too, then adds its own.
    if (state !== 0) table.copyWithin(state * count, back * count, (back + 1) * count);
    for (const [code, child] of trie.children[state] ?? []) {
      const at = state * count + (classOf[code] ?? 0);
      fail[child] = state === 0 ? 0 : Math.abs(table[at] ?? 0) / count;
      trie.ends[child]?.push(...(trie.ends[fail[child] ?? 0] ?? []));
      table[at] = (trie.ends[child]?.length ?? 0) > 0 ? -child * count : child * count;
      queue.push(child);
    }
  }
  return { table, fail };
}
