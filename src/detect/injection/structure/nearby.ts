import { conceptNumber, signs, type Concept } from "../lexicon/index.ts";
import type { CueTrack } from "../features/cues.ts";
import type { Hit } from "./rule.ts";

/** Concepts that must stand close together, in any order: word order is a matter of language. */
export interface Nearby {
  /** Looked for first; the rarest of them. */
  readonly anchor: readonly Concept[];
  /** One of each of these must be near the anchor. */
  readonly with: readonly (readonly Concept[])[];
  /** How far away, in words, at most. */
  readonly words: number;
  /** Whether sentences (never lines) may lie between. Default false. */
  readonly acrossSentences?: boolean;
  /** Concepts that must not stand right before the anchor ("do not ignore …"). */
  readonly notAfter?: readonly Concept[];
  /** Whether the anchor must begin a sentence or a line, save for a few small words. Default false. */
  readonly imperative?: boolean;
}

/** Events looked at on either side of an anchor: signs take no room, so distance alone does not bound them. */
const most = 32;

/** The first place where they all stand together, not quoted and not asked about. Linear. */
export function findNearby(
  text: string,
  track: CueTrack,
  wanted: Nearby,
  from = 0,
): (Hit & { at: number }) | undefined {
  if (!wanted.with.every((some) => anyMet(track, some)) || !anyMet(track, wanted.anchor)) return undefined;
  const anchors = bits(wanted.anchor);
  for (let i = from; i < track.length; i++) {
    if (!has(anchors, track.concept(i))) continue;
    const hit = around(text, track, wanted, i);
    if (hit) return hit;
  }
  return undefined;
}

const anyMet = (track: CueTrack, some: readonly Concept[]): boolean =>
  some.some((concept) => track.met(conceptNumber(concept)));

const cached = new WeakMap<readonly Concept[], Uint8Array>();
function bits(concepts: readonly Concept[]): Uint8Array {
  let set = cached.get(concepts);
  if (!set) {
    set = new Uint8Array(80);
    for (const concept of concepts) set[conceptNumber(concept)] = 1;
    cached.set(concepts, set);
  }
  return set;
}
const has = (set: Uint8Array, concept: number): boolean => set[concept] === 1;

function around(text: string, track: CueTrack, wanted: Nearby, anchor: number) {
  const reach = 2 * wanted.words;
  const place = track.position(anchor);
  if (wanted.notAfter && follows(track, anchor, bits(wanted.notAfter))) return undefined;
  if (wanted.imperative && !beginsSentence(track, anchor)) return undefined;
  const sets = wanted.with.map(bits);
  const found = new Set<number>();
  let first = anchor;
  let last = anchor;
  const take = (i: number): void => {
    const concept = track.concept(i);
    for (let k = 0; k < sets.length; k++) {
      const set = sets[k];
      if (found.has(k) || !set || !has(set, concept)) continue;
      found.add(k);
      if (i < first) first = i;
      if (i > last) last = i;
      return;
    }
  };
  const stops = (i: number): boolean => {
    const concept = track.concept(i);
    if (concept === signs.line) return true;
    return concept === signs.sentence && wanted.acrossSentences !== true;
  };
  for (let i = anchor + 1; i < Math.min(track.length, anchor + most) && found.size < sets.length; i++) {
    if (stops(i) || track.position(i) - place > reach) break;
    take(i);
  }
  for (let i = anchor - 1; i >= Math.max(0, anchor - most) && found.size < sets.length; i--) {
    if (stops(i) || place - track.position(i) > reach) break;
    take(i);
  }
  if (found.size < sets.length || quoted(track, first) || asked(text, track, last)) return undefined;
  return { start: track.start(first), end: track.end(last), at: last };
}

/** Whether a quotation mark opens right before: then it is talked about, not said. */
function quoted(track: CueTrack, first: number): boolean {
  for (let i = first - 1; i >= Math.max(0, first - 3); i--)
    if (track.concept(i) === signs.quote && track.position(first) - track.position(i) <= 4) return true;
  return false;
}

/** Whether the sentence ends in a question mark. */
function asked(text: string, track: CueTrack, last: number): boolean {
  for (let i = last + 1; i < Math.min(track.length, last + most); i++) {
    const concept = track.concept(i);
    if (concept === signs.line) return false;
    if (concept === signs.sentence) return /[?？؟]/u.test(text.charAt(track.start(i)));
  }
  return false;
}

function follows(track: CueTrack, anchor: number, before: Uint8Array): boolean {
  for (let i = anchor - 1; i >= Math.max(0, anchor - 3); i--) {
    if (track.position(anchor) - track.position(i) > 4) return false;
    if (has(before, track.concept(i))) return true;
  }
  return false;
}

const openers = bits(["please", "now", "must", "you", "first", "instead", "model", "urgent"]);

function beginsSentence(track: CueTrack, anchor: number): boolean {
  for (let i = anchor - 1; i >= Math.max(0, anchor - 6); i--) {
    const concept = track.concept(i);
    if (track.position(anchor) - track.position(i) > 8) return false;
    if (concept === signs.sentence || concept === signs.line || concept === signs.colon) return true;
    if (!has(openers, concept)) return false;
  }
  return false;
}
