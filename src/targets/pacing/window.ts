/**
 * How many requests may be in flight: additive increase, multiplicative decrease, as TCP does it
 * (Jacobson 1988; the recovery below the last known limit follows the idea of CUBIC, RFC 9438).
 * Starts small, adds one for every success until the first limit, halves on a limit, climbs back
 * quickly to nine tenths of where it was, and from there adds one per window of successes, or 15 per hundred where that is more:
 * the learned rate keeps the starts apart, so a wide window does no harm.
 */
export interface ConcurrencyWindow {
  /** Whole requests that may be in flight, at least 1. */
  size(): number;
  succeeded(): void;
  halve(): void;
  /** From now on at most this many, where that is fewer. */
  narrow(largest: number): void;
}

export function concurrencyWindow(most: number, start = 2): ConcurrencyWindow {
  let largest = most;
  let size = Math.min(start, largest);
  let quickUntil = Number.POSITIVE_INFINITY;
  return {
    size: () => Math.max(1, Math.floor(size)),
    succeeded: () => {
      size = Math.min(largest, size + (size < quickUntil ? 1 : Math.max(1 / size, 0.15)));
    },
    narrow: (to) => {
      largest = Math.min(largest, to);
      size = Math.min(size, largest);
    },
    halve: () => {
      // A second refusal on the way back up must not make the lower size the new goal.
      quickUntil = (size < quickUntil && quickUntil < largest ? quickUntil : size) * 0.9;
      size = Math.max(1, size / 2);
    },
  };
}
