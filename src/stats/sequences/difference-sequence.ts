import type { Interval } from "../../contracts/index.ts";
import { createRateSequence, type RateSnapshot } from "./rate-sequence.ts";

/** An interval for the mean of paired differences that may be looked at after every pair. */
export interface DifferenceSequence {
  readonly confidence: number;
  /** Pairs so far. */
  readonly n: number;
  /** Sum of the differences. */
  readonly sum: number;
  readonly point: number;
  readonly contradicted: boolean;
  /** @param difference now − before of one case, in [−1, 1]. @throws RangeError otherwise. */
  add(difference: number): void;
  interval(): Interval;
  /** Of the sequence of (difference + 1) / 2. */
  snapshot(): RateSnapshot;
}

/**
 * Anytime-valid confidence sequence for the mean difference of pairs, such as the same case before and after a
 * change: the rate sequence of (d + 1) / 2, carried back to [−1, 1]. Pairs that did not change are values of
 * exactly one half with no variance, so the interval is far narrower than that of two independent rates.
 *
 * @example
 * const change = createDifferenceSequence({ confidence: 0.95 });
 * for (let i = 0; i < 300; i++) change.add(0);
 * change.interval(); // about [−0.017, 0.017]
 */
export function createDifferenceSequence(options: {
  readonly confidence: number;
  readonly from?: RateSnapshot;
}): DifferenceSequence {
  const halves = createRateSequence(options);
  const sum = (): number => 2 * halves.sum - halves.n;
  return {
    confidence: options.confidence,
    get n() {
      return halves.n;
    },
    get sum() {
      return sum();
    },
    get point() {
      return halves.n === 0 ? 0 : sum() / halves.n;
    },
    get contradicted() {
      return halves.contradicted;
    },
    add: (difference) => {
      if (!(difference >= -1 && difference <= 1)) {
        throw new RangeError(`a difference lies in [-1, 1]; got ${difference}`);
      }
      halves.add((difference + 1) / 2);
    },
    interval: () => {
      const { low, high, ...stated } = halves.interval();
      return { low: 2 * low - 1, high: 2 * high - 1, ...stated };
    },
    snapshot: () => halves.snapshot(),
  };
}
