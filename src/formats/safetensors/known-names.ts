/** Names up to this many are told apart exactly; of the rest a digest of 53 bits is kept. */
const exactly = 100_000;

/**
 * Whether a name was there before, for millions of names in little memory. Beyond a hundred thousand two
 * different names could pass for one (in a million honest ones: once in ten thousand files), never one for two.
 */
export class KnownNames {
  readonly #exact = new Set<string>();
  readonly #digests = new Set<number>();

  /** Whether it is new. */
  add(name: string): boolean {
    const digest = digest53(name);
    if (this.#exact.has(name) || this.#digests.has(digest)) return false;
    if (this.#exact.size < exactly) this.#exact.add(name);
    else this.#digests.add(digest);
    return true;
  }
}

/** Two multiplicative hashes side by side, mixed as MurmurHash3 does at its end. */
function digest53(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
