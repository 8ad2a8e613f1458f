import { plainWords } from "../language/vocabulary.ts";

/** One step of the hash of a word; `letter` from 1 to 26. */
export function hashStep(hash: number, letter: number): number {
  return (Math.imul(hash, 31) + letter) | 0;
}

const slots = 1 << 14;
/**
 * The hashes of the plain words, each in the first free slot from its own on. Whole hashes: a line of an
 * encoding that passed for a plain word would cut what is encoded in two. None of them is 0.
 */
const table = new Int32Array(slots);
for (const word of plainWords) {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = hashStep(hash, word.charCodeAt(i) & 31);
  if (!isPlainHash(hash)) table[freeFrom(slotOf(hash))] = hash;
}

function slotOf(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 18;
}

function freeFrom(slot: number): number {
  let at = slot;
  while (table[at] !== 0) at = (at + 1) & (slots - 1);
  return at;
}

/** Whether a word with this hash is a plain one: chance passes once in millions. */
export function isPlainHash(hash: number): boolean {
  if (hash === 0) return false;
  for (let at = slotOf(hash); ; at = (at + 1) & (slots - 1)) {
    const found = table[at];
    if (found === hash) return true;
    if (found === 0) return false;
  }
}
