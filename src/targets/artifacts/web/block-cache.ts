const block = 64 * 1024;
/** 16 MiB. */
const keptBlocks = 256;
/** What one request asks for at most, read-ahead included: 8 MiB. */
const mostAtOnce = 128;

export interface BlockCache {
  read(offset: number, length: number): Promise<Uint8Array>;
}

/**
 * Parts of something large, fetched in blocks and kept for a while. Who reads on where the last fetch ended
 * gets twice as much at once each time, up to 8 MiB; who jumps gets only what was asked for. One request at a time.
 *
 * @param first what is known from the start
 */
export function blockCache(
  size: number,
  first: Uint8Array,
  fetchPart: (start: number, end: number) => Promise<Uint8Array>,
): BlockCache {
  const kept = new Map<number, Uint8Array>();
  const keep = (index: number, bytes: Uint8Array): void => {
    kept.delete(index);
    kept.set(index, bytes);
    const [oldest] = kept.keys();
    if (kept.size > keptBlocks && oldest !== undefined) kept.delete(oldest);
  };
  const blockSize = (index: number): number => Math.min(block, size - index * block);
  for (let i = 0; i * block < first.length; i++)
    if (Math.min(first.length, (i + 1) * block) === i * block + blockSize(i))
      keep(i, first.subarray(i * block, i * block + blockSize(i)));
  let expected = Math.ceil(first.length / block);
  let ahead = 1;
  let turn: Promise<unknown> = Promise.resolve();

  async function read(offset: number, length: number): Promise<Uint8Array> {
    const start = Math.min(Math.max(0, offset), size);
    const end = Math.min(start + Math.max(0, length), size);
    const out = new Uint8Array(end - start);
    const last = start === end ? 0 : Math.ceil(end / block);
    const put = (index: number, bytes: Uint8Array): void => {
      const from = Math.max(start, index * block);
      const to = Math.min(end, index * block + bytes.length);
      if (from < to) out.set(bytes.subarray(from - index * block, to - index * block), from - start);
    };
    let index = Math.floor(start / block);
    while (index < last) {
      const known = kept.get(index);
      if (known !== undefined) {
        keep(index, known);
        put(index, known);
        index += 1;
        continue;
      }
      let run = 1;
      while (index + run < last && run < mostAtOnce && !kept.has(index + run)) run += 1;
      ahead = index === expected ? Math.min(mostAtOnce, ahead * 2) : 1;
      const count = Math.min(Math.max(run, ahead), Math.ceil(size / block) - index);
      const bytes = await fetchPart(index * block, Math.min(size, (index + count) * block));
      for (let i = 0; i < count; i++) {
        // A copy, so that one block kept does not keep the whole answer.
        const piece = bytes.slice(i * block, i * block + blockSize(index + i));
        keep(index + i, piece);
        put(index + i, piece);
      }
      expected = index + count;
      // What was read ahead and is already needed was put in its place too.
      index += count;
    }
    return out;
  }

  return {
    read(offset, length) {
      const mine = turn.then(() => read(offset, length));
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}
