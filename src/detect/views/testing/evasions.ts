import { encodings } from "./encodings.ts";
import { glyphs } from "./glyphs.ts";
import { shapes } from "./shapes.ts";

/** A way to write a sentence so that a reader still gets it and a search for its words does not. */
export interface Evasion {
  /** Stable, kebab-case. */
  readonly name: string;
  /** Deterministic. The text is English in ASCII. */
  readonly evade: (text: string) => string;
}

/** Every family of evasion the views undo: to measure detectors with, and to test the views. */
export const evasions: readonly Evasion[] = [...glyphs, ...encodings, ...shapes];
