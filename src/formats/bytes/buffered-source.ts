import type { ByteSource } from "./byte-source.ts";

export interface BufferedOptions {
  /** Bytes read at once. */
  readonly block?: number;
  /** How many blocks are kept. */
  readonly blocks?: number;
}

/**
 * Keeps the blocks read last, so that a parser may ask for four bytes at a time. A read larger than a
 * block goes straight through. Holds at most `block × blocks` bytes.
 */
export function bufferedSource(source: ByteSource, options: BufferedOptions = {}): ByteSource {
  const { block = 64 * 1024, blocks = 16 } = options;
  const kept = new Map<number, Promise<Uint8Array>>();
  const blockAt = (index: number): Promise<Uint8Array> => {
    const known = kept.get(index);
    if (known !== undefined) {
      kept.delete(index);
      kept.set(index, known);
      return known;
    }
    const read = source.read(index * block, Math.min(block, source.size - index * block));
    // A read that failed is not kept: the next one may succeed.
    read.catch(() => kept.delete(index));
    kept.set(index, read);
    const [oldest] = kept.keys();
    if (kept.size > blocks && oldest !== undefined) kept.delete(oldest);
    return read;
  };
  return {
    size: source.size,
    async read(offset, length) {
      const start = Math.min(Math.max(0, offset), source.size);
      const end = Math.min(start + Math.max(0, length), source.size);
      if (end - start > block) return source.read(start, end - start);
      if (start === end) return new Uint8Array(0);
      const first = Math.floor(start / block);
      const last = Math.floor((end - 1) / block);
      const head = await blockAt(first);
      if (first === last) return head.subarray(start - first * block, end - first * block);
      const joined = new Uint8Array(end - start);
      const front = head.subarray(start - first * block);
      joined.set(front);
      joined.set((await blockAt(last)).subarray(0, end - last * block), front.length);
      return joined;
    },
    close: () => source.close(),
  };
}
