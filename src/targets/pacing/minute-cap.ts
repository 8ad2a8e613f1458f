/**
 * A hard cap: in no 60 seconds do more than `perMinute` requests start. Requests are spread evenly,
 * and a few missed starts may be made up for, so that a late timer costs nothing.
 * The log of the last starts keeps the cap exact; it holds one number per request of a minute.
 */
export interface MinuteCap {
  /** The earliest time the next request may start, milliseconds. */
  earliest(): number;
  started(now: number): void;
}

const minute = 60_000;
/** Missed starts that may be made up for: three, or half a second of them. */
const makeUp = { starts: 3, ms: 500 };

export function minuteCap(perMinute: number): MinuteCap {
  const gap = minute / perMinute;
  const size = Math.max(1, Math.floor(perMinute));
  const log: number[] = [];
  let oldest = 0;
  let next = 0;
  const afterLog = (): number => {
    const start = log.length < size ? undefined : log[oldest];
    return start === undefined ? 0 : start + Math.max(minute, perMinute < 1 ? gap : 0);
  };
  return {
    earliest: () => Math.max(next, afterLog()),
    started: (now) => {
      if (log.length < size) log.push(now);
      else {
        log[oldest] = now;
        oldest = (oldest + 1) % size;
      }
      next = Math.max(next, now - Math.max(makeUp.starts * gap, makeUp.ms)) + gap;
    },
  };
}
