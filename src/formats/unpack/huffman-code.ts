/** A canonical Huffman code: how many symbols there are of each length, and the symbols in order. */
export interface HuffmanCode {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

export const longestCode = 15;

/**
 * Makes the code of the lengths given (RFC 1951, 3.2.2); undefined where more symbols are given than there is room
 * for, or fewer and it is not a code of one symbol alone.
 */
export function huffmanCode(lengths: Uint8Array): HuffmanCode | undefined {
  const counts = new Uint16Array(longestCode + 1);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  let left = 1;
  for (let length = 1; length <= longestCode; length++) {
    left = left * 2 - (counts[length] ?? 0);
    if (left < 0) return undefined;
  }
  if (left > 0 && (counts[0] ?? 0) + (counts[1] ?? 0) !== lengths.length) return undefined;
  const next = new Uint16Array(longestCode + 2);
  for (let length = 1; length <= longestCode; length++)
    next[length + 1] = (next[length] ?? 0) + (counts[length] ?? 0);
  const symbols = new Uint16Array(lengths.length);
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    const at = next[length] ?? 0;
    symbols[at] = symbol;
    next[length] = at + 1;
  }
  return { counts, symbols };
}
