/** Blocks of marks that are put on letters of any alphabet; the marks of Indic, Arabic and other scripts are their own. */
const blocks: readonly (readonly [number, number])[] = [
  [0x300, 0x36f],
  [0x483, 0x489],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20f0],
  [0xfe20, 0xfe2f],
];

/** Whether a UTF-16 unit is a mark that stands on the letter before it. */
export function isMark(unit: number): boolean {
  return unit >= 0x300 && blocks.some(([first, last]) => unit >= first && unit <= last);
}

/** Lines through, under and over a letter, and rings around it: no language writes with them. */
export function isOverlay(unit: number): boolean {
  return (
    unit === 0x305 ||
    (unit >= 0x332 && unit <= 0x338) ||
    unit === 0x33f ||
    (unit >= 0x35c && unit <= 0x362) ||
    unit === 0x488 ||
    unit === 0x489 ||
    (unit >= 0x20d0 && unit <= 0x20f0 && !isKeycap(unit))
  );
}

/** The frames of emoji such as 1️⃣, and the sign of prohibition. */
function isKeycap(unit: number): boolean {
  return unit === 0x20e3 || unit === 0x20e0;
}
