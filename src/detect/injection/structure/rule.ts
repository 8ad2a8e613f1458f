import type { Stage } from "../../../contracts/index.ts";
import type { CueTrack } from "../features/cues.ts";

/** A stretch of a text in which a rule sees the shape of an attack. */
export interface Hit {
  readonly start: number;
  readonly end: number;
}

/** What a rule is given: the text, the concepts met in it, and where the text stands. */
export interface Seen {
  readonly text: string;
  readonly track: CueTrack;
  readonly stage: Stage;
}

/** One shape of attack, precise enough to be a signal by itself. Linear in the text. */
export interface StructuralRule {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly category: "prompt-injection" | "jailbreak" | "exfiltration";
  readonly why: string;
  /** How sure this shape alone makes us, 0 to 1. */
  readonly score: number;
  /** The first place, where there is one: a text is not better for being bad twice. */
  find(seen: Seen): Hit | undefined;
}
