import type { RandomSource } from "../../contracts/index.ts";
import { learnedRate } from "./learned-rate.ts";
import { type MinuteCap, minuteCap } from "./minute-cap.ts";
import type { QuotaReading } from "./quota.ts";
import { concurrencyWindow } from "./window.ts";

/** The limits of one rate-limit key, as the configuration states them. */
export interface LaneLimits {
  readonly concurrency: number;
  readonly requestsPerMinute?: number;
}

/** A request under way. */
export interface Ticket {
  readonly startedAt: number;
}

/**
 * The state of one rate-limit key: what is in flight and when the next request may start.
 * Pure: time comes in as a number, nothing is waited for here.
 */
export interface Lane {
  /** Now, or the time to ask again; `undefined` as time means: when a request ends. */
  admit(now: number): { readonly go: true } | { readonly go: false; readonly at: number | undefined };
  start(now: number): Ticket;
  /** Ends a request without a word about the pace: called off, or failed for other reasons. */
  end(ticket: Ticket): void;
  succeed(ticket: Ticket, now: number, quota: QuotaReading): void;
  limit(ticket: Ticket, now: number, quota: QuotaReading): void;
  /** Another target shares this key: the stricter limit of the two holds for both. */
  tighten(limits: LaneLimits): void;
  snapshot(): LaneSnapshot;
}

/** For progress displays and tests. Rates are requests per second. */
export interface LaneSnapshot {
  readonly concurrency: number;
  readonly inFlight: number;
  readonly rate?: number;
  readonly pausedUntil: number;
}

/** No pause is longer: a target that says "come back tomorrow" is asked again, and fails its requests. */
const longestPauseMs = 120_000;
/** A quota that is whole again sooner is old news when its answer arrives; the learned rate serves better. */
const shortestQuotaMs = 2_000;
const backoffCapMs = 30_000;

export function createLane(limits: LaneLimits, random: RandomSource): Lane {
  const window = concurrencyWindow(limits.concurrency);
  const rate = learnedRate();
  /** One cap for each number configured; all of them hold, so the lowest does. */
  const caps = new Map<number, MinuteCap>();
  const addCap = (perMinute: number | undefined): void => {
    if (perMinute !== undefined && !caps.has(perMinute)) caps.set(perMinute, minuteCap(perMinute));
  };
  addCap(limits.requestsPerMinute);
  let inFlight = 0;
  let pausedUntil = 0;
  let lastLimit = -1;
  /** Refusals in a row; from the second on, single requests probe whether the target is open again. */
  let refused = 0;
  /** Spacing asked for by a quota that runs low. */
  let quotaGap = { until: 0, ms: 0 };
  let lastStart = 0;

  const earliest = (now: number): number =>
    Math.max(
      pausedUntil,
      rate.earliest(),
      ...[...caps.values()].map((cap) => cap.earliest()),
      now < quotaGap.until ? Math.min(lastStart + quotaGap.ms, quotaGap.until) : 0,
    );
  const pause = (until: number): void => {
    pausedUntil = Math.max(pausedUntil, until);
  };

  const heed = (now: number, quota: QuotaReading): void => {
    quotaGap = { until: 0, ms: 0 };
    for (const { unit, remaining, limit, resetMs } of quota.windows) {
      if (resetMs === undefined || resetMs < shortestQuotaMs || resetMs > longestPauseMs) continue;
      const left = unit === "requests" ? remaining - inFlight : remaining;
      if (left <= 0) pause(now + resetMs);
      else if (limit !== undefined && remaining < limit / 10) {
        const ms = unit === "requests" ? resetMs / (left + 1) : resetMs / 10;
        if (ms > quotaGap.ms) quotaGap = { until: now + resetMs, ms };
      }
    }
  };

  return {
    admit: (now) => {
      if (inFlight >= (refused >= 2 ? 1 : window.size())) return { go: false, at: undefined };
      const at = earliest(now);
      return at <= now ? { go: true } : { go: false, at };
    },
    start: (now) => {
      inFlight++;
      lastStart = now;
      rate.started(now);
      for (const cap of caps.values()) cap.started(now);
      return { startedAt: now };
    },
    end: () => {
      inFlight--;
    },
    succeed: (ticket, now, quota) => {
      inFlight--;
      refused = 0;
      window.succeeded();
      rate.succeeded(ticket.startedAt, now);
      heed(now, quota);
    },
    limit: (ticket, now, quota) => {
      inFlight--;
      const { retryAfterMs } = quota;
      if (retryAfterMs !== undefined && retryAfterMs > 0) {
        // A little later than told, so that several of us do not come back in the same moment.
        const late = random.next() * Math.min(250, retryAfterMs * 0.05);
        pause(now + Math.min(retryAfterMs + late, longestPauseMs));
      }
      // What was under way before the last refusal says nothing new.
      if (ticket.startedAt < lastLimit) return;
      window.halve();
      rate.limited(now, retryAfterMs ?? 0);
      if (retryAfterMs === undefined) {
        const base = Math.min(1_000, Math.max(50, 2 / (rate.current() ?? 1)));
        pause(now + random.next() * Math.min(backoffCapMs, base * 2 ** Math.min(refused, 16)));
      }
      refused++;
      lastLimit = now;
      // What it says about this very refusal is more exact than its quotas.
      if (retryAfterMs === undefined) heed(now, quota);
    },
    tighten: (other) => {
      window.narrow(other.concurrency);
      addCap(other.requestsPerMinute);
    },
    snapshot: () => {
      const perMs = rate.current();
      return {
        concurrency: window.size(),
        inFlight,
        ...(perMs !== undefined && { rate: perMs * 1_000 }),
        pausedUntil,
      };
    },
  };
}
