import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { foldText, kindOf, kinds } from "../features/characters.ts";
import { hashNext, hashPair, hashStart, hashText } from "../features/hash.ts";
import { concepts } from "./concepts.ts";

/** What a hash may stand for; bits of `Lexicon.filter`. */
export const entryKinds = { stem: 1, word: 2, phrase: 4, spaceless: 8, spacelessPrefix: 16 } as const;

/**
 * The words of all languages in one hash table. `filter` says cheaply that a hash is in no list, by its upper
 * 16 bits; `find` gives the concept. Hashes of different words may fall together once in some millions:
 * that costs a wrong cue, no more.
 */
export interface Lexicon {
  readonly filter: Uint8Array;
  find(hash: number, kind: number): number;
  readonly size: number;
}

/** Longest entry of a script without spaces, in UTF-16 units. */
export const longestSpaceless = 12;

/**
 * Reads `languages/*.txt`: a line `concept: words`; `word*` is a stem, `two_words` a phrase (up to three
 * words). Where a word stands for two concepts, the first language in the order of file names wins, English
 * before all.
 *
 * @throws Error naming file and line when a line cannot be read
 */
export function readLexicon(folder: string): Lexicon {
  const maps = new Map<number, Map<number, number>>(
    Object.values(entryKinds).map((kind) => [kind, new Map<number, number>()]),
  );
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .sort((a, b) => (a === "en.txt" ? -1 : b === "en.txt" ? 1 : a < b ? -1 : 1));
  for (const name of files)
    readFileSync(join(folder, name), "utf8")
      .split("\n")
      .forEach((line, i) => {
        if (line.trim() === "" || line.startsWith("#")) return;
        const colon = line.indexOf(":");
        const concept = (concepts as readonly string[]).indexOf(line.slice(0, colon));
        if (colon < 0 || concept < 1) throw new Error(`${name}:${i + 1}: no concept of this name`);
        for (const word of line.slice(colon + 1).split(" ")) if (word !== "") enter(maps, word, concept);
      });
  return tabulate(maps);
}

function enter(maps: Map<number, Map<number, number>>, word: string, concept: number): void {
  const put = (kind: number, hash: number, value: number): void => {
    const map = maps.get(kind);
    if (map && !map.has(hash)) map.set(hash, value);
  };
  const stem = word.endsWith("*");
  const text = foldText(stem ? word.slice(0, -1) : word);
  const parts = text.split(/[_'’\-.\u200c]+/u).filter((part) => part !== "");
  if (kindOf[text.charCodeAt(0)] === kinds.spaceless) {
    let hash = hashStart;
    for (let i = 0; i < Math.min(text.length, longestSpaceless); i++) {
      hash = hashNext(hash, text.charCodeAt(i));
      put(entryKinds.spacelessPrefix, hash, 1);
    }
    put(entryKinds.spaceless, hash, concept);
    return;
  }
  const [one = "", two, three] = parts.map(String);
  if (parts.length > 3) throw new Error(`the phrase ${word} is longer than three words`);
  if (two === undefined) put(stem ? entryKinds.stem : entryKinds.word, hashText(one), concept);
  else {
    const pair = hashPair(hashText(one), hashText(two));
    put(entryKinds.phrase, three === undefined ? pair : hashPair(pair, hashText(three)), concept);
  }
}

function tabulate(maps: ReadonlyMap<number, ReadonlyMap<number, number>>): Lexicon {
  const filter = new Uint8Array(0x10000);
  const slots = 1 << 15;
  const keys = new Int32Array(slots);
  const values = new Uint8Array(slots);
  const salted = (hash: number, kind: number): number =>
    Math.imul(hash ^ Math.imul(kind, 0x9e3779b1), 0x85ebca6b) | 1;
  let size = 0;
  for (const [kind, map] of maps)
    for (const [hash, concept] of map) {
      filter[hash >>> 16] = (filter[hash >>> 16] ?? 0) | kind;
      const key = salted(hash, kind);
      let slot = key >>> 17;
      while (keys[slot] !== 0) slot = (slot + 1) & (slots - 1);
      keys[slot] = key;
      values[slot] = concept;
      size++;
    }
  return {
    filter,
    size,
    find(hash, kind) {
      const key = salted(hash, kind);
      for (let slot = key >>> 17; keys[slot] !== 0; slot = (slot + 1) & (slots - 1))
        if (keys[slot] === key) return values[slot] ?? 0;
      return 0;
    },
  };
}
