import type { Principal, Role } from "./exchange.ts";

/** Where in an exchange a detector may look. */
export type Stage = "input" | "document" | "tool-call" | "tool-result" | "output";

export interface Inspection {
  readonly stage: Stage;
  readonly role: Role;
  readonly text: string;
  readonly principal?: Principal;
}

/** Something a detector saw. Offsets are UTF-16, end exclusive. */
export interface Signal {
  readonly detector: string;
  /** 0 to 1; what it means is stated by the detector. */
  readonly score: number;
  readonly start: number;
  readonly end: number;
  readonly why: string;
}

/**
 * Finds signals in an exchange. Pure, synchronous, work bounded by the bytes given.
 * A folder under `detect/<id>/` whose `detector.ts` exports it as `detector`, with `fixtures.json`
 * holding texts that must and texts that must not give a signal; it does not build otherwise.
 */
export interface Detector {
  readonly id: string;
  readonly version: string;
  readonly about: string;
  readonly stages: readonly Stage[];
  /** The longest stretch of text, in UTF-16 units, one signal can cover. */
  readonly maxSpan: number;
  inspect(inspection: Inspection): readonly Signal[];
}
