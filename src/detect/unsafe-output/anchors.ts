/** Where anchors begin in a text. One table look-up for each unit; few go further. */
export interface Anchors<Item> {
  /** Calls back with each place and the items whose anchor begins there. */
  scan(text: string, from: number, found: (at: number, item: Item) => void): void;
  /** The first place from which the text ends inside an anchor; the text's length when there is none. */
  openFrom(text: string): number;
  readonly longest: number;
}

/**
 * Prepares anchors, in small letters of ASCII and found in any case. One that begins with a letter or digit is
 * found only where no letter or digit of ASCII stands before it.
 */
export function prepareAnchors<Item>(
  entries: readonly (readonly [anchor: string, item: Item])[],
): Anchors<Item> {
  /** Index into `buckets` for each pair of units; 0 for nearly all. */
  const pairs = new Uint8Array(128 * 128);
  const buckets: (readonly [string, Item])[][] = [[]];
  const firsts: (readonly [string, Item])[][] = Array.from({ length: 128 }, () => []);
  for (const entry of entries) {
    const pair = pairOf(entry[0].charCodeAt(0), entry[0].charCodeAt(1));
    if (pairs[pair] === 0) pairs[pair] = buckets.push([]) - 1;
    buckets[pairs[pair] ?? 0]?.push(entry);
    firsts[entry[0].charCodeAt(0)]?.push(entry);
  }
  const longest = Math.max(0, ...entries.map(([anchor]) => anchor.length));
  return {
    longest,
    scan(text, from, found) {
      let before = folds[text.charCodeAt(from)] ?? 0;
      for (let i = from + 1; i < text.length; i++) {
        const code = folds[text.charCodeAt(i)] ?? 0;
        const bucket = pairs[(before << 7) | code] ?? 0;
        if (bucket !== 0 && !(i > 1 && isWord(before) && isWord(folds[text.charCodeAt(i - 2)] ?? 0)))
          for (const [anchor, item] of buckets[bucket] ?? [])
            if (standsAt(text, i - 1, anchor, anchor.length)) found(i - 1, item);
        before = code;
      }
    },
    openFrom(text) {
      for (let at = Math.max(0, text.length - longest + 1); at < text.length; at++) {
        const first = folds[text.charCodeAt(at)] ?? 0;
        if (isWord(first) && at > 0 && isWord(folds[text.charCodeAt(at - 1)] ?? 0)) continue;
        const left = text.length - at;
        for (const [anchor] of firsts[first] ?? [])
          if (anchor.length > left && standsAt(text, at, anchor, left)) return at;
      }
      return text.length;
    },
  };
}

function standsAt(text: string, at: number, anchor: string, length: number): boolean {
  for (let i = 0; i < length; i++) if (folds[text.charCodeAt(at + i)] !== anchor.charCodeAt(i)) return false;
  return true;
}

/** Small letters for capitals; 0 beyond ASCII. */
const folds = Uint8Array.from({ length: 65_536 }, (_, code) =>
  code >= 128 ? 0 : code >= 65 && code <= 90 ? code + 32 : code,
);
/** Fewer than 256 pairs: an index takes one byte. */
const pairOf = (first: number, second: number): number => (first << 7) | second;
const isWord = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
