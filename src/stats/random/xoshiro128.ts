/** The state of xoshiro128**: four 32-bit words, not all zero. */
export type XoshiroState = readonly [number, number, number, number];

/**
 * xoshiro128** 1.1 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021):
 * 32-bit words only, so every JavaScript engine gives the same output. Not for secrets.
 *
 * @returns a function whose every call gives the next unsigned 32-bit output.
 * @example const next = xoshiro128([1, 2, 3, 4]); next(); // 11520
 */
export function xoshiro128(state: XoshiroState): () => number {
  let [a, b, c, d] = state;
  return () => {
    const output = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return output;
  };
}

const rotateLeft = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
