import { plainWords } from "../language/vocabulary.ts";

/** One step of the hash of a word; `letter` from 1 to 26. */
export function hashStep(hash: number, letter: number): number {
  return (Math.imul(hash, 31) + letter) | 0;
}

const bits = 1 << 17;
/** A Bloom filter of two probes: about three words in a hundred thousand pass by chance. */
const filter = new Uint8Array(bits >> 3);
for (const word of plainWords) {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = hashStep(hash, word.charCodeAt(i) & 31);
  for (const at of [first(hash), second(hash)]) filter[at >> 3] = (filter[at >> 3] ?? 0) | (1 << (at & 7));
}

function first(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 15;
}

function second(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 15;
}

/** Whether a word with this hash is a plain one. */
export function isPlainHash(hash: number): boolean {
  const at = first(hash);
  if (((filter[at >> 3] ?? 0) & (1 << (at & 7))) === 0) return false;
  const other = second(hash);
  return ((filter[other >> 3] ?? 0) & (1 << (other & 7))) !== 0;
}
