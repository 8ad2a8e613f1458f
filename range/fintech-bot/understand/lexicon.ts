import type { Token } from "./words.ts";

/**
 * A set of words that mean the same for our purpose, in the four languages Mira reads. `stem*` is a
 * prefix, `two_words` are neighbours. Words are written folded: lower case, no diacritics.
 */
export interface Meaning {
  readonly id: number;
}

const exact = new Map<string, number[]>();
const prefixes = new Map<string, number[]>();
const phrases = new Map<string, { readonly rest: readonly string[]; readonly id: number }[]>();
let meanings = 0;

/** @example const fee = meaning("fee fees gebuhr* avgift* frais"); */
export function meaning(words: string): Meaning {
  const id = meanings++;
  for (const word of words.split(/\s+/).filter((word) => word !== "")) {
    const [first = "", ...rest] = word.split("_");
    if (rest.length > 0) phrases.set(first, [...(phrases.get(first) ?? []), { rest, id }]);
    else if (word.endsWith("*")) add(prefixes, word.slice(0, -1), id);
    else add(exact, word, id);
  }
  return { id };
}

function add(map: Map<string, number[]>, key: string, id: number): void {
  map.set(key, [...(map.get(key) ?? []), id]);
}

const longestPrefix = 24;

function meaningsOf(word: string): number[] {
  const found = [...(exact.get(word) ?? [])];
  for (let length = 2; length <= Math.min(word.length, longestPrefix); length++)
    found.push(...(prefixes.get(word.slice(0, length)) ?? []));
  if (word.includes("-")) for (const part of word.split("-", 4)) found.push(...(exact.get(part) ?? []));
  return found;
}

/** Whether a word means anything at all to the reader. A code word does not. */
export const isKnown = (word: string): boolean => meaningsOf(word).length > 0;

/** Where each meaning stands in a run of tokens. */
export interface Sense {
  readonly tokens: readonly Token[];
  has(...all: readonly Meaning[]): boolean;
  /** Token positions of a meaning, in order. */
  at(meaning: Meaning): readonly number[];
}

export function sense(tokens: readonly Token[]): Sense {
  const positions = new Map<number, number[]>();
  const note = (id: number, at: number): void => {
    const list = positions.get(id);
    if (list) list.push(at);
    else positions.set(id, [at]);
  };
  tokens.forEach(({ word, kind }, at) => {
    if (kind !== "word") return;
    for (const id of meaningsOf(word)) note(id, at);
    for (const { rest, id } of phrases.get(word) ?? [])
      if (rest.every((next, i) => tokens[at + 1 + i]?.word === next)) note(id, at);
  });
  return {
    tokens,
    has: (...all) => all.every(({ id }) => positions.has(id)),
    at: ({ id }) => positions.get(id) ?? [],
  };
}
