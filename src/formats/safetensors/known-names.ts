/** Names up to this many are told apart exactly; of the rest a digest of 53 bits is kept. */
const exactly = 20_000;
/** Names may be made so that their digests crowd: those that find no place near theirs go elsewhere. */
const nearby = 64;

/**
 * Whether a name was there before, for millions of names in little memory. Beyond twenty thousand two
 * different names could pass for one (in a million honest ones: once in ten thousand files), never one for two.
 */
export class KnownNames {
  readonly #exact = new Set<string>();
  /** Where each digest lies that its last bits name, or in the next free place; 0 is free. */
  #digests = new Float64Array(1024);
  #count = 0;
  readonly #crowded = new Set<number>();

  /** Whether it is new. */
  add(name: string): boolean {
    if (this.#exact.has(name)) return false;
    if (this.#exact.size < exactly) {
      this.#exact.add(name);
      return true;
    }
    if (this.#count * 2 >= this.#digests.length) this.#grow();
    return this.#put(digest53(name) + 1);
  }

  #put(digest: number): boolean {
    const last = this.#digests.length - 1;
    for (let i = digest & last, end = i + nearby; i < end; i++) {
      const there = this.#digests[i & last];
      if (there === digest) return false;
      if (there !== 0) continue;
      this.#digests[i & last] = digest;
      this.#count += 1;
      return true;
    }
    const before = this.#crowded.size;
    return this.#crowded.add(digest).size > before;
  }

  #grow(): void {
    const before = this.#digests;
    const crowded = [...this.#crowded];
    this.#digests = new Float64Array(before.length * 2);
    this.#count = 0;
    this.#crowded.clear();
    for (const digest of before) if (digest !== 0) this.#put(digest);
    for (const digest of crowded) this.#put(digest);
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
