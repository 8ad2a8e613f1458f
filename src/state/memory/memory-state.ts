import type { Clock, JsonValue, StateStore, TokenBucket } from "../../contracts/index.ts";
import { checkAmount, checkBucket, checkCost, checkKey, checkLimit, checkTtl } from "../arguments.ts";
import { jsonSize } from "../json-size.ts";
import { boundedEntries, type EntryCounts } from "./bounded-entries.ts";
import { giveTo, refilled, secondsUntil, takeFrom, type BucketState } from "./bucket.ts";

export interface MemoryStateOptions {
  readonly clock: Pick<Clock, "now">;
  /** Default 100,000. */
  readonly maxEntries?: number;
  /** About how many bytes of values; default 64 MiB. */
  readonly maxBytes?: number;
  /** The largest single value; default 256 KiB. */
  readonly maxValueBytes?: number;
}

export interface MemoryState extends StateStore {
  readonly counts: EntryCounts;
}

type Kept =
  | { readonly kind: "value"; readonly value: JsonValue }
  | { readonly kind: "bucket"; readonly state: BucketState }
  /** When each lease ends by itself. */
  | { readonly kind: "leases"; readonly until: Map<number, number> };

const BUCKET_BYTES = 48;
const LEASE_BYTES = 48;

/**
 * Shared state of one process. Bounded: when full, the least recently used entry goes and
 * `counts.evicted` says so. Values are kept as they are given: a step must not alter the value it gets,
 * nor the one it returned.
 *
 * @example const state = memoryState({ clock }); await state.take("b:all", { capacity: 10, perSecond: 1 }, 1);
 */
export function memoryState(options: MemoryStateOptions): MemoryState {
  const { clock, maxEntries = 100_000, maxBytes = 64 << 20, maxValueBytes = 256 << 10 } = options;
  const entries = boundedEntries<Kept>(maxEntries, maxBytes);
  let leases = 0;

  function bucketAt(key: string, now: number): BucketState | undefined {
    const kept = entries.get(key, now);
    return kept?.kind === "bucket" ? kept.state : undefined;
  }

  function leasesAt(key: string, now: number): Map<number, number> {
    const kept = entries.get(key, now);
    return kept?.kind === "leases" ? kept.until : new Map<number, number>();
  }

  function keepLeases(key: string, until: Map<number, number>, now: number): void {
    if (until.size === 0) return entries.delete(key);
    let expiresAt = 0;
    for (const end of until.values()) expiresAt = Math.max(expiresAt, end);
    entries.set(key, { value: { kind: "leases", until }, bytes: until.size * LEASE_BYTES, expiresAt }, now);
  }

  function keepBucket(key: string, state: BucketState, expiresAt: number, now: number): void {
    entries.set(key, { value: { kind: "bucket", state }, bytes: BUCKET_BYTES, expiresAt }, now);
  }

  return {
    async update(name, ttlSeconds, step) {
      checkKey(name);
      checkTtl(ttlSeconds);
      const key = `v:${name}`;
      const now = clock.now();
      const kept = entries.get(key, now);
      // Safe as far as the caller is true to its key: one key, one type of value.
      const before = (kept?.kind === "value" ? kept.value : undefined) as Parameters<typeof step>[0];
      const [value, result] = step(before);
      const bytes = jsonSize(value, maxValueBytes);
      entries.set(key, { value: { kind: "value", value }, bytes, expiresAt: now + ttlSeconds * 1000 }, now);
      return result;
    },
    async take(name, bucket, cost) {
      checkKey(name);
      checkBucket(bucket);
      checkCost(cost);
      const key = `b:${name}`;
      const now = clock.now();
      const { taken, next } = takeFrom(refilled(bucketAt(key, now), bucket, now), bucket, cost);
      if (next !== undefined && next.used > 0) keepBucket(key, next, now + msUntilFull(next, bucket), now);
      return taken;
    },
    async give(name, bucket, amount, receipt) {
      checkKey(name);
      checkBucket(bucket);
      checkAmount(amount);
      const key = `b:${name}`;
      const now = clock.now();
      const state = refilled(bucketAt(key, now), bucket, now);
      const elsewhere = receipt !== undefined && receipt !== `m:${state.since}`;
      if (amount >= 0 && (elsewhere || state.used === 0)) return;
      const next = giveTo(state, amount);
      if (next.used > 0) keepBucket(key, next, now + msUntilFull(next, bucket), now);
      else if (bucket.resetSeconds === undefined) entries.delete(key);
      else keepBucket(key, next, next.since + bucket.resetSeconds * 1000, now);
    },
    async enter(name, limit, ttlSeconds) {
      checkKey(name);
      checkLimit(limit);
      checkTtl(ttlSeconds);
      const key = `l:${name}`;
      const now = clock.now();
      const until = leasesAt(key, now);
      if (until.size >= limit) for (const [lease, end] of until) if (end <= now) until.delete(lease);
      if (until.size >= limit) return undefined;
      const lease = (leases += 1);
      keepLeases(key, until.set(lease, now + ttlSeconds * 1000), now);
      return {
        async stay() {
          const at = clock.now();
          const held = leasesAt(key, at);
          if ((held.get(lease) ?? 0) <= at) return false;
          keepLeases(key, held.set(lease, at + ttlSeconds * 1000), at);
          return true;
        },
        async leave() {
          const at = clock.now();
          const held = leasesAt(key, at);
          if (held.delete(lease)) keepLeases(key, held, at);
        },
      };
    },
    close: async () => undefined,
    get counts() {
      return entries.counts;
    },
  };
}

const msUntilFull = (state: BucketState, bucket: TokenBucket): number =>
  secondsUntil(state, bucket, state.used) * 1000;
