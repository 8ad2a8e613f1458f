import type { ConnectionOptions } from "node:tls";
import { Cluster, Redis, type RedisOptions } from "ioredis";
import { BartizanError } from "../../errors/index.ts";
import { stateErrors } from "../errors.ts";
import { redisLocation } from "./location.ts";
import type { Script } from "./scripts.ts";

export interface RedisConnectionOptions {
  /** `redis://…`, `rediss://…`, `redis+cluster://…`. */
  readonly url: string;
  /** Longest time for one command, in milliseconds; default 250. */
  readonly commandTimeoutMs?: number;
  /** Longest time to a connection, in milliseconds; default 2,000. */
  readonly connectTimeoutMs?: number;
  /** For `rediss://`: own authority, client certificate. */
  readonly tls?: ConnectionOptions;
}

/** Commands that answer or fail within the time-out, and never wait for a Redis that is gone. */
export interface RedisConnection {
  /** @throws STATE_UNAVAILABLE */
  script(script: Script, key: string, ...args: (string | number)[]): Promise<unknown>;
  /** @throws STATE_UNAVAILABLE */
  fields(key: string, ...fields: string[]): Promise<(string | null)[]>;
  /** @throws STATE_UNAVAILABLE */
  removeMember(key: string, member: string): Promise<void>;
  /** @throws STATE_UNAVAILABLE when it does not answer in time */
  ping(): Promise<void>;
  /** Resolves when connected or when the first attempt has failed; never throws. */
  readonly attempted: Promise<void>;
  close(): Promise<void>;
}

/** @throws STATE_BAD_URL */
export function connectRedis(options: RedisConnectionOptions): RedisConnection {
  const { commandTimeoutMs = 250, connectTimeoutMs = 2_000 } = options;
  const location = redisLocation(options.url);
  const { host = "127.0.0.1", port = 6379, ...credentials } = location.options;
  const again = (times: number): number => Math.min(1_000, 25 * 2 ** Math.min(times, 6));
  const settings = {
    ...credentials,
    ...(location.options.tls === undefined ? {} : { tls: { ...options.tls } }),
    connectTimeout: connectTimeoutMs,
    commandTimeout: commandTimeoutMs,
    // A server that hangs keeps its sockets open; this ends them, so that we connect anew.
    socketTimeout: commandTimeoutMs + connectTimeoutMs,
    // Nothing waits in line for a Redis that is gone, and nothing is sent twice: it might count twice.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    // Answers keep the shapes of RESP2, also on servers without RESP3.
    protocol: 2,
  } satisfies Omit<RedisOptions, "readOnly">;
  const { enableOfflineQueue: _, ...withoutQueue } = settings;
  const client = location.cluster
    ? new Cluster([{ host, port }], {
        redisOptions: withoutQueue,
        enableOfflineQueue: false,
        clusterRetryStrategy: again,
        slotsRefreshTimeout: connectTimeoutMs,
      })
    : new Redis({ ...settings, host, port, retryStrategy: again });

  let lastError = "";
  const attempted = new Promise<void>((resolve) => {
    client.once("ready", resolve);
    client.once("close", resolve);
  });
  client.on("error", (error: Error) => {
    lastError = error.message;
  });

  async function asked<T>(command: () => Promise<T>): Promise<T> {
    try {
      return await command();
    } catch (cause) {
      if (cause instanceof BartizanError) throw cause;
      const why = cause instanceof Error ? cause.message : String(cause);
      const before = client.status === "ready" || lastError === "" ? "" : ` (${lastError})`;
      throw stateErrors.unavailable(`Redis failed: ${why}${before}`, { at: location.shown }, { cause });
    }
  }

  return {
    script: (script, key, ...args) =>
      asked(async () => {
        try {
          return await client.evalsha(script.sha1, 1, key, ...args);
        } catch (error) {
          if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
          // A server that was restarted has forgotten its scripts; EVAL makes it know this one again.
          return client.eval(script.lua, 1, key, ...args);
        }
      }),
    fields: (key, ...fields) => asked(() => client.hmget(key, ...fields)),
    removeMember: (key, member) => asked(async () => void (await client.zrem(key, member))),
    ping: () => asked(async () => void (await client.ping())),
    attempted,
    async close() {
      client.disconnect();
    },
  };
}
