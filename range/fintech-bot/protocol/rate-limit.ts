/** A limit that fills up again evenly: so many requests a minute for all clients together. */
export interface RateLimit {
  /** Takes one request. `waitMs` is set when none is left. */
  take(): { readonly headers: Readonly<Record<string, string>>; readonly waitMs?: number };
}

/**
 * A token bucket. Without a limit the headers still come, with a number that never runs low.
 *
 * @param perMinute requests a minute; undefined for no limit.
 * @param now milliseconds since the epoch.
 */
export function createRateLimit(perMinute: number | undefined, now: () => number): RateLimit {
  const limit = perMinute ?? 10_000;
  let left = limit;
  let seen = now();
  return {
    take() {
      const at = now();
      left = Math.min(limit, left + ((at - seen) / 60_000) * limit);
      seen = at;
      const waitMs = left < 1 ? Math.ceil(((1 - left) / limit) * 60_000) : undefined;
      if (perMinute !== undefined && waitMs === undefined) left -= 1;
      const reset = Math.max(0, ((limit - left) / limit) * 60);
      const headers = {
        "x-ratelimit-limit-requests": String(limit),
        "x-ratelimit-remaining-requests": String(Math.floor(left)),
        "x-ratelimit-reset-requests": `${reset.toFixed(3)}s`,
      };
      if (perMinute === undefined || waitMs === undefined) return { headers };
      const seconds = Math.max(1, Math.ceil(waitMs / 1000));
      return {
        headers: { ...headers, "retry-after": String(seconds), "retry-after-ms": String(waitMs) },
        waitMs,
      };
    },
  };
}
