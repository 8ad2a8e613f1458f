/**
 * Random access to bytes that are examined and never run: a file, a member of an archive, a range of
 * a remote object. The one way every parser reads.
 */
export interface ByteSource {
  /** In bytes; known before the first read, and the same at every read. */
  readonly size: number;
  /**
   * `length` bytes from `offset`, fewer only where the source ends. The caller neither changes the
   * result nor keeps it beyond what it needs: it may be a view of shared memory.
   *
   * @throws FORMATS_CHANGED when the bytes are not what they were when the source was opened.
   */
  read(offset: number, length: number): Promise<Uint8Array>;
  /**
   * The bytes from `offset` on, written over `target` from its beginning; how many they were, fewer than fit only
   * where the source ends. For whoever reads all of it and keeps nothing. Not every source can.
   *
   * @throws FORMATS_CHANGED as `read` does
   */
  readonly readInto?: (target: Uint8Array, offset: number) => Promise<number>;
  /** Frees what the source holds. A part of another source frees nothing. */
  close(): Promise<void>;
}

/** Bytes that are in memory. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) =>
      Promise.resolve(bytes.subarray(Math.max(0, offset), Math.max(0, offset) + Math.max(0, length))),
    close: () => Promise.resolve(),
  };
}

/**
 * The bytes of `source` from `start` to before `end`, as a source of its own.
 *
 * @throws RangeError when the part is not inside the source: parsers check before they ask.
 */
export function partOf(source: ByteSource, start: number, end: number): ByteSource {
  if (!(start >= 0 && start <= end && end <= source.size))
    throw new RangeError(`bytes ${start} to ${end} are not inside a source of ${source.size} bytes`);
  const size = end - start;
  return {
    size,
    read: (offset, length) => {
      const from = Math.min(Math.max(0, offset), size);
      return source.read(start + from, Math.min(Math.max(0, length), size - from));
    },
    close: () => Promise.resolve(),
  };
}
