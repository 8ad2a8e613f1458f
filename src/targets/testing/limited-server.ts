import type { Clock } from "../../contracts/index.ts";
import type { Attempt } from "../pacing/pacer.ts";
import { readQuota } from "../pacing/quota.ts";

/** How a simulated target limits its callers. */
export type Limiter = (now: number) => {
  readonly allowed: boolean;
  readonly waitMs: number;
  readonly remaining: number;
  readonly limit: number;
  /** Until the quota is whole again. */
  readonly resetMs: number;
};

/** Refills `perSecond` tokens continuously, up to `burst`. */
export function tokenBucket(perSecond: number, burst: number): Limiter {
  let tokens = burst;
  let at: number | undefined;
  return (now) => {
    tokens = Math.min(burst, tokens + ((now - (at ?? now)) / 1_000) * perSecond);
    at = now;
    const allowed = tokens >= 1;
    const waitMs = allowed ? 0 : ((1 - tokens) / perSecond) * 1_000;
    if (allowed) tokens--;
    const resetMs = ((burst - tokens) / perSecond) * 1_000;
    return { allowed, waitMs, remaining: Math.floor(tokens), limit: burst, resetMs };
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
    const allowed = used < size;
    if (allowed) used++;
    const resetMs = start + lengthMs - now;
    return { allowed, waitMs: allowed ? 0 : resetMs, remaining: size - used, limit: size, resetMs };
  };
}

/** What the simulated target tells about its limit: in its refusals, or with every answer. */
export type Tells = "nothing" | "retry-after" | "retry-after-ms" | "quota";

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
  const headersFor = ({
    allowed,
    waitMs,
    remaining,
    limit,
    resetMs,
  }: ReturnType<Limiter>): Record<string, string> => {
    if (tells === "quota") {
      return {
        "x-ratelimit-limit-requests": String(limit),
        "x-ratelimit-remaining-requests": String(remaining),
        "x-ratelimit-reset-requests": `${(resetMs / 1_000).toFixed(3)}s`,
      };
    }
    if (allowed) return {};
    if (tells === "retry-after") return { "retry-after": String(Math.ceil(waitMs / 1_000)) };
    return tells === "retry-after-ms" ? { "retry-after-ms": String(Math.ceil(waitMs)) } : {};
  };
  return {
    answered: () => answered,
    refused: () => refused,
    attempt: async () => {
      await clock.sleep(latencyMs / 2);
      const told = limiter(clock.now());
      const { allowed } = told;
      if (allowed) answered++;
      else refused++;
      await clock.sleep(allowed ? latencyMs / 2 : Math.min(latencyMs / 2, 10));
      const quota = readQuota(headersFor(told), clock.now());
      if (allowed) return { kind: "answered", value: "ok", quota };
      return { kind: "limited", error: new Error("429"), quota };
    },
  };
}
