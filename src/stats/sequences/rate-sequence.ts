import type { Interval } from "../../contracts/index.ts";
import { requireConfidence } from "../intervals/requirements.ts";
import { logWealth, type LogWealth } from "./portfolio.ts";
import { createTally } from "./tally.ts";

export interface RateSequenceOptions {
  /** Such as 0.95. */
  readonly confidence: number;
  /** Goes on where an earlier sequence of the same confidence stopped. */
  readonly from?: RateSnapshot;
}

/** All there is to know of a sequence; plain JSON. */
export interface RateSnapshot {
  readonly confidence: number;
  /** Value → count, as pairs, by value. */
  readonly values: readonly (readonly [number, number])[];
  readonly low: number;
  readonly high: number;
  readonly contradicted: boolean;
}

/** An interval for a mean that may be looked at after every value. State with a lifetime: one per measurement. */
export interface RateSequence {
  readonly confidence: number;
  readonly n: number;
  readonly sum: number;
  /** The sample mean; 0 before the first value. */
  readonly point: number;
  /**
   * True when two looks excluded each other's values: either the one look in 1/α that may go wrong, or the values
   * did not come from one mean (the target changed while it was measured). The interval then stays as it was.
   */
  readonly contradicted: boolean;
  /** @param value in [0, 1]. @throws RangeError otherwise. */
  add(value: number): void;
  /** The intersection of the intervals of all looks so far; [0, 1] before the first value. */
  interval(): Interval;
  snapshot(): RateSnapshot;
}

/**
 * Anytime-valid confidence sequence for the mean of values in [0, 1], two-sided: with probability at least
 * `confidence`, the intervals of all looks, at any stopping time and for any rule of stopping, contain the mean.
 * The method is betting with the universal portfolio (see `logWealth`). Nothing is assumed of the values but
 * independent draws with one mean, and fractional values (repeats averaged inside a case) narrow it.
 *
 * Drawing cases without replacement from a finite corpus is not what the theorem assumes. At any fixed number
 * of cases the bound still holds (Maclaurin's inequality: the expected capital is at most 1); over all
 * stopping times it was measured, in the simulation test beside this file, and errs on the safe side.
 *
 * @throws RangeError unless 0 < confidence < 1.
 * @example
 * const breaches = createRateSequence({ confidence: 0.95 });
 * for (let i = 0; i < 320; i++) breaches.add(0);
 * breaches.interval().high; // 0.01997…: a clean run of 320 cases passes a gate of 2 %
 */
export function createRateSequence(options: RateSequenceOptions): RateSequence {
  const { confidence, from } = options;
  requireConfidence(confidence);
  if (from !== undefined && from.confidence !== confidence) {
    throw new RangeError(`a sequence at ${from.confidence} cannot go on at ${confidence}`);
  }
  const level = -Math.log1p(-confidence);
  const tally = createTally(from?.values);
  let low = from?.low ?? 0;
  let high = from?.high ?? 1;
  let contradicted = from?.contradicted ?? false;

  const look = (): void => {
    const wealth = logWealth(tally);
    const mean = tally.sum / tally.n;
    const nextLow = Math.max(low, boundary(wealth, level, mean, Math.min(mean, low)));
    const nextHigh = Math.min(high, boundary(wealth, level, mean, Math.max(mean, high)));
    if (nextLow > nextHigh) contradicted = true;
    if (contradicted) return;
    low = nextLow;
    high = nextHigh;
  };

  return {
    confidence,
    get n() {
      return tally.n;
    },
    get sum() {
      return tally.sum;
    },
    get point() {
      return tally.n === 0 ? 0 : tally.sum / tally.n;
    },
    get contradicted() {
      return contradicted;
    },
    add: (value) => {
      tally.add(value);
      look();
    },
    interval: () => ({ low, high, confidence, method: "betting", anytime: true }),
    snapshot: () => ({
      confidence,
      values: [...tally.counts].sort(([a], [b]) => a - b),
      low,
      high,
      contradicted,
    }),
  };
}

/**
 * The end of {m : wealth < level} between the sample mean, which is inside, and `limit`; `limit` itself when it is
 * not excluded. Rounded outwards, by at most 2^-50.
 */
function boundary(wealth: LogWealth, level: number, mean: number, limit: number): number {
  if (limit === mean || wealth(limit) < level) return limit;
  let inside = mean;
  let outside = limit;
  for (let step = 0; step < 50; step++) {
    const middle = (inside + outside) / 2;
    if (wealth(middle) < level) inside = middle;
    else outside = middle;
  }
  return outside;
}
