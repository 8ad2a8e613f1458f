import { entryKinds, lexicon, longestSpaceless, signs } from "../lexicon/index.ts";
import { foldOf, kindOf, kinds } from "./characters.ts";
import { createCues, type CueTrack } from "./cues.ts";
import { hashNext, hashPair, hashStart } from "./hash.ts";
import { boundary, createGrams, type Grams } from "./grams.ts";

/**
 * Takes a text in pieces of a sentence or so. The arrays are reused: read them before returning.
 * `words`: indices of word 1–3-grams and character 5-grams; `cues`: indices of concept patterns.
 */
export type SegmentSink = (
  start: number,
  end: number,
  words: Int32Array,
  wordCount: number,
  cues: Int32Array,
  cueCount: number,
) => void;

/** A piece ends after this many tokens or units at the latest. */
const longestTokens = 40;
const longestUnits = 400;
/** A sentence shorter than this is joined with the next one. */
const shortestTokens = 4;
const longestWord = 48;

const { filter } = lexicon;

/** What one scan knows between two tokens. */
interface Course {
  readonly sink: SegmentSink;
  readonly track: CueTrack;
  readonly grams: Grams;
  segmentStart: number;
  /** Half tokens since the piece began. */
  width: number;
  /** Hashes of the token before, and of the two before. */
  before: number;
  before2: number;
}

/**
 * One pass over a text: tokens, their n-grams, and the concepts they stand for. No part of the text is
 * copied; n-grams are hashes over the last few units. Linear; memory bounded by a piece, and by eight bytes
 * for each concept met.
 *
 * @returns the track of concepts, for the structural rules; it is reused by the next scan
 */
export function scan(text: string, sink: SegmentSink): CueTrack {
  const track = createCues();
  const grams = createGrams();
  const course: Course = { sink, track, grams, segmentStart: 0, width: 0, before: 0, before2: 0 };
  const length = text.length;
  let quietUntil = 0;
  let run = 0;
  let at = 0;
  track.add(signs.line, 0, 0);
  while (at < length) {
    const raw = text.charCodeAt(at);
    const kind = kindOf[raw] ?? 0;
    if (kind === kinds.letter) {
      at = readWord(course, text, at);
      run = 0;
      continue;
    }
    if (kind === kinds.separator) {
      if (raw !== boundary && at - course.segmentStart >= longestUnits) endSegment(course, at);
      at++;
      continue;
    }
    if (kind === kinds.spaceless) {
      grams.next(raw);
      const end = at < quietUntil ? at : conceptEnd(text, at);
      if (end > at) quietUntil = end;
      endToken(course, hashNext(hashStart, raw), end > at ? met : 0, at, Math.max(end, at + 1), 1);
      at++;
      continue;
    }
    grams.restart();
    if (kind === kinds.mark) {
      if (++run === 2) track.add(signs.mark, at - 1, at + 1);
    } else {
      run = 0;
      if (kind === kinds.quote) track.add(signs.quote, at, at + 1);
      else if (kind === kinds.colon) track.add(signs.colon, at, at + 1);
      else breakAt(course, text, at, kind);
    }
    at++;
    if (at - course.segmentStart >= longestUnits) endSegment(course, at);
  }
  endSegment(course, length);
  return track;
}

/** Reads the word that begins at `from`. @returns where it ends */
function readWord(course: Course, text: string, from: number): number {
  const { grams } = course;
  const until = Math.min(text.length, from + longestWord);
  let hash = hashStart;
  let concept = 0;
  let at = from;
  let raw = text.charCodeAt(at);
  grams.restart();
  do {
    const unit = foldOf[raw] ?? raw;
    hash = hashNext(hash, unit);
    grams.next(unit);
    if ((filter[hash >>> 16] ?? 0) & entryKinds.stem)
      concept = lexicon.find(hash, entryKinds.stem) || concept;
    at++;
    raw = text.charCodeAt(at);
  } while (at < until && kindOf[raw] === kinds.letter);
  grams.next(boundary);
  grams.restart();
  if ((filter[hash >>> 16] ?? 0) & entryKinds.word) concept = lexicon.find(hash, entryKinds.word) || concept;
  endToken(course, hash, concept, from, at, 2);
  return at;
}

/** The concept that `conceptEnd` met. */
let met = 0;

/** The end of the longest word of a script without spaces that begins at `at` and stands for a concept; `at` where none does. */
function conceptEnd(text: string, at: number): number {
  let reach = hashStart;
  let end = at;
  const until = Math.min(text.length, at + longestSpaceless);
  for (let next = at; next < until; next++) {
    reach = hashNext(reach, text.charCodeAt(next));
    const bits = filter[reach >>> 16] ?? 0;
    if (!(bits & entryKinds.spacelessPrefix)) break;
    if (!(bits & entryKinds.spaceless)) continue;
    const meant = lexicon.find(reach, entryKinds.spaceless);
    if (meant === 0) continue;
    met = meant;
    end = next + 1;
  }
  return end;
}

function endToken(
  course: Course,
  hash: number,
  meant: number,
  start: number,
  end: number,
  width: number,
): void {
  const { track, grams, before, before2 } = course;
  let concept = meant;
  const pair = hashPair(before, hash);
  const triple = hashPair(before2, hash);
  grams.add(hash);
  grams.add(pair);
  grams.add(triple);
  if ((filter[triple >>> 16] ?? 0) & entryKinds.phrase)
    concept = lexicon.find(triple, entryKinds.phrase) || concept;
  if ((filter[pair >>> 16] ?? 0) & entryKinds.phrase)
    concept = lexicon.find(pair, entryKinds.phrase) || concept;
  course.before2 = pair;
  course.before = hash;
  track.advance(width);
  if (concept !== 0) track.add(concept, start, end);
  course.width += width;
  if (course.width >= 2 * longestTokens || end - course.segmentStart >= longestUnits) endSegment(course, end);
}

/** Lines and sentences end pieces, unless the piece is too short to be judged by itself. */
function breakAt(course: Course, text: string, at: number, kind: number): void {
  const { track } = course;
  if (kind !== kinds.newline) {
    const next = kindOf[text.charCodeAt(at + 1)] ?? kinds.separator;
    if (kind === kinds.stop && (next === kinds.letter || next === kinds.stop)) return;
  }
  if (course.width >= 2 * shortestTokens) endSegment(course, at + 1);
  track.add(kind === kinds.newline ? signs.line : signs.sentence, at, at + 1);
}

function endSegment(course: Course, end: number): void {
  const { track, grams } = course;
  if (end > course.segmentStart && grams.count + track.pending > 0) {
    course.sink(course.segmentStart, end, grams.indices, grams.count, track.cues, track.pending);
    track.flush();
    grams.flush();
  }
  course.segmentStart = end;
  course.width = 0;
}
