import { hints } from "../chunks/index.ts";
import { isEnglish, isKnown, isReadable } from "../language/english.ts";
import type { Piece } from "../mapped.ts";
import { decodedPiece, glance, isDigit64 } from "./base64-bytes.ts";
import { isPromising, type Decoder } from "./decoder.ts";

/** A stretch of the alphabet with its padding. */
interface Run {
  readonly start: number;
  readonly end: number;
  /** It has a digit, or a capital after another letter: no word. */
  readonly dense: boolean;
}

/**
 * Base64 (RFC 4648), in its standard and its URL-safe alphabet, padded or not, wrapped over lines or with
 * blanks inside, in UTF-8 or UTF-16. Words that stand one by one are read one by one where they read better so.
 * Where the letters before belong to something else, the other three alignments are tried, and text behind a
 * binary beginning is found.
 */
export const base64: Decoder = {
  kind: "base64",
  hints: hints.dense,
  find(chunk) {
    const runs = runsOf(chunk);
    const found: Piece[] = [];
    for (let i = 0; i < runs.length;) {
      // A row of runs with nothing but white space between them.
      let end = i + 1;
      while (end < runs.length && onlySpace(chunk, runs[end - 1]?.end ?? 0, runs[end]?.start ?? 0)) end++;
      readRow(chunk, runs.slice(i, end), found);
      i = end;
    }
    return found;
  },
};

function readRow(chunk: string, row: readonly Run[], found: Piece[]): void {
  if (!row.some((run) => run.dense && sizeOf(run) >= fewest)) return;
  let at = 0;
  const single: (Piece | undefined)[] = [];
  while (at < row.length) {
    const wrapped = wrappedFrom(chunk, row, at);
    single[at] = wrapped?.piece ?? alone(chunk, row[at]);
    at += wrapped?.runs ?? 1;
  }
  // Short words beside decoded ones.
  const spread = (i: number, beside: number): void => {
    const run = row[i];
    if (run === undefined || single[i] !== undefined || single[beside] === undefined) return;
    const short = decodedPiece(chunk, [run], 0);
    if (/^[a-z' .,!?]+$/iu.test(short.text)) single[i] = short;
  };
  if (single.some((piece) => piece !== undefined)) {
    for (let i = 1; i < row.length; i++) spread(i, i - 1);
    for (let i = row.length - 2; i >= 0; i--) spread(i, i + 1);
  }
  for (const piece of single) if (piece !== undefined) found.push(piece);
}

interface Wrapped {
  readonly piece: Piece;
  readonly runs: number;
}

/** Lines of one length, and a last one that is no longer, read as one. */
function wrappedFrom(chunk: string, row: readonly Run[], at: number): Wrapped | undefined {
  const size = sizeOf(row[at]);
  if (size < 8 || row[at]?.dense !== true) return undefined;
  const isPadded = (run: Run | undefined): boolean => run !== undefined && chunk[run.end - 1] === "=";
  let end = at + 1;
  while (end < row.length && sizeOf(row[end]) === size && !isPadded(row[end - 1])) end++;
  const rest = row[end];
  const wholeGroups = ((end - at) * size) % 4 === 0;
  // What follows whole groups must be readable by itself to belong to them.
  if (rest !== undefined && !isPadded(row[end - 1]) && sizeOf(rest) < size)
    if (!wholeGroups || /^[\t-~]+$/u.test(decodedPiece(chunk, [rest], 0).text)) end++;
  if (end - at < 2) return undefined;
  const runs = row.slice(at, end);
  // What begins with no text is none, and costs no more than a look at its first line.
  if (glance(chunk, runs[0] ?? { start: 0, end: 0 }, 0).controls > 0.04) return undefined;
  if (!isReadable(decodedPiece(chunk, runs.slice(0, 3), 0).text)) return undefined;
  const words = wholeGroups && runs.every((run) => isKnown(decodedPiece(chunk, [run], 0).text));
  if (words) return undefined;
  const piece = decodedPiece(chunk, runs, 0);
  return piece.text.length >= 9 && isPromising(piece.text) ? { piece, runs: end - at } : undefined;
}

function sizeOf(run: Run | undefined): number {
  return run === undefined ? 0 : run.end - run.start;
}

/** The shortest run that is looked at by itself. */
const fewest = 6;
/** The shortest run that is read without being a known word or two. */
const shortestRun = 16;

/** One run by itself. */
function alone(chunk: string, run: Run | undefined): Piece | undefined {
  if (run?.dense !== true || sizeOf(run) < fewest) return undefined;
  if (sizeOf(run) < shortestRun) {
    const piece = decodedPiece(chunk, [run], 0);
    return /^[ -~]+$/u.test(piece.text) && isEnglish(piece.text) ? piece : undefined;
  }
  for (let shift = 0; shift < 4; shift++) {
    const { controls, zeros, plainStart, plainEnd } = glance(chunk, run, shift);
    if (zeros >= 0.4) {
      for (const order of ["low-first", "high-first"] as const) {
        const wide = decodedPiece(chunk, [run], shift, { wide: order });
        if (wide.text.length >= 6 && isReadable(wide.text)) return wide;
      }
    } else if (controls <= 0.04) {
      const piece = decodedPiece(chunk, [run], shift);
      if (isReadable(piece.text)) return piece;
    }
    if (plainEnd - plainStart < shortestPart) continue;
    const part = decodedPiece(chunk, [run], shift, { from: plainStart, to: plainEnd });
    if (isEnglish(part.text)) return part;
  }
  return undefined;
}

/** Bytes of text among others. */
const shortestPart = 12;

function runsOf(chunk: string): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < chunk.length;) {
    if (!isDigit64(chunk.charCodeAt(i))) {
      i++;
      continue;
    }
    const start = i;
    let dense = false;
    let letters = 0;
    for (; i < chunk.length && isDigit64(chunk.charCodeAt(i)); i++) {
      const unit = chunk.charCodeAt(i);
      if (unit < 58 && unit >= 48) dense = true;
      else if (unit < 91 && letters > 0) dense ||= unit >= 65;
      if (unit >= 65) letters++;
    }
    while (i < chunk.length && chunk.charCodeAt(i) === 61 && i - start < 4096) i++;
    runs.push({ start, end: i, dense });
  }
  return runs;
}

function onlySpace(chunk: string, start: number, end: number): boolean {
  if (end - start > 4) return false;
  for (let i = start; i < end; i++) {
    const unit = chunk.charCodeAt(i);
    if (unit !== 32 && (unit < 9 || unit > 13)) return false;
  }
  return true;
}
