/** One instruction of a compiled pattern; the numbering is that of RE2's Go sources, which the library keeps. */
export interface Instruction {
  readonly op: number;
  readonly out: number;
  readonly arg: number;
  readonly runes: ArrayLike<number>;
  matchRune(rune: number): boolean;
}

export const alt = 1;
export const altMatch = 2;
export const capture = 3;
export const emptyWidth = 4;
export const match = 6;
export const nop = 7;
export const firstRune = 8;
const lastRune = 11;

/** Whether it may match something beyond ASCII; two letters there are capitals or forms of `s` and `k`. */
export const isWide = (one: Instruction): boolean =>
  one.op > firstRune + 1 ||
  (one.runes[one.runes.length - 1] ?? 0) > 127 ||
  one.matchRune(0x17f) ||
  one.matchRune(0x212a);
export const isRune = (op: number): boolean => op >= firstRune && op <= lastRune;
