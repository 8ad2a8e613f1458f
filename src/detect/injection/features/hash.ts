/** FNV-1a over UTF-16 units: the hash of every prefix of a word comes for free while the word is read. */
export const hashStart = 0x811c9dc5 | 0;
const prime = 0x01000193;

export const hashNext = (hash: number, unit: number): number => Math.imul(hash ^ unit, prime);

/** Joins the hashes of two neighbours; the order matters. */
export const hashPair = (left: number, right: number): number =>
  Math.imul(Math.imul(left, 0x85ebca6b) ^ (right + 0x7f4a7c15), 0xc2b2ae35);

export function hashText(text: string): number {
  let hash = hashStart;
  for (let i = 0; i < text.length; i++) hash = hashNext(hash, text.charCodeAt(i));
  return hash;
}
