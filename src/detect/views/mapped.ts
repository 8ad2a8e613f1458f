/**
 * A text made from another one, and for each of its UTF-16 units the stretch it came from: `from[i]` to
 * `to[i]`, end exclusive. Several units may share a stretch (three bytes of one base64 group). `ordered`
 * says that the stretches never go backwards; in reversed text they do.
 */
export interface Mapped {
  readonly text: string;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly ordered: boolean;
}

/** A stretch of a text that was rewritten, with the offsets of its units in that text. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly ordered: boolean;
}

/** The text as it stands, from `start` to `end`. */
export function asWritten(text: string, start = 0, end = text.length): Mapped {
  const from = new Int32Array(end - start);
  const to = new Int32Array(end - start);
  for (let i = 0; i < from.length; i++) {
    from[i] = start + i;
    to[i] = start + i + 1;
  }
  return { text: text.slice(start, end), from, to, ordered: true };
}

/** A stretch of a text made from another one. */
export function sliced(mapped: Mapped, start: number, end: number): Mapped {
  const { text, from, to } = mapped;
  return {
    ...mapped,
    text: text.slice(start, end),
    from: from.slice(start, end),
    to: to.slice(start, end),
  };
}

/** Puts pieces, in order and not overlapping, in the place of what they were made from. */
export function splice(text: string, pieces: readonly Piece[]): Mapped {
  const parts: string[] = [];
  let length = text.length;
  for (const piece of pieces) length += piece.text.length - (piece.end - piece.start);
  const from = new Int32Array(length);
  const to = new Int32Array(length);
  let read = 0;
  let written = 0;
  let ordered = true;
  const copyTo = (end: number): void => {
    parts.push(text.slice(read, end));
    for (; read < end; read++, written++) {
      from[written] = read;
      to[written] = read + 1;
    }
  };
  for (const piece of pieces) {
    copyTo(piece.start);
    parts.push(piece.text);
    for (let i = 0; i < piece.text.length; i++, written++) {
      from[written] = piece.from[i] ?? piece.start;
      to[written] = piece.to[i] ?? piece.end;
    }
    ordered &&= piece.ordered;
    read = piece.end;
  }
  copyTo(text.length);
  return { text: parts.join(""), from, to, ordered };
}

/** `inner` was made from the text of `outer`: carries its offsets on to what `outer` was made from. */
export function through(outer: Mapped, inner: Mapped): Mapped {
  const from = new Int32Array(inner.text.length);
  const to = new Int32Array(inner.text.length);
  for (let i = 0; i < from.length; i++) {
    const [start, end] = sourceOf(outer, inner.from[i] ?? 0, inner.to[i] ?? 0);
    from[i] = start;
    to[i] = end;
  }
  return { text: inner.text, from, to, ordered: outer.ordered && inner.ordered };
}

/** Joins texts that were made from stretches of the same text, in its order. */
export function concat(parts: readonly Mapped[]): Mapped {
  const length = parts.reduce((sum, { text }) => sum + text.length, 0);
  const from = new Int32Array(length);
  const to = new Int32Array(length);
  let at = 0;
  for (const part of parts) {
    from.set(part.from, at);
    to.set(part.to, at);
    at += part.text.length;
  }
  return {
    text: parts.map(({ text }) => text).join(""),
    from,
    to,
    ordered: parts.every(({ ordered }) => ordered),
  };
}

/** The smallest stretch of the source that covers `start` to `end` of the text made from it. */
export function sourceOf(mapped: Mapped, start: number, end: number): readonly [number, number] {
  const { from, to, ordered } = mapped;
  if (from.length === 0) return [0, 0];
  if (end <= start) {
    const at = start < from.length ? (from[start] ?? 0) : (to[from.length - 1] ?? 0);
    return [at, at];
  }
  const last = Math.min(end, from.length) - 1;
  if (ordered) return [from[start] ?? 0, to[last] ?? 0];
  let low = from[start] ?? 0;
  let high = to[start] ?? 0;
  for (let i = start + 1; i <= last; i++) {
    low = Math.min(low, from[i] ?? low);
    high = Math.max(high, to[i] ?? high);
  }
  return [low, high];
}
