/**
 * The rate at which a target lets us through, learned from its refusals. Concurrency alone cannot
 * hold a rate: one request in flight at 50 ms each is already 20 a second.
 *
 * Unlimited until the first refusal. Then the rate delivered so far, growing by half per round trip
 * until it is refused too. From there it searches: a rate that stood a whole quiet time is proven; a
 * slow probe above it gains speed the longer no refusal comes; a refusal leads back to a little above
 * what was proven. The quiet time is in proportion to what a refusal costs, so that probing stays cheap.
 */
export interface LearnedRate {
  /** Requests per millisecond; undefined while no limit was met. */
  current(): number | undefined;
  /** The earliest time the next request may start, milliseconds. */
  earliest(): number;
  started(now: number): void;
  succeeded(startedAt: number, now: number): void;
  /** A refusal that costs a pause. Without a success since the last one the rate stays: the target is closed then, not slow. */
  limited(now: number, pauseMs: number): void;
}

const horizonMs = 10_000;
const remembered = 256;
/** How fast the probe upwards starts. */
const probePerSecond = 0.004;
const slowest = 1 / 60_000;
/** The quiet time: in pauses, so that few are lost to them, and in requests, so that it means something. */
const quietPauses = 25;
const quietRequests = 80;
const quietBounds = { least: 2_000, most: 30_000 };

export function learnedRate(): LearnedRate {
  let rate: number | undefined;
  /** Where the rate returns to after a refusal; undefined while it still grows freely. */
  let plateau: number | undefined;
  /** The highest rate that has stood a whole quiet time. */
  let proven: number | undefined;
  let firstStart: number | undefined;
  let next = 0;
  let sinceLimit = 0;
  let refusals = 0;
  let settled = 0;
  /** Whether the quiet time since the last refusal has passed. */
  let stood = false;
  let quiet = { until: 0, ms: 0 };
  let roundTripMs = 0;
  const successes: number[] = [];

  const delivered = (now: number): number => {
    const full = successes.length < remembered ? undefined : successes[0];
    const from = Math.max(firstStart ?? now, full ?? 0, now - horizonMs);
    const recent = successes.filter((at) => at > from).length;
    return Math.max(recent, 1) / Math.max(now - from, 1);
  };
  const grow = (now: number, perMs: number): number => {
    // At most half more per round trip: answers tell of a rate that was, not of the one that is.
    const fastest = 0.5 / Math.max(1, perMs * roundTripMs);
    if (plateau === undefined) return perMs * (1 + fastest);
    if (perMs < plateau * 0.99) return perMs + (plateau - perMs) * Math.min(0.3, fastest);
    if (now < quiet.until) return perMs;
    if (!stood) {
      stood = true;
      proven = perMs;
    }
    return (
      perMs *
      (1 +
        Math.min(
          fastest / 5,
          (probePerSecond * 2 ** ((4 * (now - quiet.until)) / quiet.ms)) / (perMs * 1_000),
        ))
    );
  };

  /** Where to return to after a refusal at `before`, when `through` is what came through of late. */
  const lower = (before: number, through: number): number => {
    if (through * 1.3 < before) {
      proven = undefined;
      return Math.max(before * 0.5, through * 1.15);
    }
    // Refused on the way up: a little above what was proven. Refused on the plateau: that was too high.
    if (stood && proven !== undefined)
      return proven + (before - proven) * (before > proven * 1.08 ? 0.6 : 0.25);
    if (proven !== undefined && before > proven * 1.01) return proven;
    proven = undefined;
    return before * 0.96;
  };

  return {
    current: () => rate,
    earliest: () => (rate === undefined ? 0 : next),
    started: (now) => {
      firstStart ??= now;
      if (rate === undefined) return;
      // Missed starts are not made up for: a target without a burst allowance would refuse them.
      next = Math.max(next, now) + 1 / rate;
    },
    succeeded: (startedAt, now) => {
      successes.push(now);
      if (successes.length > remembered) successes.shift();
      sinceLimit++;
      roundTripMs = roundTripMs === 0 ? now - startedAt : roundTripMs * 0.9 + (now - startedAt) * 0.1;
      if (rate !== undefined) rate = grow(now, rate);
    },
    limited: (now, pauseMs) => {
      // What follows at once belongs to the same refusal: it was on its way already.
      if (now < settled) return;
      settled = now + pauseMs + 2 * roundTripMs;
      refusals++;
      const wanted = Math.max(quietPauses * pauseMs, rate === undefined ? 0 : quietRequests / rate);
      const whole = Math.min(quietBounds.most, Math.max(quietBounds.least, wanted));
      // The first refusals teach little: a burst at the start looks like a low limit.
      const ms = whole * Math.min(1, refusals / 8);
      quiet = { until: now + ms, ms };
      if (rate === undefined) rate = delivered(now);
      else if (sinceLimit > 0) {
        plateau = lower(rate, delivered(now));
        rate = plateau * 0.98;
        stood = false;
      }
      rate = Math.max(rate, slowest);
      sinceLimit = 0;
    },
  };
}
