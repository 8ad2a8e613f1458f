import { describe } from "vitest";
import { redisState } from "./redis/redis-state.ts";
import { redisMissing, startRedis } from "./testing/redis-server.ts";
import { stateSuite, type StateUnderTest } from "./testing/state.suite.ts";

async function twoClients(cluster: boolean, scheme: string): Promise<StateUnderTest> {
  const server = await startRedis({ cluster });
  const url = server.url.replace("redis:", scheme);
  // Not what is tested here, and a busy machine may well be slower than the default.
  const patient = { url, commandTimeoutMs: 20_000, connectTimeoutMs: 20_000 };
  const [a, b] = [await redisState(patient), await redisState(patient)];
  return {
    a,
    b,
    elapse: (ms) => server.age(ms),
    async close() {
      await a.close();
      await b.close();
      await server.stop();
    },
  };
}

if (redisMissing === undefined) {
  stateSuite("Redis", () => twoClients(false, "redis:"));
  stateSuite("a Redis cluster", () => twoClients(true, "redis+cluster:"));
} else describe.skip(`shared state in Redis: ${redisMissing}`);
