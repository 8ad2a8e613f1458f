import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../contracts/index.ts";

/** A clock that stands still until it is told to go on; nobody waits for real. */
export interface FakeClock extends Clock {
  /** Goes from timer to timer until the work is done, and gives its result. Fails when nothing is left to wait for. */
  run<T>(work: Promise<T>): Promise<T>;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly ring: () => void;
}

export function fakeClock(start = 1_800_000_000_000): FakeClock {
  let now = start;
  let order = 0;
  const timers: Timer[] = [];
  const before = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
  const insert = (timer: Timer): void => {
    let low = 0;
    let high = timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = timers[middle];
      if (there !== undefined && before(there, timer)) low = middle + 1;
      else high = middle;
    }
    timers.splice(low, 0, timer);
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason as Error);
        const timer: Timer = { at: now + Math.max(0, ms), order: order++, ring: resolve };
        insert(timer);
        signal?.addEventListener("abort", () => {
          const at = timers.indexOf(timer);
          if (at !== -1) timers.splice(at, 1);
          reject(signal.reason as Error);
        });
      }),
    run: async (work) => {
      let done = false;
      const finish = (): void => {
        done = true;
      };
      work.then(finish, finish);
      for (;;) {
        await setImmediate();
        if (done) return work;
        const next = timers.shift();
        if (next === undefined) throw new Error("Nothing is left to wait for, and the work is not done.");
        now = Math.max(now, next.at);
        next.ring();
      }
    },
  };
}
