/** A stretch that hides something. */
export interface Finding {
  readonly rule: string;
  readonly score: number;
  readonly start: number;
  readonly end: number;
  readonly why: string;
}

/** What was found, and from where on more text may change it. */
export interface Findings {
  readonly found: readonly Finding[];
  readonly hold: number;
}

/** No signal covers more; what is longer is said in pieces. */
export const longest = 1024;
