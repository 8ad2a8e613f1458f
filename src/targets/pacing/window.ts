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
}

export function concurrencyWindow(largest: number, start = 2): ConcurrencyWindow {
  let size = Math.min(start, largest);
  let quickUntil = Number.POSITIVE_INFINITY;
  return {
    size: () => Math.max(1, Math.floor(size)),
    succeeded: () => {
      size = Math.min(largest, size + (size < quickUntil ? 1 : Math.max(1 / size, 0.15)));
    },
    halve: () => {
      // A second refusal on the way back up must not make the lower size the new goal.
      quickUntil = (size < quickUntil && quickUntil < largest ? quickUntil : size) * 0.9;
      size = Math.max(1, size / 2);
    },
  };
}
