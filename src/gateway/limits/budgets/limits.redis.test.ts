import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UsageBudget } from "../../../contracts/index.ts";
import { redisState } from "../../../state/index.ts";
import { redisMissing, startRedis, type TestRedis } from "../../../state/testing/redis-server.ts";
import { anExchange } from "../testing/an-exchange.ts";
import { createLimits, type Limits } from "./limits.ts";
import { limitsSettingsSchema } from "./settings.ts";

const settings = limitsSettingsSchema.parse({ chunkTokens: 50 });
const clock = { now: () => Date.now() };
const day = (limit: number) => ({ limit, windowSeconds: 86_400 });

describe.skipIf(redisMissing !== undefined)(`two gateways on one Redis ${redisMissing ?? ""}`.trim(), () => {
  let server: TestRedis;
  let gateways: readonly Limits[];
  let close: () => Promise<void>;
  beforeAll(async () => {
    server = await startRedis();
    const stores = await Promise.all(
      [1, 2].map(() => redisState({ url: server.url, commandTimeoutMs: 20_000 })),
    );
    gateways = stores.map((store) => createLimits({ store, clock, settings }));
    close = async () => {
      await Promise.all(stores.map((store) => store.close()));
    };
  });
  afterAll(async () => {
    await close();
    await server.stop();
  });

  it("share budgets to the token, whatever is reserved, streamed and settled at once", async () => {
    const all: UsageBudget = {
      id: "all",
      per: "all",
      tokens: day(20_000),
      requests: day(150),
      concurrent: 30,
    };
    const mine: UsageBudget = { id: "mine", per: "principal", tokens: day(6_000) };
    const seen = { settled: 0, requests: 0, running: 0, mostRunning: 0, byPrincipal: [0, 0, 0, 0, 0] };

    async function exchange(i: number): Promise<void> {
      const who = i % 5;
      const limits = gateways[i % 2]!;
      const reserved = await limits.reserve(
        anExchange({ principal: { id: `p${who}`, verified: true } }),
        [all, mine],
        { inputTokens: 20, outputTokens: 40 + (i % 7) * 20 },
      );
      if (!reserved.ok) return;
      seen.requests += 1;
      seen.running += 1;
      seen.mostRunning = Math.max(seen.mostRunning, seen.running);
      let output = 0;
      const wanted = (i * 37) % 400;
      while (output < wanted && reserved.reservation.spend(10) === "continue") {
        output += 10;
        await new Promise(setImmediate);
      }
      seen.running -= 1;
      await reserved.reservation.settle({ inputTokens: 20, outputTokens: output });
      seen.settled += 20 + output;
      seen.byPrincipal[who]! += 20 + output;
    }

    for (let wave = 0; wave < 6; wave += 1)
      await Promise.all(Array.from({ length: 40 }, (_, i) => exchange(wave * 40 + i)));

    expect(seen.requests).toBeGreaterThan(100);
    expect(seen.requests).toBeLessThanOrEqual(150);
    expect(seen.mostRunning).toBeLessThanOrEqual(30);
    expect(seen.settled).toBeLessThanOrEqual(20_000 + 30 * settings.chunkTokens);
    for (const used of seen.byPrincipal) expect(used).toBeLessThanOrEqual(6_000 + 30 * settings.chunkTokens);

    // What is left in Redis is exactly the limit less what was settled: nothing is lost, nothing lingers.
    const used: Record<string, number> = {};
    for (const key of await server.client.keys("*:b"))
      used[key.split(":").at(-2)!.replace("}", "")] =
        (used[key.split(":").at(-2)!.replace("}", "")] ?? 0) + Number(await server.client.hget(key, "u"));
    expect(used["requests"]).toBe(seen.requests);
    expect(used["tokens"]).toBe(2 * seen.settled);
    const leases = await Promise.all(
      (await server.client.keys("*:l")).map((key) => server.client.zcard(key)),
    );
    expect(leases.reduce((a, b) => a + b, 0)).toBe(0);
  });
});
