import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readQuota } from "./quota.ts";

const now = Date.UTC(2026, 0, 1, 12, 0, 0);

describe("retry-after", () => {
  it.each([
    [{ "retry-after": "3" }, 3_000],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": "0.25" }, 250],
    [{ "retry-after": "Thu, 01 Jan 2026 12:00:07 GMT" }, 7_000],
    [{ "retry-after": "Thu, 01 Jan 2026 11:00:00 GMT" }, 0],
    [{ "retry-after-ms": "120", "retry-after": "1" }, 120],
    [{ "x-ms-retry-after-ms": "80" }, 80],
    [{ "retry-after": "99999999" }, 86_400_000],
    [{ "retry-after": "-5" }, undefined],
    [{ "retry-after": "1e9" }, undefined],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after": "" }, undefined],
  ])("%j", (headers, expected) => {
    expect(readQuota(headers as unknown as Record<string, string>, now).retryAfterMs).toBe(expected);
  });
});

describe("quota headers", () => {
  it("reads requests and tokens with durations", () => {
    const { windows } = readQuota(
      {
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-remaining-requests": "59",
        "x-ratelimit-reset-requests": "1s",
        "x-ratelimit-limit-tokens": "150000",
        "x-ratelimit-remaining-tokens": "149984",
        "x-ratelimit-reset-tokens": "6m0.5s",
      },
      now,
    );
    expect(windows).toEqual([
      { unit: "requests", remaining: 59, limit: 60, resetMs: 1_000 },
      { unit: "tokens", remaining: 149_984, limit: 150_000, resetMs: 360_500 },
    ]);
  });

  it.each([
    ["seconds from now", "30", 30_000],
    ["milliseconds as a duration", "20ms", 20],
    ["seconds since 1970", String(now / 1_000 + 9), 9_000],
    ["milliseconds since 1970", String(now + 4_000), 4_000],
    ["a date of RFC 3339", "2026-01-01T12:00:05Z", 5_000],
    ["something else", "later", undefined],
    ["a duration with rubbish", "5s;drop", undefined],
  ])("reads a reset given as %s", (_, value, expected) => {
    const { windows } = readQuota({ "ratelimit-remaining": "1", "ratelimit-reset": value }, now);
    expect(windows[0]?.resetMs).toBe(expected);
  });

  it("never throws and never gives a time outside a day, whatever the headers", () => {
    const names = [
      "retry-after",
      "retry-after-ms",
      "x-ratelimit-remaining",
      "x-ratelimit-reset",
      "x-ratelimit-limit",
    ];
    const value = fc.oneof(fc.string({ maxLength: 60 }), fc.integer().map(String), fc.double().map(String));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (headers) => {
        const reading = readQuota(headers, now);
        const times = [reading.retryAfterMs, ...reading.windows.map((window) => window.resetMs)];
        for (const ms of times) {
          if (ms !== undefined) expect(ms >= 0 && ms <= 86_400_000).toBe(true);
        }
      }),
    );
  });
});
