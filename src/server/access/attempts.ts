import type { Clock } from "../../contracts/index.ts";

/** Failed sign-ins a remote address may make within one window. */
const allowed = 10;
const windowMs = 60_000;
/** Addresses remembered at most; the oldest is forgotten first. */
const rememberedAtMost = 4_096;

/** Counts failed sign-ins per address and over all, in fixed windows and bounded memory. */
export interface AttemptLimiter {
  /** Milliseconds to wait before the next try, or 0. */
  waitFor(address: string): number;
  failed(address: string): void;
  /** How many addresses are kept in mind now. */
  readonly remembered: number;
}

interface Window {
  readonly since: number;
  failures: number;
}

export function attemptLimiter(clock: Clock): AttemptLimiter {
  const windows = new Map<string, Window>();
  // A guesser with many addresses is slowed down as well: 50 times the allowance of one.
  const everyone = "*";

  function windowOf(key: string): Window | undefined {
    const window = windows.get(key);
    if (window !== undefined && clock.now() - window.since >= windowMs) {
      windows.delete(key);
      return undefined;
    }
    return window;
  }

  function count(key: string): void {
    const window = windowOf(key) ?? { since: clock.now(), failures: 0 };
    window.failures += 1;
    windows.delete(key);
    windows.set(key, window);
    if (windows.size > rememberedAtMost) {
      const oldest = windows.keys().next().value;
      if (oldest !== undefined && oldest !== everyone) windows.delete(oldest);
    }
  }

  return {
    waitFor(address) {
      for (const [key, limit] of [
        [address, allowed],
        [everyone, allowed * 50],
      ] as const) {
        const window = windowOf(key);
        if (window !== undefined && window.failures >= limit) return window.since + windowMs - clock.now();
      }
      return 0;
    },
    failed(address) {
      count(address);
      count(everyone);
    },
    get remembered() {
      return windows.size;
    },
  };
}
