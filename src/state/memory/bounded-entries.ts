/** One thing kept, with what it takes and until when. */
export interface Entry<Value> {
  readonly value: Value;
  /** About how many bytes. */
  readonly bytes: number;
  /** Milliseconds since the epoch; `Infinity` for ever. */
  readonly expiresAt: number;
}

export interface EntryCounts {
  readonly entries: number;
  readonly bytes: number;
  /** Entries that had to go although their time was not over: what they counted is forgotten. */
  readonly evicted: number;
}

export interface BoundedEntries<Value> {
  get(key: string, now: number): Value | undefined;
  set(key: string, entry: Entry<Value>, now: number): void;
  delete(key: string): void;
  readonly counts: EntryCounts;
}

/** What a key and its place in the map take beside the value. */
const OVERHEAD = 100;
/** Entries looked at on each write for having expired, so that what nobody asks for again goes too. */
const SWEEP = 2;

/** A map with expiry that never holds more than so many entries and bytes; the least recently used goes first. */
export function boundedEntries<Value>(maxEntries: number, maxBytes: number): BoundedEntries<Value> {
  const entries = new Map<string, Entry<Value>>();
  let bytes = 0;
  let evicted = 0;
  let sweeper = entries.entries();

  const cost = (key: string, entry: Entry<Value>): number => OVERHEAD + key.length + entry.bytes;

  function remove(key: string): Entry<Value> | undefined {
    const entry = entries.get(key);
    if (entry === undefined) return undefined;
    entries.delete(key);
    bytes -= cost(key, entry);
    return entry;
  }

  function sweep(now: number): void {
    for (let i = 0; i < SWEEP; i += 1) {
      const next = sweeper.next();
      if (next.done === true) {
        sweeper = entries.entries();
        return;
      }
      if (next.value[1].expiresAt <= now) remove(next.value[0]);
    }
  }

  return {
    get(key, now) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      if (entry.expiresAt > now) return entry.value;
      remove(key);
      return undefined;
    },
    set(key, entry, now) {
      remove(key);
      entries.set(key, entry);
      bytes += cost(key, entry);
      sweep(now);
      while (entries.size > maxEntries || bytes > maxBytes) {
        const oldest = entries.keys().next().value;
        if (oldest === undefined) return;
        if ((remove(oldest)?.expiresAt ?? 0) > now) evicted += 1;
      }
    },
    delete: (key) => void remove(key),
    get counts() {
      return { entries: entries.size, bytes, evicted };
    },
  };
}
