import type { Reader } from "./reader.ts";
import type { PersonalDataRule } from "./rule.ts";

/** Where a matcher begins to look: at a word with digits, at one with a capital, or at a character. */
export type Begins = "number" | "capital" | "code" | "word" | "plus" | "bracket" | "at";

export interface Match {
  /** Absent: where the look began. */
  readonly start?: number;
  readonly end: number;
  readonly score: number;
  readonly validated?: boolean;
}

/** Personal data that has no fixed layout. */
export interface Matcher extends PersonalDataRule {
  readonly begins: readonly Begins[];
  /** Asked only where its words announce it. */
  readonly needsWords: boolean;
  /** The longest word, in units, that it can begin with; longer ones are not shown to it. */
  readonly longestFirst?: number;
  /**
   * Looks forward from `start`, and at most two units back. Bounded: at most 256 units.
   * `announced`: whether one of its words stands in the 40 units before.
   */
  match(reader: Reader, start: number, announced: () => boolean): Match | undefined;
}
