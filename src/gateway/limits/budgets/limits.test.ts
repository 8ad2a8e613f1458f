import fc from "fast-check";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { GuardedExchange, StateStore, UsageBudget } from "../../../contracts/index.ts";
import { memoryState, stateErrors } from "../../../state/index.ts";
import { pricesSchema, type PricesConfig } from "../prices/prices.ts";
import { anExchange } from "../testing/an-exchange.ts";
import { createLimits, type Limits, type Reserved } from "./limits.ts";
import type { Reservation } from "./reservation.ts";
import { limitsSettingsSchema } from "./settings.ts";

const settings = limitsSettingsSchema.parse({ reserveOutputTokens: 1_000, chunkTokens: 100 });
const hour = (limit: number) => ({ limit, windowSeconds: 3_600 });

function setUp(more: { store?: StateStore; prices?: PricesConfig; leaseSeconds?: number } = {}) {
  let now = 1_800_000_000_000;
  const clock = { now: () => now };
  const store = more.store ?? memoryState({ clock });
  return {
    limits: createLimits({
      store,
      clock,
      settings: { ...settings, leaseSeconds: more.leaseSeconds ?? 600 },
      ...(more.prices ? { prices: more.prices } : {}),
    }),
    store,
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

function granted(reserved: Reserved): Reservation {
  if (!reserved.ok) throw new Error(`refused by ${reserved.budget}`);
  return reserved.reservation;
}

const ask = (inputTokens: number, outputTokens: number, model?: string) =>
  model === undefined ? { inputTokens, outputTokens } : { inputTokens, outputTokens, model };

/** How many tokens a budget still has, by asking for more and more until it refuses; leaves it as it was. */
async function tokensLeft(limits: Limits, exchange: GuardedExchange, budget: UsageBudget): Promise<number> {
  let [low, high] = [0, 100_000];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const reserved = await limits.reserve(exchange, [budget], ask(middle, 0));
    if (reserved.ok) await reserved.reservation.cancel();
    if (reserved.ok) low = middle;
    else high = middle - 1;
  }
  return low;
}

describe("budgets", () => {
  const tokens: UsageBudget = { id: "tokens", per: "principal", tokens: hour(1_000) };

  it("reserve an estimate and settle with what was used", async () => {
    const { limits } = setUp();
    const exchange = anExchange();
    const reservation = granted(await limits.reserve(exchange, [tokens], ask(200, 300)));
    expect(await tokensLeft(limits, exchange, tokens)).toBe(500);
    await reservation.settle({ inputTokens: 180, outputTokens: 40 });
    expect(await tokensLeft(limits, exchange, tokens)).toBe(780);
    await reservation.settle({ inputTokens: 500, outputTokens: 500 });
    expect(await tokensLeft(limits, exchange, tokens)).toBe(780);
  });

  it("charge what was used beyond the estimate, so that the next one waits for it", async () => {
    const { limits } = setUp();
    const reservation = granted(await limits.reserve(anExchange(), [tokens], ask(100, 100)));
    await reservation.settle({ inputTokens: 100, outputTokens: 2_000 });
    expect(await limits.reserve(anExchange(), [tokens], ask(0, 0))).toMatchObject({
      ok: false,
      budget: "tokens",
      kind: "tokens",
      retryAfter: 3_600,
    });
  });

  it("refuse with the budget, the seconds to wait, and headers that clients know", async () => {
    const { limits, pass } = setUp();
    const budget: UsageBudget = { id: "rate", per: "all", requests: hour(2), tokens: hour(1_000) };
    const first = granted(await limits.reserve(anExchange(), [budget], ask(10, 90)));
    expect(first.headers).toEqual({
      "x-ratelimit-limit-requests": "2",
      "x-ratelimit-remaining-requests": "1",
      "x-ratelimit-reset-requests": "3600s",
      "x-ratelimit-limit-tokens": "1000",
      "x-ratelimit-remaining-tokens": "900",
      "x-ratelimit-reset-tokens": "3600s",
    });
    await limits.reserve(anExchange(), [budget], ask(10, 10));
    pass(600.5);
    expect(await limits.reserve(anExchange(), [budget], ask(10, 10))).toEqual({
      ok: false,
      budget: "rate",
      kind: "requests",
      retryAfter: 2_999.5,
      headers: { "retry-after": "3000", "x-bartizan-budget": "rate" },
    });
    pass(2_999.5);
    expect((await limits.reserve(anExchange(), [budget], ask(10, 10))).ok).toBe(true);
  });

  it("say that waiting does not help when an exchange is larger than a whole budget", async () => {
    const { limits } = setUp();
    const refused = await limits.reserve(anExchange(), [tokens], ask(1_001, 0));
    expect(refused).toMatchObject({ ok: false, retryAfter: Infinity });
    expect(refused.ok ? {} : refused.headers).not.toHaveProperty("retry-after");
  });

  it("take all or nothing: a refusal leaves every other budget as it was", async () => {
    const { limits } = setUp();
    const wide: UsageBudget = {
      id: "wide",
      per: "all",
      requests: hour(3),
      tokens: hour(5_000),
      concurrent: 1,
    };
    for (let i = 0; i < 10; i += 1)
      expect(await limits.reserve(anExchange(), [wide, tokens], ask(2_000, 0))).toMatchObject({
        ok: false,
        budget: "tokens",
      });
    const one = granted(await limits.reserve(anExchange(), [wide], ask(5_000, 0)));
    expect(await limits.reserve(anExchange(), [wide], ask(0, 0))).toMatchObject({
      kind: "concurrent",
      retryAfter: 1,
    });
    await one.settle({ inputTokens: 0, outputTokens: 0 });
    for (let i = 0; i < 2; i += 1)
      await granted(await limits.reserve(anExchange(), [wide], ask(0, 0))).settle({
        inputTokens: 0,
        outputTokens: 0,
      });
    expect(await limits.reserve(anExchange(), [wide], ask(0, 0))).toMatchObject({ kind: "requests" });
  });

  it("count a request that was answered, and not one that never happened", async () => {
    const { limits } = setUp();
    const one: UsageBudget = { id: "one", per: "all", requests: hour(1) };
    await granted(await limits.reserve(anExchange(), [one], ask(1, 1))).cancel();
    await granted(await limits.reserve(anExchange(), [one], ask(1, 1))).settle({
      inputTokens: 0,
      outputTokens: 0,
    });
    expect((await limits.reserve(anExchange(), [one], ask(1, 1))).ok).toBe(false);
  });

  it.each([
    ["virtual-key", { virtualKey: "a1" }, { virtualKey: "b2" }],
    ["team", { team: "a" }, { team: "b" }],
    ["principal", { principal: { id: "a", verified: true } }, { principal: { id: "b", verified: true } }],
    ["route", { route: "a" }, { route: "b" }],
  ] as const)("per %s add up each for itself", async (per, a, b) => {
    const { limits } = setUp();
    const budget: UsageBudget = { id: "b", per, requests: hour(1) };
    expect((await limits.reserve(anExchange(a), [budget], ask(0, 0))).ok).toBe(true);
    expect((await limits.reserve(anExchange(a), [budget], ask(0, 0))).ok).toBe(false);
    expect((await limits.reserve(anExchange(b), [budget], ask(0, 0))).ok).toBe(true);
  });

  it("give claimed identities one allowance together: a new name is not a new one", async () => {
    const { limits } = setUp();
    const budget: UsageBudget = { id: "b", per: "principal", requests: hour(2) };
    const claimed = (id: string) => anExchange({ principal: { id, verified: false } });
    const answers = [];
    for (const id of ["a", "b", "c", "none"])
      answers.push((await limits.reserve(claimed(id), [budget], ask(0, 0))).ok);
    expect(answers).toEqual([true, true, false, false]);
    expect((await limits.reserve(anExchange(), [budget], ask(0, 0))).ok).toBe(true);
  });

  it("hold slots until they are left, and free those of the dead", async () => {
    const { limits, pass } = setUp();
    const budget: UsageBudget = { id: "b", per: "all", concurrent: 2 };
    const first = granted(await limits.reserve(anExchange(), [budget], ask(0, 0)));
    granted(await limits.reserve(anExchange(), [budget], ask(0, 0)));
    expect((await limits.reserve(anExchange(), [budget], ask(0, 0))).ok).toBe(false);
    pass(400);
    first.spend(1);
    pass(400);
    granted(await limits.reserve(anExchange(), [budget], ask(0, 0)));
    expect((await limits.reserve(anExchange(), [budget], ask(0, 0))).ok).toBe(false);
    await first.settle({ inputTokens: 0, outputTokens: 0 });
    expect((await limits.reserve(anExchange(), [budget], ask(0, 0))).ok).toBe(true);
  });

  it("pass on that the store is gone, and take nothing where they can", async () => {
    const memory = setUp();
    let gone = true;
    const store: StateStore = {
      ...memory.store,
      take: (key, ...rest) =>
        gone && key.endsWith(":tokens")
          ? Promise.reject(stateErrors.unavailable("gone"))
          : memory.store.take(key, ...rest),
    };
    const { limits } = setUp({ store });
    const budget: UsageBudget = { id: "b", per: "all", requests: hour(1), tokens: hour(10), concurrent: 1 };
    await expect(limits.reserve(anExchange(), [budget], ask(1, 1))).rejects.toMatchObject({
      code: "STATE_UNAVAILABLE",
    });
    gone = false;
    expect((await limits.reserve(anExchange(), [budget], ask(1, 1))).ok).toBe(true);
  });
});

describe("budgets in money", () => {
  const prices = pricesSchema.parse({
    currency: "EUR",
    models: [
      { model: "small-*", inputPerMillion: 0.15, outputPerMillion: 0.6 },
      { model: "large", inputPerMillion: 2.5, outputPerMillion: 10 },
    ],
  });
  const cents: UsageBudget = { id: "cents", per: "all", cost: { limit: 0.01, windowSeconds: 3_600 } };

  it("cost what the model's tokens cost, to the last fraction", async () => {
    const { limits } = setUp({ prices });
    for (let i = 0; i < 10; i += 1)
      await granted(await limits.reserve(anExchange(), [cents], ask(100, 50, "large"))).settle({
        inputTokens: 200,
        outputTokens: 50,
      });
    // 10 × (200 × 2.5 + 50 × 10) / 10⁶ = 0.01: all of it, and nothing more.
    expect(await limits.reserve(anExchange(), [cents], ask(1, 0, "small-1"))).toMatchObject({
      ok: false,
      kind: "cost",
    });
    expect((await limits.reserve(anExchange(), [cents], ask(0, 0, "small-1"))).ok).toBe(true);
  });

  it("refuse a model without a price, unless that is free by the configuration", async () => {
    const { limits } = setUp({ prices });
    expect(await limits.reserve(anExchange(), [cents], ask(1, 1, "other"))).toMatchObject({
      ok: false,
      kind: "unpriced",
      retryAfter: Infinity,
    });
    expect((await limits.reserve(anExchange(), [], ask(1, 1, "other"))).ok).toBe(true);
    const free = setUp({ prices: { ...prices, unknown: "free" } });
    expect((await free.limits.reserve(anExchange(), [cents], ask(1, 1, "other"))).ok).toBe(true);
    expect(await setUp().limits.reserve(anExchange(), [cents], ask(1, 1))).toMatchObject({
      kind: "unpriced",
    });
  });

  it("are not told to clients", async () => {
    const { limits } = setUp({ prices });
    expect(granted(await limits.reserve(anExchange(), [cents], ask(1, 1, "large"))).headers).toEqual({});
  });
});

/** Spends token by token, letting the background work go on in between; answers how many were let through. */
async function stream(reservation: Reservation, atMost: number, step = 1): Promise<number> {
  for (let spent = 0; spent < atMost; spent += step) {
    if (reservation.spend(step) === "cut") return spent;
    await turn();
  }
  return atMost;
}

describe("a stream", () => {
  const budget: UsageBudget = { id: "b", per: "all", tokens: hour(2_000) };

  it("goes on beyond its reservation, chunk by chunk, and is cut where the budget ends", async () => {
    const { limits } = setUp();
    const reservation = granted(await limits.reserve(anExchange(), [budget], ask(300, 200)));
    expect(await stream(reservation, 10_000)).toBe(1_700);
    expect(reservation.spend(1)).toBe("cut");
    await reservation.settle({ inputTokens: 300, outputTokens: 1_700 });
    expect(await tokensLeft(limits, anExchange(), budget)).toBe(0);
  });

  it("asks the store once a chunk, not once a token", async () => {
    const memory = setUp();
    let takes = 0;
    const store: StateStore = {
      ...memory.store,
      take: (...args) => {
        takes += 1;
        return memory.store.take(...args);
      },
    };
    const { limits } = setUp({ store });
    const reservation = granted(await limits.reserve(anExchange(), [budget], ask(0, 1_000)));
    expect(await stream(reservation, 1_500)).toBe(1_500);
    expect(takes).toBeLessThanOrEqual(1 + 7);
  });

  it("that ended early gives back everything it did not use, also chunks under way", async () => {
    const { limits } = setUp();
    const reservation = granted(await limits.reserve(anExchange(), [budget], ask(0, 100)));
    for (let i = 0; i < 60; i += 1) reservation.spend(1);
    await reservation.settle({ inputTokens: 0, outputTokens: 60 });
    expect(await tokensLeft(limits, anExchange(), budget)).toBe(1_940);
    expect(reservation.spend(1)).toBe("cut");
  });

  it("goes on upon credit while the store answers, and not beyond a chunk", async () => {
    const memory = setUp();
    let answer = (): void => undefined;
    let slow = false;
    const store: StateStore = {
      ...memory.store,
      take: async (...args) => {
        if (slow)
          await new Promise<void>((resolve) => {
            answer = resolve;
          });
        return memory.store.take(...args);
      },
    };
    const { limits } = setUp({ store });
    const reservation = granted(await limits.reserve(anExchange(), [budget], ask(0, 100)));
    slow = true;
    let through = 0;
    while (reservation.spend(1) === "continue") through += 1;
    expect(through).toBe(200);
    answer();
    slow = false;
    for (let i = 0; i < 5; i += 1) await turn();
    await reservation.settle({ inputTokens: 0, outputTokens: 200 });
    expect(await tokensLeft(limits, anExchange(), budget)).toBe(1_800);
  });

  it("is cut when the store is gone and its reservation is used up", async () => {
    const memory = setUp();
    let gone = false;
    const store: StateStore = {
      ...memory.store,
      take: (...args) =>
        gone ? Promise.reject(stateErrors.unavailable("gone")) : memory.store.take(...args),
    };
    const { limits } = setUp({ store });
    const reservation = granted(await limits.reserve(anExchange(), [budget], ask(0, 150)));
    gone = true;
    expect(await stream(reservation, 1_000)).toBe(150);
    gone = false;
    await reservation.settle({ inputTokens: 0, outputTokens: 150 });
    expect(await tokensLeft(limits, anExchange(), budget)).toBe(1_850);
  });

  it("without a budget of tokens or money is never cut", async () => {
    const { limits } = setUp();
    const requests: UsageBudget = { id: "b", per: "all", requests: hour(1) };
    const reservation = granted(await limits.reserve(anExchange(), [requests], ask(0, 1)));
    expect(reservation.spend(1_000_000)).toBe("continue");
  });
});

describe("against a plain ledger", () => {
  // Each act opens an exchange, lets a running one spend, ends one, or lets time pass.
  const act = fc.oneof(
    fc.record({ kind: fc.constant("open" as const), input: fc.nat(300), output: fc.nat(400), by: fc.nat(2) }),
    fc.record({
      kind: fc.constant("spend" as const),
      which: fc.nat(9),
      tokens: fc.integer({ min: 1, max: 60 }),
    }),
    fc.record({ kind: fc.constant("end" as const), which: fc.nat(9) }),
    fc.record({ kind: fc.constant("wait" as const), seconds: fc.constantFrom(0, 1, 1_800, 3_600) }),
  );
  const limit = 2_000;
  const all: UsageBudget = { id: "all", per: "all", tokens: hour(limit), concurrent: 4 };
  const mine: UsageBudget = { id: "mine", per: "principal", tokens: hour(800), requests: hour(6) };

  it("never goes over a limit by more than is stated, and loses nothing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 60 }), async (acts) => {
        // Slots of exchanges that run for hours are not to end by themselves here.
        const { limits, pass } = setUp({ leaseSeconds: 86_400 });
        const running: { reservation: Reservation; input: number; output: number; by: number }[] = [];
        // Since the last hour that began with nothing running, when every window is new.
        let settled = 0;
        let opened = new Map<number, number>();
        let clean = true;
        for (const one of acts) {
          if (one.kind === "wait") {
            pass(one.seconds);
            if (one.seconds === 3_600) {
              clean = running.length === 0;
              settled = 0;
              opened = new Map();
            } else if (one.seconds > 0) clean = clean && settled === 0 && running.length === 0;
          } else if (one.kind === "open") {
            const exchange = anExchange({ principal: { id: `p${one.by}`, verified: true } });
            const reserved = await limits.reserve(exchange, [all, mine], ask(one.input, one.output));
            if (!reserved.ok) continue;
            running.push({ reservation: reserved.reservation, input: one.input, output: 0, by: one.by });
            opened.set(one.by, (opened.get(one.by) ?? 0) + 1);
          } else {
            const at = running.length === 0 ? -1 : one.which % running.length;
            const exchange = running[at];
            if (exchange === undefined) continue;
            if (one.kind === "spend") {
              if (exchange.reservation.spend(one.tokens) === "continue") exchange.output += one.tokens;
              await turn();
              continue;
            }
            running.splice(at, 1);
            await exchange.reservation.settle({ inputTokens: exchange.input, outputTokens: exchange.output });
            settled += exchange.input + exchange.output;
          }
          expect(running.length).toBeLessThanOrEqual(4);
          if (!clean) continue;
          for (const count of opened.values()) expect(count).toBeLessThanOrEqual(6);
          const used = settled + running.reduce((sum, { input, output }) => sum + input + output, 0);
          expect(used).toBeLessThanOrEqual(limit + running.length * settings.chunkTokens);
        }
        for (const { reservation, input, output } of running) {
          await reservation.settle({ inputTokens: input, outputTokens: output });
          settled += input + output;
        }
        if (clean)
          expect(await tokensLeft(limits, anExchange(), { id: "all", per: "all", tokens: hour(limit) })).toBe(
            Math.max(0, limit - settled),
          );
      }),
      { numRuns: 200 },
    );
  });
});
