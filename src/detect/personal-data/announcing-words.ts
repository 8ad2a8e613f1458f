import { classOf, continuous, fold } from "./letters.ts";
import { wordReach } from "./rule.ts";

/** FNV-1a over folded code units. A collision only makes a weak rule listen; it cannot hide anything. */
export const emptyHash = 0x811c9dc5 | 0;
export const addToHash = (hash: number, code: number): number => Math.imul(hash ^ fold(code), 0x01000193);
/** The same for a small letter of ASCII. */
export const addSmallToHash = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);
const pair = (first: number, second: number): number => Math.imul(first ^ 0x5bd1e995, 0x01000193) ^ second;

function hashOf(word: string): number {
  let hash = emptyHash;
  for (let i = 0; i < word.length; i++) hash = addToHash(hash, word.charCodeAt(i));
  return hash;
}

const ring = 128;
const nothing: ReadonlySet<number> = new Set();

interface Room {
  readonly starts: Int32Array;
  readonly rules: ReadonlySet<number>[];
  /** For each rule the last place it was marked at; places are numbered over all texts. */
  readonly stamps: Float64Array;
  stamp: number;
}

/** Which words announce which rules, prepared once. */
export class AnnouncingWords {
  readonly #byHash = new Map<number, Set<number>>();
  readonly #quick = new Uint8Array(8192);
  readonly #standing: (readonly string[])[] = [];

  /** Room for the words heard in one text, used by one text after the other: a look at a text is never interrupted. */
  readonly room: Room;

  constructor(wordsOfRules: readonly (readonly string[])[]) {
    this.room = {
      starts: new Int32Array(ring),
      rules: Array.from({ length: ring }, () => nothing),
      stamps: new Float64Array(wordsOfRules.length),
      stamp: 0,
    };
    wordsOfRules.forEach((words, rule) => {
      this.#standing.push(words.filter((word) => isStanding(word)));
      for (const word of words) {
        if (isStanding(word)) continue;
        const [first = "", second] = word.split(" ");
        this.#add(second === undefined ? hashOf(first) : pair(hashOf(first), hashOf(second)), rule);
      }
    });
  }

  #add(hash: number, rule: number): void {
    const rules = this.#byHash.get(hash) ?? new Set<number>();
    rules.add(rule);
    this.#byHash.set(hash, rules);
    this.#quick[hash & 8191] = 1;
  }

  of(hash: number): ReadonlySet<number> | undefined {
    return this.#quick[hash & 8191] === 1 ? this.#byHash.get(hash) : undefined;
  }

  standing(rule: number): readonly string[] {
    return this.#standing[rule] ?? [];
  }
}

const isStanding = (word: string): boolean => classOf(word.charCodeAt(0)) === continuous;

/** The announcing words seen lately in one text. */
export class HeardWords {
  readonly #words: AnnouncingWords;
  readonly #text: string;
  readonly #room: Room;
  #count = 0;
  #latest = -1000;
  #stampedAt = -1;
  #stampedCount = 0;
  #stampOfPlace = -1;
  #lastHash = 0;
  #lastStart = -1;
  #lastEnd = -2;
  /** The last letter of a script that does not separate words. */
  lastContinuous = -1000;

  constructor(words: AnnouncingWords, text: string) {
    this.#words = words;
    this.#text = text;
    this.#room = words.room;
  }

  hear(hash: number, start: number, end: number): void {
    const rules = this.#words.of(hash);
    if (rules !== undefined) this.#note(start, rules);
    if (this.#lastEnd === start - 1 || this.#lastEnd === start) {
      const both = this.#words.of(pair(this.#lastHash, hash));
      if (both !== undefined) this.#note(this.#lastStart, both);
    }
    this.#lastHash = hash;
    this.#lastStart = start;
    this.#lastEnd = end;
  }

  #note(start: number, rules: ReadonlySet<number>): void {
    if (start > this.#latest) this.#latest = start;
    this.#room.starts[this.#count % ring] = start;
    this.#room.rules[this.#count % ring] = rules;
    this.#count++;
  }

  /** Whether anything at all may announce a rule at `at`. */
  anything(at: number): boolean {
    return this.#latest >= at - wordReach || this.lastContinuous >= at - wordReach;
  }

  /** Marks all rules announced at a place: many are asked about there. */
  #stamp(at: number): void {
    this.#stampedAt = at;
    this.#stampedCount = this.#count;
    const { starts, rules, stamps } = this.#room;
    this.#stampOfPlace = ++this.#room.stamp;
    // Words are noted at their end, so a pair may be noted behind a later start: look a little further.
    for (let i = this.#count - 1; i >= 0 && i > this.#count - ring; i--) {
      const start = starts[i % ring] ?? 0;
      if (start < at - 2 * wordReach) return;
      if (start < at - wordReach || start >= at) continue;
      for (const rule of rules[i % ring] ?? nothing) stamps[rule] = this.#stampOfPlace;
    }
  }

  /** Whether a word that announces the rule begins in the 40 units before `at`. */
  announced(rule: number, at: number): boolean {
    if (!this.anything(at)) return false;
    if (this.#stampedAt !== at || this.#stampedCount !== this.#count) this.#stamp(at);
    if (this.#room.stamps[rule] === this.#stampOfPlace) return true;
    if (this.lastContinuous < at - wordReach) return false;
    const standing = this.#words.standing(rule);
    if (standing.length === 0) return false;
    const before = this.#text.slice(Math.max(0, at - wordReach), at);
    return standing.some((word) => before.includes(word));
  }
}
