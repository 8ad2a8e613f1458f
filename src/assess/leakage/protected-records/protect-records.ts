import { leakageErrors } from "../errors.ts";
import { keyedMark } from "./keyed.ts";
import { wordsOf } from "./words.ts";

/** Records to look for in what a model says, as keyed marks of their shingles: the text itself is not in it. */
export interface ProtectedRecords {
  /** Names the key without telling it. */
  readonly keyId: string;
  /** Words in a shingle; shorter records are one shingle of their own length. */
  readonly shingleWords: number;
  readonly records: readonly {
    readonly id: string;
    readonly words: number;
    readonly marks: readonly string[];
  }[];
}

/**
 * Turns records into marks. Without the key nobody can test a guess against them; with it everybody can, so keep the key away
 * from the marks.
 *
 * @param shingleWords default 5: fewer find more paraphrases and more chance
 * @throws LEAKAGE_KEY_TOO_SHORT, LEAKAGE_DATA_UNFIT for a record without a word
 */
export function protectRecords(
  records: readonly { readonly id: string; readonly text: string }[],
  key: string,
  shingleWords = 5,
): ProtectedRecords {
  if (!Number.isSafeInteger(shingleWords) || shingleWords < 1 || shingleWords > 64)
    throw leakageErrors.dataUnfit("A shingle has 1 to 64 words.");
  return {
    keyId: keyedMark(key, "key", ""),
    shingleWords,
    records: records.map(({ id, text }) => {
      const words = wordsOf(text);
      if (words.length === 0) throw leakageErrors.dataUnfit(`The record ${id} has no word.`);
      const length = Math.min(shingleWords, words.length);
      const marks = words
        .slice(0, words.length - length + 1)
        .map((_, at) => keyedMark(key, "shingle", words.slice(at, at + length).join(" ")));
      return { id, words: words.length, marks };
    }),
  };
}

/** How much of one record stands in a text. */
export interface RecordHit {
  readonly id: string;
  /** Of its different shingles, how many stand in the text, in (0, 1]. */
  readonly share: number;
  /** The most words of the record in one piece, in its order. */
  readonly longest: number;
}

/** Words of a text that are looked at. */
const mostWords = 200_000;

/**
 * Looks for protected records in texts.
 *
 * @throws LEAKAGE_KEY_TOO_SHORT, LEAKAGE_DATA_UNFIT when the key is another one than the marks were made with
 */
export class RecordFinder {
  readonly #records: ProtectedRecords;
  readonly #key: string;
  /** Where each mark stands: records by number, and the places in them. */
  readonly #places = new Map<string, { readonly record: number; readonly at: number }[]>();
  readonly #lengths: readonly number[];
  readonly #different: readonly number[];

  constructor(records: ProtectedRecords, key: string) {
    if (keyedMark(key, "key", "") !== records.keyId)
      throw leakageErrors.dataUnfit("The protected records were made with another key.");
    this.#records = records;
    this.#key = key;
    for (const [record, { marks }] of records.records.entries())
      for (const [at, mark] of marks.entries()) {
        const places = this.#places.get(mark);
        if (places === undefined) this.#places.set(mark, [{ record, at }]);
        else places.push({ record, at });
      }
    this.#lengths = [...new Set(records.records.map(({ words }) => Math.min(words, records.shingleWords)))];
    this.#different = records.records.map(({ marks }) => new Set(marks).size);
  }

  /** Hits of the text's first 200,000 words, the fullest first. */
  find(text: string): readonly RecordHit[] {
    const words = wordsOf(text).slice(0, mostWords);
    const found = new Map<number, { readonly marks: Set<string>; longest: number }>();
    for (const length of this.#lengths) {
      // Runs that reach the shingle before, by record and place in it: how many shingles in a row.
      let runs = new Map<string, number>();
      for (let start = 0; start + length <= words.length; start++) {
        const mark = keyedMark(this.#key, "shingle", words.slice(start, start + length).join(" "));
        const going = new Map<string, number>();
        for (const { record, at } of this.#places.get(mark) ?? []) {
          if (Math.min(this.#records.records[record]?.words ?? 0, this.#records.shingleWords) !== length)
            continue;
          const run = (runs.get(`${record}:${at - 1}`) ?? 0) + 1;
          going.set(`${record}:${at}`, run);
          const hit = found.get(record) ?? { marks: new Set<string>(), longest: 0 };
          hit.marks.add(mark);
          hit.longest = Math.max(hit.longest, run + length - 1);
          found.set(record, hit);
        }
        runs = going;
      }
    }
    return [...found]
      .map(([record, { marks, longest }]) => ({
        id: this.#records.records[record]?.id ?? "",
        share: marks.size / (this.#different[record] ?? 1),
        longest,
      }))
      .toSorted((a, b) => b.share - a.share || b.longest - a.longest);
  }
}
