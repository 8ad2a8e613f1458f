import type { Clock } from "../../../contracts/index.ts";

/** A clock that is where it was told to be, and whose sleeps end at once after moving it. */
export function quickClock(
  start = Date.UTC(2026, 0, 2),
): Clock & { readonly slept: number[]; move(ms: number): void } {
  let now = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    move(ms) {
      now += ms;
    },
    sleep(ms, signal) {
      if (signal?.aborted === true) return Promise.reject(new Error("aborted"));
      slept.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
}
