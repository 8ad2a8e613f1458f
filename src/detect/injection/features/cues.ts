import { signs } from "../lexicon/index.ts";
import { cueBits } from "./tables.ts";

/** The concepts of a text in order, and the patterns they form, hashed, for the piece that is being read. */
export interface CueTrack {
  readonly cues: Int32Array;
  /** How many of `cues` count. */
  readonly pending: number;
  /** How many concepts and signs so far. */
  readonly length: number;
  /** A token has passed: 2 for a word, 1 for a character of a script without spaces. */
  advance(width: number): void;
  add(concept: number, start: number, end: number): void;
  flush(): void;
  /** Whether a concept or sign was met at all. */
  met(concept: number): boolean;
  concept(i: number): number;
  /** Half tokens since the beginning. */
  position(i: number): number;
  start(i: number): number;
  end(i: number): number;
}

/** How far back, in half tokens, two concepts still belong together. */
const reach = 16;
const partners = 5;
const near = 4;
const middle = 9;

const buffer = new Int32Array(8192);
let concepts = new Uint8Array(4096);
let positions: Int32Array = new Int32Array(4096);
let starts: Int32Array = new Int32Array(4096);
let ends: Int32Array = new Int32Array(4096);

const present = new Uint8Array(128);

/** The piece in which a pattern was last met: within a piece it counts once. */
const stamps = new Uint32Array(1 << cueBits);
let stamp = 0;

const index = (a: number, b: number, c: number): number => {
  const hash = Math.imul(a, 0x1b873593) ^ Math.imul(b, 0x4cf5ad43) ^ Math.imul(c, 0x2745937f);
  return Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> (32 - cueBits);
};

/** One at a time: the arrays are kept between scans, so that a scan allocates next to nothing. */
export function createCues(): CueTrack {
  stamp = (stamp + 1) >>> 0;
  present.fill(0);
  return new Track();
}

class Track implements CueTrack {
  readonly cues = buffer;
  pending = 0;
  length = 0;
  private now = 0;

  advance(width: number): void {
    this.now += width;
  }

  add(concept: number, start: number, end: number): void {
    const { length, now } = this;
    if (length === concepts.length) grow();
    concepts[length] = concept;
    present[concept] = 1;
    positions[length] = now;
    starts[length] = start;
    ends[length] = end;
    this.length = length + 1;
    const from = this.pending;
    let pending = from;
    if (from > buffer.length - 32) return;
    const isSign = concept >= signs.sentence;
    if (!isSign) buffer[pending++] = index(concept, 0x51, 0);
    const first = Math.max(0, length - partners);
    let previous = 0;
    for (let i = length - 1; i >= first; i--) {
      const gap = now - (positions[i] ?? 0);
      if (gap > reach) break;
      const other = concepts[i] ?? 0;
      const otherSign = other >= signs.sentence;
      if (!(otherSign && isSign)) {
        buffer[pending++] = index(other, concept, gap <= near ? 1 : gap <= middle ? 2 : 3);
        buffer[pending++] = index(other, concept, 9);
        if (previous !== 0) buffer[pending++] = index(other, previous, 0x100 + concept);
        previous = other;
      }
      // A sentence does not reach into the one before it.
      if (other === signs.sentence || other === signs.line) break;
    }
    let kept = from;
    for (let k = from; k < pending; k++) {
      const cue = buffer[k] ?? 0;
      if (stamps[cue] === stamp) continue;
      stamps[cue] = stamp;
      buffer[kept++] = cue;
    }
    this.pending = kept;
  }

  flush(): void {
    this.pending = 0;
    stamp = (stamp + 1) >>> 0;
  }

  met(concept: number): boolean {
    return present[concept] === 1;
  }
  concept(i: number): number {
    return concepts[i] ?? 0;
  }
  position(i: number): number {
    return positions[i] ?? 0;
  }
  start(i: number): number {
    return starts[i] ?? 0;
  }
  end(i: number): number {
    return ends[i] ?? 0;
  }
}

function grow(): void {
  const longer = (from: Int32Array): Int32Array => {
    const to = new Int32Array(2 * from.length);
    to.set(from);
    return to;
  };
  const wider = new Uint8Array(2 * concepts.length);
  wider.set(concepts);
  concepts = wider;
  positions = longer(positions);
  starts = longer(starts);
  ends = longer(ends);
}
