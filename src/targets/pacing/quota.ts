/** One quota as the target reports it. */
export interface QuotaWindow {
  readonly unit: "requests" | "tokens";
  readonly remaining: number;
  readonly limit?: number;
  /** Milliseconds until the quota is whole again. */
  readonly resetMs?: number;
}

/** What an answer's headers say about how fast we may go on. */
export interface QuotaReading {
  readonly retryAfterMs?: number;
  readonly windows: readonly QuotaWindow[];
}

/** Header values by lower-case name. */
export type Headers = Readonly<Record<string, string>>;

const dayMs = 86_400_000;

/** The header families in use, by where limit, remaining and reset stand. */
const families = [
  family("requests", (what) => `x-ratelimit-${what}-requests`),
  family("tokens", (what) => `x-ratelimit-${what}-tokens`),
  family("requests", (what) => `anthropic-ratelimit-requests-${what}`),
  family("tokens", (what) => `anthropic-ratelimit-tokens-${what}`),
  family("requests", (what) => `x-ratelimit-${what}`),
  family("requests", (what) => `x-rate-limit-${what}`),
  family("requests", (what) => `ratelimit-${what}`),
];

type What = "limit" | "remaining" | "reset";
function family(unit: QuotaWindow["unit"], name: (what: What) => string) {
  return { unit, limit: name("limit"), remaining: name("remaining"), reset: name("reset") };
}

/**
 * Reads `retry-after` (seconds or a date, RFC 9110 10.2.3), its millisecond variants, and the quota
 * headers of the common families. What cannot be read is left out; nothing here throws.
 */
export function readQuota(headers: Headers, now: number): QuotaReading {
  const retryAfterMs = retryAfter(headers, now);
  const windows = families.flatMap(({ unit, limit, remaining, reset }): QuotaWindow[] => {
    const left = count(headers[remaining]);
    if (left === undefined) return [];
    const whole = count(headers[limit]);
    const resetMs = resetIn(headers[reset], now);
    return [
      {
        unit,
        remaining: left,
        ...(whole !== undefined && { limit: whole }),
        ...(resetMs !== undefined && { resetMs }),
      },
    ];
  });
  return { windows, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

function retryAfter(headers: Headers, now: number): number | undefined {
  for (const name of ["retry-after-ms", "x-ms-retry-after-ms"]) {
    const ms = number(headers[name]);
    if (ms !== undefined) return bounded(ms);
  }
  const value = headers["retry-after"]?.trim();
  if (value === undefined || value === "") return undefined;
  const seconds = number(value);
  if (seconds !== undefined) return bounded(seconds * 1_000);
  return dateIn(value, now);
}

/** A reset is a duration (`6m0s`, `20ms`), seconds from now, seconds since 1970, or a date. */
function resetIn(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  const seconds = number(text);
  if (seconds === undefined) return duration(text) ?? dateIn(text, now);
  if (seconds > 1e11) return bounded(seconds - now);
  if (seconds > 1e9) return bounded(seconds * 1_000 - now);
  return bounded(seconds * 1_000);
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: dayMs };

/** `1h2m3.5s` and the like, at most five parts. */
function duration(text: string): number | undefined {
  if (text.length > 40) return undefined;
  let total = 0;
  let rest = text;
  while (rest !== "") {
    const part = /^(\d{1,12}(?:\.\d{1,9})?)(ms|[smhd])/.exec(rest);
    const scale = unitMs[part?.[2] ?? ""];
    if (part === null || scale === undefined) return undefined;
    total += Number(part[1]) * scale;
    rest = rest.slice(part[0].length);
  }
  return text === "" ? undefined : bounded(total);
}

function dateIn(text: string, now: number): number | undefined {
  if (text.length > 40 || !/^(?:[A-Z][a-z]{2,8},? |\d{4}-\d\d-\d\dT)/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : bounded(at - now);
}

function number(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,15}(?:\.\d{1,9})?$/.test(value.trim()) ? Number(value) : undefined;
}

const count = (value: string | undefined): number | undefined => number(value?.split(",")[0]);
const bounded = (ms: number): number => Math.min(Math.max(ms, 0), dayMs);
