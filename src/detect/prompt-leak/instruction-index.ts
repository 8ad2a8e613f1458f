import type { InspectionContext } from "../../contracts/index.ts";
import { beginningsOf, joinHashes, scanWords } from "../words/index.ts";
import { weightOf } from "./common-words.ts";
import { rarity, scanIdentifiers } from "./rare-tokens.ts";

/** Words in a row that make a shingle: fewer meet by chance, more miss what was changed a little. */
export const shingle = 4;
/** Units of instructions that are looked at; what stands behind is not guarded. */
const mostUnits = 200_000;
/** Most words of an answer are not in the instructions: one look at a small table says so. */
const filterMask = 0x3fff;
const mostRare = 500;
/** Between words there may be this much of other signs: markup of lists and tables. */
export const widestGap = 64;

/** What the words of an answer are compared with; made once for an exchange. */
export interface InstructionIndex {
  /** Whether the instructions have the word with this hash. */
  hasWord(word: number): boolean;
  /** Whether it may be a word of a rare token; a filter that errs on the side of yes. */
  mayBeRare(word: number): boolean;
  /** Two and three words in a row. */
  readonly beginnings: ReadonlySet<number>;
  /** Beginnings of single words. */
  readonly wordBeginnings: ReadonlySet<number>;
  /** First position of the shingle of these four words; -1 when there is none. */
  find(a: number, b: number, c: number, d: number): number;
  weight(word: number): number;
  /** Sum of the weights of all words. */
  readonly total: number;
  readonly rare: ReadonlyMap<string, number>;
}

const prepared = new WeakMap<InspectionContext, InstructionIndex | null>();

/** Undefined where there are no instructions to guard. */
export function indexOf(context: InspectionContext | undefined): InstructionIndex | undefined {
  if (context === undefined || context.instructions.length === 0) return undefined;
  let index = prepared.get(context);
  if (index === undefined) {
    index = build(context);
    prepared.set(context, index);
  }
  return index ?? undefined;
}

function build({ instructions, userTexts }: InspectionContext): InstructionIndex | null {
  const words: number[] = [];
  const weights = new Map<number, number>();
  const wordBeginnings = new Set<number>();
  const rare = new Map<string, number>();
  let left = mostUnits;
  for (const instruction of instructions) {
    const text = instruction.slice(0, left).normalize("NFC");
    left = Math.max(0, left - text.length);
    // Instructions are not read across their ends.
    words.push(0);
    scanWords(text, (hash, start, end, digits) => {
      if (digits && end - start <= 3) return;
      words.push(hash);
      if (hash === 0 || weights.has(hash)) return;
      weights.set(hash, weightOf(hash, end - start));
      for (const beginning of beginningsOf(text.slice(start, end))) wordBeginnings.add(beginning);
    });
    scanIdentifiers(text, (start, end) => {
      const value = rarity(text.slice(start, end));
      if (value > 0 && rare.size < mostRare) rare.set(text.slice(start, end).toLowerCase(), value);
    });
  }
  if (weights.size === 0) return null;
  const maybe = new Uint8Array(filterMask + 1);
  for (const word of weights.keys()) maybe[word & filterMask] = 1;
  for (const token of rare.keys())
    scanWords(token, (word) => {
      maybe[word & filterMask] = (maybe[word & filterMask] ?? 0) | 2;
    });
  const known = shinglesOf(userTexts);
  for (const text of userTexts)
    scanIdentifiers(text, (start, end) => rare.delete(text.slice(start, end).toLowerCase()));
  const places = new Map<number, number>();
  const beginnings = new Set<number>();
  let total = 0;
  for (let i = 0; i < words.length; i++) {
    total += weights.get(words[i] ?? 0) ?? 0;
    if (words.slice(i, i + shingle).includes(0) || i + shingle > words.length) continue;
    let hash = words[i] ?? 0;
    for (let n = 1; n < shingle; n++) {
      hash = joinHashes(hash, words[i + n] ?? 0);
      if (n < shingle - 1) beginnings.add(hash);
    }
    // What the user wrote is no secret to the user.
    if (!known.has(hash) && !places.has(hash)) places.set(hash, i);
  }
  return {
    mayBeRare: (word) => ((maybe[word & filterMask] ?? 0) & 2) !== 0,
    hasWord: (word) => ((maybe[word & filterMask] ?? 0) & 1) !== 0 && weights.has(word),
    beginnings,
    wordBeginnings,
    total,
    rare,
    weight: (word) => weights.get(word) ?? 0,
    find(a, b, c, d) {
      const place = places.get(joinHashes(joinHashes(joinHashes(a, b), c), d));
      const same =
        place !== undefined &&
        words[place] === a &&
        words[place + 1] === b &&
        words[place + 2] === c &&
        words[place + 3] === d;
      return same ? place : -1;
    },
  };
}

function shinglesOf(texts: readonly string[]): Set<number> {
  const shingles = new Set<number>();
  let left = mostUnits;
  for (const text of texts) {
    const row: number[] = [];
    scanWords(text.slice(0, left), (hash, start, end, digits) => {
      if (digits && end - start <= 3) return;
      row.push(hash);
      if (row.length > shingle) row.shift();
      if (row.length === shingle && !row.includes(0)) shingles.add(row.reduce(joinHashes));
    });
    left = Math.max(0, left - text.length);
  }
  return shingles;
}
