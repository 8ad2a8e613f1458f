import { fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isStateUnavailable } from "../errors.ts";
import { resilientState, type StateChange } from "../resilient/resilient-state.ts";
import { redisMissing, startRedis, type TestRedis } from "../testing/redis-server.ts";
import { redisState, type RemoteState } from "./redis-state.ts";

const add = (value: number | undefined) => [(value ?? 0) + 1, undefined] as const;
const read = (value: number | undefined) => [value ?? 0, value ?? 0] as const;
/** Long enough for a busy machine: a server that is killed closes its connections at once. */
const patient = { commandTimeoutMs: 10_000 };
const window = { capacity: 1_000_000, perSecond: 0, resetSeconds: 86_400 };
const clock = {
  now: () => Date.now(),
  sleep: (ms: number, signal?: AbortSignal) => delay(ms, undefined, signal ? { signal } : {}),
};

/** Tries until Redis is back; how long that takes is not what is tested. */
async function eventually<T>(action: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!isStateUnavailable(error)) throw error;
      await delay(10);
    }
  }
}

async function someMore(seen: { readonly acknowledged: number }): Promise<void> {
  const enough = seen.acknowledged + 50;
  while (seen.acknowledged < enough) await delay(5);
}

describe.skipIf(redisMissing !== undefined)(`Redis that goes away ${redisMissing ?? ""}`.trim(), () => {
  let server: TestRedis;
  let state: RemoteState;
  beforeAll(async () => {
    server = await startRedis();
    state = await redisState({ url: server.url, ...patient });
  });
  afterAll(async () => {
    await state.close();
    await server.stop();
  });

  it("fails at once while it is gone, and is used again when it is back, scripts and all", async () => {
    await eventually(() => state.take("back", window, 5));
    await server.kill();
    for (let i = 0; i < 50; i += 1)
      await expect(state.take("back", window, 1)).rejects.toSatisfy(isStateUnavailable);
    await expect(state.update("back", 60, add)).rejects.toSatisfy(isStateUnavailable);
    await expect(state.enter("back", 1, 60)).rejects.toSatisfy(isStateUnavailable);
    await expect(state.ping()).rejects.toSatisfy(isStateUnavailable);
    await server.start();
    expect((await eventually(() => state.take("back", window, 0))).left).toBe(999_995);
  });

  it("loses nothing that was acknowledged when it is killed under load, and counts nothing twice", async () => {
    const other = await redisState({ url: server.url, ...patient });
    const seen = { acknowledged: 0, uncertain: 0, given: 0, running: true };
    const load = [state, other].map(async (one) => {
      while (seen.running) {
        const results = await Promise.allSettled([one.update("sum", 3_600, add), one.take("sum", window, 1)]);
        for (const result of results) {
          if (result.status === "fulfilled") seen.acknowledged += 1;
          else if (isStateUnavailable(result.reason)) seen.uncertain += 1;
          else throw result.reason;
        }
        seen.given += 2;
        await delay(1);
      }
    });
    for (let round = 0; round < 3; round += 1) {
      await someMore(seen);
      await server.kill();
      await server.start();
    }
    await someMore(seen);
    seen.running = false;
    await Promise.all(load);
    const steps = await eventually(() => state.update("sum", 3_600, read));
    const taken = 1_000_000 - (await eventually(() => state.take("sum", window, 0))).left;
    expect(steps + taken).toBeGreaterThanOrEqual(seen.acknowledged);
    expect(steps + taken).toBeLessThanOrEqual(seen.given);
    expect(seen.acknowledged + seen.uncertain).toBe(seen.given);
    await other.close();
  });

  it("is given up within the command time-out when it hangs", async () => {
    const hasty = await redisState({ url: server.url, commandTimeoutMs: 50, connectTimeoutMs: 50 });
    await eventually(() => hasty.ping());
    server.freeze();
    // More often than the connection lasts: also connecting anew is given up.
    for (let i = 0; i < 6; i += 1)
      await expect(hasty.take("hang", window, 1)).rejects.toSatisfy(isStateUnavailable);
    await expect(hasty.ping()).rejects.toSatisfy(isStateUnavailable);
    server.thaw();
    await eventually(() => hasty.take("hang", window, 1));
    await hasty.close();
  });

  it("may be gone from the start", async () => {
    await server.kill();
    const early = await redisState({ url: server.url, ...patient });
    await expect(early.ping()).rejects.toSatisfy(isStateUnavailable);
    await server.start();
    await eventually(() => early.ping());
    await early.close();
  });

  it("is lived without, by oneself and back, with local counters", async () => {
    await eventually(() => state.ping());
    const changes: StateChange[] = [];
    const remote = await redisState({ url: server.url, ...patient });
    const resilient = resilientState(remote, {
      onLoss: "local",
      clock,
      probeMs: 20,
      onChange: (change) => changes.push(change),
    });
    const three = { capacity: 3, perSecond: 0, resetSeconds: 86_400 };
    await resilient.take("live", three, 3);
    expect((await resilient.take("live", three, 1)).taken).toBe(false);
    await server.kill();
    const while_gone = [];
    for (let i = 0; i < 5; i += 1) while_gone.push((await resilient.take("live", three, 1)).taken);
    expect(while_gone).toEqual([true, true, true, false, false]);
    expect(resilient.report).toMatchObject({ available: false, losses: 1, local: 5, refused: 0 });
    await server.start();
    while (!resilient.report.available) await delay(5);
    expect((await resilient.take("live", three, 1)).taken).toBe(false);
    expect(changes.map((change) => change.kind)).toEqual(["lost", "recovered"]);
    await resilient.close();
  });

  it("names no password when it refuses us", async () => {
    await eventually(() => state.ping());
    await server.client.config("SET", "requirepass", "right");
    const url = server.url.replace("://", "://:hunter2@");
    const refused = await redisState({ url });
    const failure = await refused.ping().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "STATE_UNAVAILABLE" });
    expect(JSON.stringify(failure) + String(failure)).not.toContain("hunter2");
    await server.client.config("SET", "requirepass", "");
    await refused.close();
  });

  it("gives exact sums when two processes race on one state", async () => {
    await eventually(() => state.ping());
    const racers = ["1", "2"].map(
      (by) =>
        new Promise<number>((resolve, reject) => {
          const racer = fork(join(import.meta.dirname, "../testing/writer-process.ts"), [
            server.url,
            by,
            "300",
          ]);
          racer.once("message", (taken) => resolve(Number(taken)));
          racer.once("error", reject);
          racer.once("exit", (code) => reject(new Error(`A racer ended with ${code}.`)));
        }),
    );
    const taken = await Promise.all(racers);
    expect(await eventually(() => state.update("race", 3_600, read))).toBe(300 * 1 + 300 * 2);
    expect(taken[0]! + taken[1]!).toBe(250);
  });

  it("writes under its prefix alone, each key in a hash tag and with an end", async () => {
    const mine = await redisState({ ...patient, url: server.url, prefix: "mine:" });
    await eventually(() => mine.update("k", 60, add));
    await mine.take("k", window, 1);
    await mine.enter("k", 1, 60);
    const keys = (await server.client.keys("mine:*")).sort();
    expect(keys).toEqual(["mine:{k}:b", "mine:{k}:l", "mine:{k}:v"]);
    for (const key of keys) expect(await server.client.pttl(key)).toBeGreaterThan(0);
    await mine.close();
  });
});

describe.skipIf(redisMissing !== undefined)("a cluster", () => {
  it("keeps what belongs to one name in one slot, and different names apart", async () => {
    const server = await startRedis({ cluster: true });
    const state = await redisState({ url: server.url, ...patient });
    const slots = new Set<number>();
    for (const name of ["k1", "k2", "k3", "k4"]) {
      await eventually(() => state.update(name, 60, add));
      await state.take(name, window, 1);
      await state.enter(name, 1, 60);
      const keys = await server.client.keys(`bartizan:{${name}}:*`);
      expect(keys).toHaveLength(3);
      const own = new Set<number>();
      for (const key of keys) own.add(Number(await server.client.call("CLUSTER", "KEYSLOT", key)));
      expect(own.size).toBe(1);
      for (const slot of own) slots.add(slot);
    }
    expect(slots.size).toBe(4);
    await state.close();
    await server.stop();
  });
});

it.runIf(process.env["BARTIZAN_TEST_REQUIRE_REDIS"] === "1")("has a Redis to be tested with", () => {
  expect(redisMissing).toBeUndefined();
});
