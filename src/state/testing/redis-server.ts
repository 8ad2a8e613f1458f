import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";

/** A real Redis or Valkey of a test's own, in a scratch folder, that can be killed and started again. */
export interface TestRedis {
  readonly url: string;
  /** A plain client, for looking behind the store's back. */
  readonly client: Redis;
  /** Makes everything kept older by so many milliseconds, instead of waiting for them. */
  age(ms: number): Promise<void>;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Stops answering without closing a connection, as a hung server does. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

const binary = ["redis-server", "valkey-server"].find(
  (name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0,
);

/** Why there is no Redis to test with; `undefined` when there is. */
export const redisMissing =
  binary === undefined && process.env["BARTIZAN_TEST_REQUIRE_REDIS"] !== "1"
    ? "neither redis-server nor valkey-server is installed"
    : undefined;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Moves the times a store wrote, and what is left of each key's time. */
const ageScript = `
local ms = tonumber(ARGV[1])
for _, key in ipairs(redis.call('KEYS', '*')) do
  if redis.call('TYPE', key).ok == 'zset' then
    for _, member in ipairs(redis.call('ZRANGE', key, 0, -1)) do redis.call('ZINCRBY', key, -ms, member) end
  else
    for _, field in ipairs({ 'a', 's' }) do
      local at = redis.call('HGET', key, field)
      if at and at ~= '0' then redis.call('HSET', key, field, string.format('%.17g', at - ms)) end
    end
  end
  local left = redis.call('PTTL', key)
  if left >= 0 then redis.call('PEXPIRE', key, string.format('%d', math.ceil(left - ms))) end
end`;

export async function startRedis(options: { readonly cluster?: boolean } = {}): Promise<TestRedis> {
  if (binary === undefined) throw new Error("Neither redis-server nor valkey-server is installed.");
  const server = binary;
  const dir = await mkdtemp(join(tmpdir(), "bartizan-redis-"));
  const port = await freePort();
  // Every write is on disk before it is answered, so that a kill loses nothing that was acknowledged.
  const args = [
    "--port",
    `${port}`,
    "--bind",
    "127.0.0.1",
    "--dir",
    dir,
    "--save",
    "",
    "--loglevel",
    "warning",
  ];
  args.push("--appendonly", "yes", "--appendfsync", "always");
  if (options.cluster === true) args.push("--cluster-enabled", "yes", "--cluster-announce-ip", "127.0.0.1");
  let child: ChildProcess | undefined;
  const client = new Redis({ host: "127.0.0.1", port, lazyConnect: true, protocol: 2 });
  client.on("error", () => undefined);

  async function start(): Promise<void> {
    child = spawn(server, args, { stdio: "ignore" });
    for (let tries = 0; tries < 600; tries += 1) {
      try {
        if (client.status === "wait" || client.status === "end") await client.connect();
        if ((await client.ping()) === "PONG") return;
      } catch {
        await delay(25);
      }
    }
    throw new Error("redis-server did not start.");
  }

  async function kill(): Promise<void> {
    const dying = child;
    child = undefined;
    if (dying === undefined || dying.exitCode !== null) return;
    const gone = once(dying, "exit");
    dying.kill("SIGKILL");
    await gone;
  }

  await start();
  if (options.cluster === true) {
    await client.call("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
    for (let tries = 0; tries < 600; tries += 1) {
      if (String(await client.call("CLUSTER", "INFO")).includes("cluster_state:ok")) break;
      await delay(25);
    }
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    client,
    async age(ms) {
      // Time goes on while state ages: the next millisecond is another one than the last.
      await new Promise((resolve) => setTimeout(resolve, 2));
      await client.eval(ageScript, 0, ms);
    },
    kill,
    start,
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    async stop() {
      client.disconnect();
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
