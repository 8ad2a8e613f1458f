import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../stats/index.ts";
import { fakeClock } from "../testing/fake-clock.ts";
import {
  fixedWindow,
  type Limiter,
  simulatedServer,
  type Tells,
  tokenBucket,
} from "../testing/limited-server.ts";
import { minuteCap } from "./minute-cap.ts";
import { type Attempt, createPacer, type PacerLimits } from "./pacer.ts";

const never = new AbortController().signal;
const quiet = { windows: [] };
const answered = <T>(value: T): Attempt<T> => ({ kind: "answered", value, quota: quiet });
const pacerOn = (clock: ReturnType<typeof fakeClock>, limits: PacerLimits = {}) =>
  createPacer({ clock, random: seededRandom("pacer"), limits });

/** Keeps `width` requests waiting for three minutes after one of learning; what share of the allowed rate came through? */
async function shareReached(make: () => Limiter, perSecond: number, latencyMs: number, tells: Tells) {
  const clock = fakeClock();
  const pacer = pacerOn(clock);
  const server = simulatedServer({ clock, limiter: make(), latencyMs, tells });
  const start = clock.now();
  const end = start + 240_000;
  const worker = async (): Promise<void> => {
    while (clock.now() < end) {
      await pacer
        .run({ key: "k", limits: { concurrency: 64 }, signal: never, attempt: server.attempt })
        .catch(() => undefined);
    }
  };
  let learnt = 0;
  void clock.sleep(60_000).then(() => (learnt = server.answered()));
  const done = clock.sleep(240_000).then(() => server.answered() - learnt);
  for (let i = 0; i < 80; i++) void worker();
  const through = await clock.run(done);
  return { share: through / (perSecond * 180), refusals: server.refused() / server.answered() };
}

describe("the pace against a target that limits", () => {
  const limiters: [string, () => Limiter, number][] = [
    ["10 a second without any burst", () => tokenBucket(10, 1), 10],
    ["10 a second, burst of 10", () => tokenBucket(10, 10), 10],
    ["2 a second without any burst", () => tokenBucket(2, 1), 2],
    ["50 a second, burst of 5", () => tokenBucket(50, 5), 50],
    ["60 in each minute", () => fixedWindow(60, 60_000), 1],
    ["60 a minute, burst of 60", () => tokenBucket(1, 60), 1],
    ["20 in each second", () => fixedWindow(20, 1_000), 20],
  ];
  const cases = limiters.flatMap(([name, make, rate]) =>
    (["nothing", "retry-after", "retry-after-ms", "quota"] as const).flatMap((tells) =>
      [50, 1_000].map((latency) => [name, tells, latency, make, rate] as const),
    ),
  );
  it.each(cases)("reaches nine tenths of %s, told %s, at %i ms", async (_, tells, latency, make, rate) => {
    const { share, refusals } = await shareReached(make, rate, latency, tells);
    expect(share).toBeGreaterThanOrEqual(0.9);
    // At most the burst saved up during the first minute comes on top.
    expect(share).toBeLessThanOrEqual(1.01 + 60 / (rate * 180));
    if (rate >= 2) expect(refusals).toBeLessThan(0.06);
  });

  it("finds a quota that was raised in the middle of the run", async () => {
    const clock = fakeClock();
    const pacer = pacerOn(clock);
    const start = clock.now();
    const [low, high] = [tokenBucket(2, 2), tokenBucket(10, 10)];
    const server = simulatedServer({
      clock,
      limiter: (now) => (now < start + 60_000 ? low(now) : high(now)),
      latencyMs: 100,
      tells: "retry-after-ms",
    });
    const end = start + 300_000;
    const worker = async (): Promise<void> => {
      while (clock.now() < end) {
        await pacer
          .run({ key: "k", limits: { concurrency: 32 }, signal: never, attempt: server.attempt })
          .catch(() => undefined);
      }
    };
    for (let i = 0; i < 40; i++) void worker();
    let before = 0;
    void clock.sleep(240_000).then(() => (before = server.answered()));
    const inTheLastMinute = await clock.run(clock.sleep(300_000).then(() => server.answered() - before));
    expect(inTheLastMinute).toBeGreaterThanOrEqual(540);
  });

  it("slows down before a quota reaches zero, so that nothing is refused", async () => {
    const clock = fakeClock();
    const pacer = pacerOn(clock);
    const limit = 50;
    let used = 0;
    let over = 0;
    let windowEnds = clock.now() + 10_000;
    const attempt = async (): Promise<Attempt<"ok">> => {
      if (clock.now() >= windowEnds) {
        used = 0;
        windowEnds += 10_000;
      }
      if (++used > limit) over++;
      const remaining = Math.max(0, limit - used);
      await clock.sleep(20);
      return {
        kind: "answered",
        value: "ok",
        quota: { windows: [{ unit: "requests", remaining, limit, resetMs: windowEnds - clock.now() }] },
      };
    };
    const jobs = Array.from({ length: 300 }, () =>
      pacer.run({ key: "k", limits: { concurrency: 8 }, signal: never, attempt }),
    );
    const start = clock.now();
    await clock.run(Promise.all(jobs));
    expect(over).toBe(0);
    expect(clock.now() - start).toBeLessThan(61_000);
  });
});

describe("concurrency", () => {
  it("starts with two, grows on success and never passes the configured limit", async () => {
    const clock = fakeClock();
    const pacer = pacerOn(clock);
    const seen: number[] = [];
    let inFlight = 0;
    const attempt = async (): Promise<Attempt<null>> => {
      seen.push(++inFlight);
      await clock.sleep(100);
      inFlight--;
      return answered(null);
    };
    const jobs = Array.from({ length: 200 }, () =>
      pacer.run({ key: "k", limits: { concurrency: 6 }, signal: never, attempt }),
    );
    await clock.run(Promise.all(jobs));
    expect(seen.slice(0, 2)).toEqual([1, 2]);
    expect(seen[2]).toBeLessThanOrEqual(3);
    expect(Math.max(...seen)).toBe(6);
  });

  it("is halved by a refusal", async () => {
    const clock = fakeClock();
    const pacer = pacerOn(clock);
    const run = (attempt: () => Promise<Attempt<null>>) =>
      pacer.run({ key: "k", limits: { concurrency: 16 }, signal: never, attempt });
    await clock.run(Promise.all(Array.from({ length: 100 }, () => run(async () => answered(null)))));
    const before = pacer.snapshot()["k"]?.concurrency ?? 0;
    let refusedOnce = false;
    await clock.run(
      run(async () => {
        if (refusedOnce) {
          expect(pacer.snapshot()["k"]?.concurrency).toBe(before / 2);
          return answered(null);
        }
        refusedOnce = true;
        return { kind: "limited", error: new Error("429"), quota: quiet };
      }),
    );
    expect(before).toBe(16);
  });

  it("serves a key in order of arrival, and a busy key does not hold up another", async () => {
    const clock = fakeClock();
    const pacer = pacerOn(clock);
    const order: string[] = [];
    const job = (name: string, key: string, ms: number) =>
      pacer.run({
        key,
        limits: { concurrency: 1 },
        signal: never,
        attempt: async () => {
          order.push(name);
          await clock.sleep(ms);
          return answered(null);
        },
      });
    await clock.run(
      Promise.all([job("a1", "a", 1_000), job("a2", "a", 10), job("a3", "a", 10), job("b1", "b", 10)]),
    );
    expect(order).toEqual(["a1", "b1", "a2", "a3"]);
  });
});

describe("the cap per minute", () => {
  it("is never passed in any sixty seconds, and is used up", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 400 }),
        (perMinute, lateness) => {
          const cap = minuteCap(perMinute);
          const starts: number[] = [];
          let now = 0;
          for (const late of lateness) {
            now = Math.max(now, cap.earliest()) + (late > 4_000 ? late : 0);
            cap.started(now);
            starts.push(now);
          }
          for (let i = 0; i + perMinute < starts.length; i++) {
            expect(starts[i + perMinute]! - starts[i]!).toBeGreaterThanOrEqual(60_000 - 1e-6);
          }
        },
      ),
    );
  });

  it("holds over all keys together and lets exactly its number through", async () => {
    const clock = fakeClock();
    const pacer = pacerOn(clock, { requestsPerMinute: 30 });
    const starts: number[] = [];
    const jobs = Array.from({ length: 90 }, (_, i) =>
      pacer.run({
        key: `k${i % 3}`,
        limits: { concurrency: 8 },
        signal: never,
        attempt: async () => {
          starts.push(clock.now());
          return answered(null);
        },
      }),
    );
    const begin = clock.now();
    await clock.run(Promise.all(jobs));
    expect(starts.filter((at) => at < begin + 60_000)).toHaveLength(30);
    expect(clock.now() - begin).toBeLessThanOrEqual(178_000 + 1);
  });
});

describe("targets that share a key", () => {
  it("share its limits, and the stricter ones hold for all of them", async () => {
    const clock = fakeClock();
    const pacer = pacerOn(clock);
    pacer.declare("k", { concurrency: 8 });
    pacer.declare("k", { concurrency: 3, requestsPerMinute: 40 });
    let inFlight = 0;
    let most = 0;
    const starts: number[] = [];
    const attempt = async (): Promise<Attempt<null>> => {
      starts.push(clock.now());
      most = Math.max(most, ++inFlight);
      await clock.sleep(1_000);
      inFlight--;
      return answered(null);
    };
    const begin = clock.now();
    const jobs = Array.from({ length: 60 }, (_, i) =>
      pacer.run({ key: "k", limits: { concurrency: i % 2 === 0 ? 8 : 3 }, signal: never, attempt }),
    );
    await clock.run(Promise.all(jobs));
    expect(most).toBe(3);
    expect(starts.filter((at) => at < begin + 60_000)).toHaveLength(40);
  });
});

describe("retries", () => {
  it("counts attempts and gives up after the last with the target's own error", async () => {
    const clock = fakeClock();
    const pacer = pacerOn(clock, { maxAttempts: 4 });
    let attempts = 0;
    const job = pacer.run({
      key: "k",
      limits: { concurrency: 1 },
      signal: never,
      attempt: async () => {
        attempts++;
        return { kind: "retryable", error: new Error("502 from the target") };
      },
    });
    await expect(clock.run(job)).rejects.toThrow("502 from the target");
    expect(attempts).toBe(4);
  });

  it("says how many attempts it took", async () => {
    const clock = fakeClock();
    const job = pacerOn(clock).run({
      key: "k",
      limits: { concurrency: 1 },
      signal: never,
      attempt: async (number): Promise<Attempt<string>> =>
        number < 3 ? { kind: "retryable", error: new Error("reset") } : answered("here"),
    });
    expect(await clock.run(job)).toEqual({ value: "here", attempts: 3 });
  });

  it("does not wait for a retry-after beyond the time allowed for retries", async () => {
    const clock = fakeClock();
    const start = clock.now();
    const job = pacerOn(clock, { maxRetryMs: 60_000 }).run({
      key: "k",
      limits: { concurrency: 1 },
      signal: never,
      attempt: async () => ({
        kind: "limited",
        error: new Error("quota of the day"),
        quota: { retryAfterMs: 3_600_000, windows: [] },
      }),
    });
    await expect(clock.run(job)).rejects.toThrow("quota of the day");
    expect(clock.now()).toBe(start);
  });

  it("does not repeat what threw, and frees its place", async () => {
    const clock = fakeClock();
    const pacer = pacerOn(clock);
    let attempts = 0;
    const job = pacer.run({
      key: "k",
      limits: { concurrency: 1 },
      signal: never,
      attempt: async () => {
        attempts++;
        throw new Error("garbage");
      },
    });
    await expect(clock.run(job)).rejects.toThrow("garbage");
    expect(attempts).toBe(1);
    expect(pacer.snapshot()["k"]?.inFlight).toBe(0);
  });
});

describe("stopping", () => {
  it("takes a waiting request out of the queue when it is called off", async () => {
    const clock = fakeClock();
    const pacer = pacerOn(clock);
    const stop = new AbortController();
    let sent = 0;
    const attempt = async (): Promise<Attempt<null>> => {
      sent++;
      await clock.sleep(1_000);
      return answered(null);
    };
    const first = pacer.run({ key: "k", limits: { concurrency: 1 }, signal: never, attempt });
    const second = pacer.run({ key: "k", limits: { concurrency: 1 }, signal: stop.signal, attempt });
    const third = pacer.run({ key: "k", limits: { concurrency: 1 }, signal: never, attempt });
    stop.abort();
    await expect(second).rejects.toMatchObject({ code: "TARGETS_ABORTED" });
    await clock.run(Promise.all([first, third]));
    expect(sent).toBe(2);
  });

  it("sends nothing more once the kill switch is thrown, not even what was waiting", async () => {
    const clock = fakeClock();
    let thrown: string | undefined;
    const pacer = pacerOn(clock, { killed: () => thrown });
    let sent = 0;
    const jobs = Array.from({ length: 10 }, () =>
      pacer
        .run({
          key: "k",
          limits: { concurrency: 2 },
          signal: never,
          attempt: async () => {
            if (++sent === 4) thrown = "The file STOP exists.";
            await clock.sleep(100);
            return answered(null);
          },
        })
        .then(
          () => "answered",
          (error: { code: string; message: string }) => `${error.code} ${error.message}`,
        ),
    );
    const results = await clock.run(Promise.all(jobs));
    expect(sent).toBeLessThanOrEqual(5);
    expect(results.filter((result) => result === "answered").length).toBe(sent);
    expect(results).toContain("TARGETS_KILL_SWITCH The file STOP exists.");
  });
});
