import type { Taken, TokenBucket } from "../../contracts/index.ts";

/**
 * What is used of a bucket, rather than what is left: a changed capacity then holds at once.
 * Times in milliseconds since the epoch. `redis/scripts.ts` says the same in Lua.
 */
export interface BucketState {
  readonly used: number;
  /** When `used` was true. */
  readonly at: number;
  /** When the window began; 0 where there is none. */
  readonly since: number;
}

/** Refilling in fractions leaves crumbs; whoever waited for `retryAfter` is not to be refused for them. */
const crumb = 1e-9;

/** The bucket as it is now: refilled, and a window that is over replaced by a new, full one. */
export function refilled(state: BucketState | undefined, bucket: TokenBucket, now: number): BucketState {
  const fresh: BucketState = { used: 0, at: now, since: bucket.resetSeconds === undefined ? 0 : now };
  if (state === undefined) return fresh;
  // A clock that was set back must not make a window last longer than it is.
  const since = Math.min(state.since, now);
  if (bucket.resetSeconds !== undefined && now - since >= bucket.resetSeconds * 1000) return fresh;
  const refill = (Math.max(0, now - state.at) / 1000) * bucket.perSecond;
  return { used: Math.max(0, state.used - refill), at: now, since };
}

/** Takes `cost`; a refusal comes with no new state. `state` is as `refilled` gave it. */
export function takeFrom(
  state: BucketState,
  bucket: TokenBucket,
  cost: number,
): { readonly taken: Taken; readonly next: BucketState | undefined } {
  const missing = state.used + cost - bucket.capacity;
  const next = missing <= crumb ? { ...state, used: state.used + cost } : undefined;
  const used = (next ?? state).used;
  const taken: Taken = {
    taken: next !== undefined,
    left: bucket.capacity - used,
    retryAfter:
      next !== undefined ? 0 : cost > bucket.capacity ? Infinity : secondsUntil(state, bucket, missing),
    resetAfter: used === 0 ? 0 : secondsUntil(state, bucket, used),
    receipt: `m:${state.since}`,
  };
  return { taken, next };
}

/** Gives `amount` back, or with a negative one takes more, below zero too. */
export function giveTo(state: BucketState, amount: number): BucketState {
  return { ...state, used: Math.max(0, state.used - amount) };
}

/** Seconds until `amount` of what is used has come back. */
export function secondsUntil(state: BucketState, bucket: TokenBucket, amount: number): number {
  const byRefill = bucket.perSecond > 0 ? amount / bucket.perSecond : Infinity;
  const byReset =
    bucket.resetSeconds === undefined ? Infinity : bucket.resetSeconds - (state.at - state.since) / 1000;
  return Math.min(byRefill, byReset);
}
