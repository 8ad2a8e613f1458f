/** How many pieces a window has; the last one, the whole text, comes on top. */
const sizes = [1, 2, 4, 8, 16] as const;

/** How the sums over the features of a window become its score. */
export interface Gain {
  /** Keep windows of a few features from shouting: sums are divided by √(n + these). */
  readonly wordFloor: number;
  readonly cueFloor: number;
  /**
   * From here on a longer window is judged by its mean: more text of the same kind is no more evidence, or
   * a long enough document on a near subject would be an attack.
   */
  readonly wordCap: number;
  readonly cueCap: number;
}

/** What the sum over `count` features is divided by. */
export function divisor(count: number, floor: number, cap: number): number {
  return count <= cap ? Math.sqrt(count + floor) : (count + floor) / Math.sqrt(cap + floor);
}

/** A text cut into pieces, each with the sums of its features' weights. Arrays are kept between texts. */
export interface Pieces {
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  /** Running sums: entry i is over the pieces before i. */
  words: Float64Array;
  cues: Float64Array;
  wordCounts: Int32Array;
  cueCounts: Int32Array;
}

export function createPieces(): Pieces {
  const room = 256;
  return {
    count: 0,
    starts: new Int32Array(room),
    ends: new Int32Array(room),
    words: new Float64Array(room),
    cues: new Float64Array(room),
    wordCounts: new Int32Array(room),
    cueCounts: new Int32Array(room),
  };
}

export function addPiece(
  pieces: Pieces,
  start: number,
  end: number,
  words: number,
  wordCount: number,
  cues: number,
  cueCount: number,
): void {
  const at = pieces.count;
  if (at + 2 > pieces.starts.length) widen(pieces);
  pieces.starts[at] = start;
  pieces.ends[at] = end;
  pieces.words[at + 1] = (pieces.words[at] ?? 0) + words;
  pieces.cues[at + 1] = (pieces.cues[at] ?? 0) + cues;
  pieces.wordCounts[at + 1] = (pieces.wordCounts[at] ?? 0) + wordCount;
  pieces.cueCounts[at + 1] = (pieces.cueCounts[at] ?? 0) + cueCount;
  pieces.count = at + 1;
}

/** The pieces `from` (inclusive) to `to` (exclusive). */
export interface Window {
  readonly score: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The window that scores highest: every piece, every run of 2, 4, 8, 16, and the whole text. A sentence in a
 * long document is judged by itself, and evidence spread over a text adds up. Linear in the pieces.
 */
export function bestWindow(pieces: Pieces, bias: number, gain: Gain): Window {
  const { count } = pieces;
  let score = Number.NEGATIVE_INFINITY;
  let from = 0;
  let to = 0;
  const consider = (first: number, last: number): void => {
    const one = windowScore(pieces, first, last, bias, gain);
    if (one <= score) return;
    score = one;
    from = first;
    to = last;
  };
  for (const size of sizes) {
    if (size > count) break;
    for (let last = size; last <= count; last++) consider(last - size, last);
  }
  if (count > 0) consider(0, count);
  return { score, from, to };
}

export function windowScore(pieces: Pieces, from: number, to: number, bias: number, gain: Gain): number {
  const words = (pieces.words[to] ?? 0) - (pieces.words[from] ?? 0);
  const cues = (pieces.cues[to] ?? 0) - (pieces.cues[from] ?? 0);
  const wordCount = (pieces.wordCounts[to] ?? 0) - (pieces.wordCounts[from] ?? 0);
  const cueCount = (pieces.cueCounts[to] ?? 0) - (pieces.cueCounts[from] ?? 0);
  return (
    words / divisor(wordCount, gain.wordFloor, gain.wordCap) +
    cues / divisor(cueCount, gain.cueFloor, gain.cueCap) +
    bias
  );
}

function widen(pieces: Pieces): void {
  const room = 2 * pieces.starts.length;
  const ints = (from: Int32Array): Int32Array => {
    const to = new Int32Array(room);
    to.set(from);
    return to;
  };
  const floats = (from: Float64Array): Float64Array => {
    const to = new Float64Array(room);
    to.set(from);
    return to;
  };
  pieces.starts = ints(pieces.starts);
  pieces.ends = ints(pieces.ends);
  pieces.words = floats(pieces.words);
  pieces.cues = floats(pieces.cues);
  pieces.wordCounts = ints(pieces.wordCounts);
  pieces.cueCounts = ints(pieces.cueCounts);
}
