/**
 * Values in [0, 1], with how often each was seen. Equal values are kept once: with r repeats inside a case there
 * are r + 1 possible case means, so the work of a look grows with r and not with the number of cases.
 */
export interface Tally {
  readonly n: number;
  /** Sum of the values, computed from the counts so that it does not depend on the order. */
  readonly sum: number;
  /** True while every value was 0 or 1. */
  readonly binary: boolean;
  /** Value → count. */
  readonly counts: ReadonlyMap<number, number>;
  add(value: number): void;
}

/** @throws RangeError from `add` on anything outside [0, 1]. */
export function createTally(start: Iterable<readonly [number, number]> = []): Tally {
  const counts = new Map<number, number>();
  let n = 0;
  let binary = true;
  const put = (value: number, times: number): void => {
    if (!(value >= 0 && value <= 1)) throw new RangeError(`a value lies in [0, 1]; got ${value}`);
    if (!Number.isSafeInteger(times) || times < 1)
      throw new RangeError(`a count is a positive whole number; got ${times}`);
    // −0 and 0 are one key to a Map, so no further care is needed.
    counts.set(value, (counts.get(value) ?? 0) + times);
    n += times;
    binary &&= value === 0 || value === 1;
  };
  for (const [value, times] of start) put(value, times);
  return {
    get n() {
      return n;
    },
    get sum() {
      let sum = 0;
      for (const [value, times] of [...counts].sort(([a], [b]) => a - b)) sum += value * times;
      return sum;
    },
    get binary() {
      return binary;
    },
    counts,
    add: (value) => put(value, 1),
  };
}
