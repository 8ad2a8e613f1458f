import type { Clock, StateStore } from "../../contracts/index.ts";
import { isStateUnavailable, stateErrors } from "../errors.ts";
import { memoryState, type MemoryStateOptions } from "../memory/memory-state.ts";
import type { RemoteState } from "../redis/redis-state.ts";

export interface ResilientOptions {
  /**
   * What happens while the shared state is gone. `closed`: every operation fails at once. `local`: this
   * process counts for itself, in bounded memory and from zero; each replica then allows as much as all
   * of them should together. That is failing open, and it is counted and told.
   */
  readonly onLoss: "closed" | "local";
  readonly clock: Clock;
  /** Milliseconds between looking whether it is back; default 1,000. */
  readonly probeMs?: number;
  readonly local?: Omit<MemoryStateOptions, "clock">;
  readonly onChange?: (change: StateChange) => void;
}

export interface StateChange {
  readonly kind: "lost" | "recovered";
  readonly onLoss: "closed" | "local";
  /** Why it was lost, without credentials. */
  readonly why?: string;
  readonly report: LossReport;
}

export interface LossReport {
  readonly available: boolean;
  /** Times it was lost. */
  readonly losses: number;
  /** Milliseconds it was gone altogether, the loss that is going on included. */
  readonly lostMs: number;
  /** Operations that were counted in this process alone: failed open. */
  readonly local: number;
  /** Operations that failed. */
  readonly refused: number;
}

export interface ResilientState extends StateStore {
  readonly report: LossReport;
}

/**
 * Shared state with a way to live without it. From the first failure on, nobody waits for the time-out
 * again: one probe in the background finds out when it is back.
 *
 * @example
 * const state = resilientState(await redisState({ url }), { onLoss: "closed", clock, onChange: alert });
 */
export function resilientState(remote: RemoteState, options: ResilientOptions): ResilientState {
  const { onLoss, clock, probeMs = 1_000, onChange = () => undefined } = options;
  const closing = new AbortController();
  // Anew with each loss: what was counted in an earlier one is not to be refused in this one.
  let local = memoryState({ ...options.local, clock });
  let lostSince: number | undefined;
  let [losses, lostMs, localCount, refused] = [0, 0, 0, 0];

  const report = (): LossReport => ({
    available: lostSince === undefined,
    losses,
    lostMs: lostMs + (lostSince === undefined ? 0 : Math.max(0, clock.now() - lostSince)),
    local: localCount,
    refused,
  });

  function lost(error: unknown): void {
    if (lostSince !== undefined || closing.signal.aborted) return;
    lostSince = clock.now();
    losses += 1;
    local = memoryState({ ...options.local, clock });
    const why = error instanceof Error ? error.message : "unknown";
    onChange({ kind: "lost", onLoss, why, report: report() });
    void probe();
  }

  async function probe(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await clock.sleep(probeMs, closing.signal);
        await remote.ping();
      } catch {
        continue;
      }
      lostMs += Math.max(0, clock.now() - (lostSince ?? clock.now()));
      lostSince = undefined;
      onChange({ kind: "recovered", onLoss, report: report() });
      return;
    }
  }

  /** Runs an operation on the shared state, or as `onLoss` says where that is gone. */
  async function on<T>(operation: (state: StateStore) => Promise<T>): Promise<T> {
    if (lostSince === undefined) {
      try {
        return await operation(remote);
      } catch (error) {
        if (!isStateUnavailable(error)) throw error;
        lost(error);
        if (onLoss === "closed") {
          refused += 1;
          throw error;
        }
      }
    }
    if (onLoss === "closed") {
      refused += 1;
      throw stateErrors.unavailable("The shared state is gone; looking for it goes on.");
    }
    localCount += 1;
    return operation(local);
  }

  return {
    update: (key, ttlSeconds, step) => on((state) => state.update(key, ttlSeconds, step)),
    take: (key, bucket, cost) => on((state) => state.take(key, bucket, cost)),
    give: (key, bucket, amount, receipt) => on((state) => state.give(key, bucket, amount, receipt)),
    enter: (key, limit, ttlSeconds) => on((state) => state.enter(key, limit, ttlSeconds)),
    async close() {
      closing.abort();
      await remote.close();
    },
    get report() {
      return report();
    },
  };
}
