import type { Clock } from "../../contracts/index.ts";
import type { Attempt } from "../pacing/pacer.ts";
import { readQuota } from "../pacing/quota.ts";

/** How a simulated target limits its callers. */
export type Limiter = (now: number) => { readonly allowed: boolean; readonly waitMs: number };

/** Refills `perSecond` tokens continuously, up to `burst`. */
export function tokenBucket(perSecond: number, burst: number): Limiter {
  let tokens = burst;
  let at: number | undefined;
  return (now) => {
    tokens = Math.min(burst, tokens + ((now - (at ?? now)) / 1_000) * perSecond);
    at = now;
    if (tokens >= 1) {
      tokens--;
      return { allowed: true, waitMs: 0 };
    }
    return { allowed: false, waitMs: ((1 - tokens) / perSecond) * 1_000 };
  };
}

/** `size` requests in each window of `lengthMs`, counted from the first request. */
export function fixedWindow(size: number, lengthMs: number): Limiter {
  let start: number | undefined;
  let used = 0;
  return (now) => {
    if (start === undefined || now >= start + lengthMs) {
      start = start === undefined ? now : start + Math.floor((now - start) / lengthMs) * lengthMs;
      used = 0;
    }
    if (used < size) {
      used++;
      return { allowed: true, waitMs: 0 };
    }
    return { allowed: false, waitMs: start + lengthMs - now };
  };
}

/** What the simulated target tells about its limit. */
export type Tells = "nothing" | "retry-after" | "retry-after-ms";

export interface SimulatedServer {
  readonly answered: () => number;
  readonly refused: () => number;
  readonly attempt: () => Promise<Attempt<"ok">>;
}

/** A target on the fake clock: a latency, a limiter, and the headers it sends with a refusal. */
export function simulatedServer(options: {
  readonly clock: Clock;
  readonly limiter: Limiter;
  readonly latencyMs: number;
  readonly tells: Tells;
}): SimulatedServer {
  const { clock, limiter, latencyMs, tells } = options;
  let answered = 0;
  let refused = 0;
  const headersFor = (waitMs: number): Record<string, string> => {
    if (tells === "retry-after") return { "retry-after": String(Math.ceil(waitMs / 1_000)) };
    return tells === "retry-after-ms" ? { "retry-after-ms": String(Math.ceil(waitMs)) } : {};
  };
  return {
    answered: () => answered,
    refused: () => refused,
    attempt: async () => {
      await clock.sleep(latencyMs / 2);
      const { allowed, waitMs } = limiter(clock.now());
      if (allowed) answered++;
      else refused++;
      await clock.sleep(allowed ? latencyMs / 2 : Math.min(latencyMs / 2, 10));
      const quota = readQuota(allowed ? {} : headersFor(waitMs), clock.now());
      if (allowed) return { kind: "answered", value: "ok", quota };
      return { kind: "limited", error: new Error("429"), quota };
    },
  };
}
