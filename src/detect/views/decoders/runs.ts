/** A stretch of a chunk whose units are all of one class. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** For each ASCII unit, which of up to eight alphabets it is in: a bit for each. */
export function classesOf(alphabets: readonly string[]): Uint8Array {
  const classes = new Uint8Array(128);
  alphabets.forEach((alphabet, bit) => {
    for (const char of alphabet)
      classes[char.charCodeAt(0)] = (classes[char.charCodeAt(0)] ?? 0) | (1 << bit);
  });
  return classes;
}

/** The longest stretches of units that are in any of the alphabets, of `least` units and more. One look at each unit. */
export function stretchesOf(chunk: string, classes: Uint8Array, least: number): Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  for (let i = 0; i <= chunk.length; i++) {
    const unit = i < chunk.length ? chunk.charCodeAt(i) : 128;
    if (unit < 128 && classes[unit] !== 0) continue;
    if (i - start >= least) found.push({ start, end: i });
    start = i + 1;
  }
  return found;
}
