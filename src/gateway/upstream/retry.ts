export interface RetryOptions {
  /** Further attempts after the first. */
  readonly attempts: number;
  /** Seconds. */
  readonly firstDelay: number;
  readonly maxDelay: number;
}

/** Statuses by which a server says that another attempt may succeed; 529 is Anthropic's `overloaded`. */
const passing = new Set([408, 429, 500, 502, 503, 504, 529]);

export const mayPass = (status: number): boolean => passing.has(status);

/** Whether a status says that the upstream itself is in trouble, not merely this request. */
export const isFailure = (status: number): boolean => status >= 500;

/**
 * Seconds before attempt number `attempt + 1`: exponential with full jitter, and never before the upstream
 * asked for. undefined: it asks for more than anybody wants to wait.
 *
 * @param random 0 ≤ random < 1
 */
export function delayBefore(
  attempt: number,
  options: RetryOptions,
  random: number,
  retryAfter: number | undefined,
): number | undefined {
  if (retryAfter !== undefined && retryAfter > options.maxDelay) return undefined;
  const most = Math.min(options.maxDelay, options.firstDelay * 2 ** attempt);
  return Math.max(most * random, retryAfter ?? 0);
}

/**
 * Seconds named by `retry-after-ms` or `Retry-After` (RFC 9110, 10.2.3: seconds or a date).
 *
 * @param now milliseconds since the epoch
 */
export function retryAfterOf(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  now: number,
): number | undefined {
  const ms = headers["retry-after-ms"];
  if (typeof ms === "string" && /^\d{1,12}(?:\.\d{1,6})?$/.test(ms)) return Number(ms) / 1_000;
  const value = headers["retry-after"];
  if (typeof value !== "string") return undefined;
  if (/^\d{1,9}(?:\.\d{1,6})?$/.test(value)) return Number(value);
  const date = value.length < 64 ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1_000);
}
