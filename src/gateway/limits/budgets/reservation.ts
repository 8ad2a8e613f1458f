import type { Clock, Lease, StateStore, TokenUsage } from "../../../contracts/index.ts";
import { drawAll, giveBack, type Counter, type Grant } from "./claim.ts";
import type { Headers } from "./rate-headers.ts";
import type { LimitsSettings } from "./settings.ts";

/** Tokens set aside for one exchange. */
export interface Reservation {
  /**
   * Output tokens that are about to be released. Synchronous: more is fetched in the background before it
   * runs out. While that is under way a stream goes on upon credit, for one chunk at most.
   */
  spend(tokens: number): "continue" | "cut";
  /**
   * What was really used; the rest goes back, and what was used beyond is charged, below zero too. Called
   * once; a second call does nothing.
   *
   * @throws STATE_UNAVAILABLE when not everything could be written: then too much stays charged, or what
   *   was used beyond the reservation is not
   */
  settle(usage: Pick<TokenUsage, "inputTokens" | "outputTokens">): Promise<void>;
  /** The exchange never happened: everything goes back, the request too. */
  cancel(): Promise<void>;
  /** `x-ratelimit-…` */
  readonly headers: Headers;
}

export interface Reserving {
  readonly store: StateStore;
  readonly clock: Pick<Clock, "now">;
  readonly settings: LimitsSettings;
  readonly grants: readonly Grant[];
  readonly leases: readonly Lease[];
  readonly headers: Headers;
  /** Output tokens the grants stand for. */
  readonly outputTokens: number;
}

export function openReservation(reserving: Reserving): Reservation {
  const { store, clock, settings, leases } = reserving;
  const grants = [...reserving.grants];
  /** Counters that tokens draw on; without one, nothing ever cuts. */
  const running = reserving.grants.map((one) => one.counter).filter((one) => one.kind !== "requests");
  const unlimited = running.length === 0;
  const chunk = settings.chunkTokens;
  /** Fewer left than this, and more is fetched. */
  const low = Math.min(chunk, reserving.outputTokens) / 2;

  let granted = reserving.outputTokens;
  let spent = 0;
  let dry = false;
  let fetching: Promise<void> | undefined;
  let over = false;
  let stayedAt = clock.now();

  /** One chunk more; where less is left, that. */
  async function fetchMore(): Promise<void> {
    let tokens = chunk;
    for (let tries = 0; tries < 3 && tokens >= 1; tries += 1) {
      const drawn = await drawAll(
        store,
        running.map((counter) => ({ counter, amount: outputAmount(counter, tokens) })),
      );
      if (drawn.ok) {
        grants.push(...drawn.grants);
        granted += tokens;
        return;
      }
      tokens = Math.min(
        tokens - 1,
        ...drawn.refusals.map(({ draw, taken }) => fitting(draw.counter, taken.left)),
      );
    }
    dry = true;
  }

  async function fetchInBackground(): Promise<void> {
    try {
      await fetchMore();
    } catch {
      // Without the store there is no more: closed. What was granted stays.
      dry = true;
    } finally {
      fetching = undefined;
    }
  }

  function keepLeases(): void {
    const now = clock.now();
    if (leases.length === 0 || now - stayedAt < (settings.leaseSeconds * 1000) / 3) return;
    stayedAt = now;
    for (const lease of leases) lease.stay().catch(() => undefined);
  }

  async function finish(amountOf: (counter: Counter) => number): Promise<void> {
    if (over) return;
    over = true;
    await fetching;
    const steps: Promise<void>[] = [];
    for (const counter of new Set(grants.map((grant) => grant.counter)))
      steps.push(...settleCounter(store, grantsOf(grants, counter), amountOf(counter)));
    steps.push(...leases.map((lease) => lease.leave()));
    const failed = (await Promise.allSettled(steps)).find((step) => step.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  return {
    spend(tokens) {
      if (over) return "cut";
      keepLeases();
      if (unlimited) return "continue";
      spent += tokens;
      const left = granted - spent;
      if (left < low && fetching === undefined && !dry) fetching = fetchInBackground();
      if (left >= 0) return "continue";
      return fetching !== undefined && -left <= chunk ? "continue" : "cut";
    },
    settle: (usage) => finish((counter) => (counter.kind === "requests" ? 1 : counter.amountOf(usage))),
    cancel: () => finish(() => 0),
    headers: reserving.headers,
  };
}

const grantsOf = (grants: readonly Grant[], counter: Counter): readonly Grant[] =>
  grants.filter((grant) => grant.counter === counter);

/** Gives back the latest grants first: they are the ones whose window is still open. */
function settleCounter(store: StateStore, grants: readonly Grant[], used: number): Promise<void>[] {
  let surplus = grants.reduce((sum, grant) => sum + grant.amount, 0) - used;
  const last = grants.at(-1);
  if (surplus < 0 && last !== undefined) return [giveBack(store, last, surplus)];
  const steps: Promise<void>[] = [];
  for (const grant of grants.toReversed()) {
    const back = Math.min(surplus, grant.amount);
    if (back > 0) steps.push(giveBack(store, grant, back));
    surplus -= back;
  }
  return steps;
}

const outputAmount = (counter: Counter, tokens: number): number =>
  counter.amountOf({ inputTokens: 0, outputTokens: tokens });

/** How many output tokens go into what is left of a counter. */
function fitting(counter: Counter, left: number): number {
  const perToken = outputAmount(counter, 1_000_000) / 1_000_000;
  return perToken === 0 ? Infinity : Math.floor(left / perToken);
}
