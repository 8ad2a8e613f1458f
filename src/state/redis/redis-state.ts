import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { JsonValue, StateStore, TokenBucket } from "../../contracts/index.ts";
import { checkAmount, checkBucket, checkCost, checkKey, checkLimit, checkTtl } from "../arguments.ts";
import { stateErrors } from "../errors.ts";
import { connectRedis, type RedisConnectionOptions } from "./connection.ts";
import { enterScript, giveScript, stayScript, takeScript } from "./scripts.ts";
import { createStepper } from "./stepper.ts";

export interface RedisStateOptions extends RedisConnectionOptions {
  /** Before every key, so that others may use the same Redis; default `bartizan:`. */
  readonly prefix?: string;
  /** The largest single value; default 256 KiB. */
  readonly maxValueBytes?: number;
}

/** Shared state that may be gone for a while. */
export interface RemoteState extends StateStore {
  /** @throws STATE_UNAVAILABLE when it does not answer in time */
  ping(): Promise<void>;
}

/**
 * State that replicas share, in Redis or Valkey (6 or later). Each operation is one script on one key, by the
 * server's clock; keys stand in a hash tag, so a cluster does as well. Resolves also when the server is
 * not there yet: every operation then fails with STATE_UNAVAILABLE until it is, and never waits longer
 * than the command time-out. After such a failure the operation may have been counted or not.
 *
 * @throws STATE_BAD_URL
 * @example const state = await redisState({ url: "redis://127.0.0.1:6379" });
 */
export async function redisState(options: RedisStateOptions): Promise<RemoteState> {
  const { prefix = "bartizan:", maxValueBytes = 256 << 10 } = options;
  checkKey(prefix);
  const connection = connectRedis(options);
  await connection.attempted;
  const stepper = createStepper(connection, {
    maxValueBytes,
    maxTries: 64,
    pause: (ms) => delay(ms * Math.random()),
  });
  const me = randomBytes(9).toString("base64url");
  let leases = 0;

  const keyOf = (kind: "v" | "b" | "l", name: string): string => {
    checkKey(name);
    return `${prefix}{${name}}:${kind}`;
  };
  const bucketArgs = (bucket: TokenBucket, amount: number): (string | number)[] => [
    bucket.capacity,
    bucket.perSecond,
    bucket.resetSeconds ?? "",
    amount,
  ];

  return {
    async update<Value extends JsonValue, Result>(
      name: string,
      ttlSeconds: number,
      step: (value: Value | undefined) => readonly [Value, Result],
    ): Promise<Result> {
      const key = keyOf("v", name);
      checkTtl(ttlSeconds);
      // Safe as far as the caller is true to its key: one key, one type of value.
      const anyStep = step as (value: JsonValue | undefined) => readonly [JsonValue, unknown];
      return (await stepper.step(key, ttlSeconds, anyStep)) as Result;
    },
    async take(name, bucket, cost) {
      const key = keyOf("b", name);
      checkBucket(bucket);
      checkCost(cost);
      const answer = await connection.script(takeScript, key, ...bucketArgs(bucket, cost));
      if (!Array.isArray(answer)) throw stateErrors.unavailable("Redis answered with something else.");
      const [taken, left, retryAfter, resetAfter, since] = answer.map(String);
      return {
        taken: taken === "1",
        left: numberOf(left),
        retryAfter: numberOf(retryAfter),
        resetAfter: numberOf(resetAfter),
        receipt: `r:${since ?? ""}`,
      };
    },
    async give(name, bucket, amount, receipt) {
      const key = keyOf("b", name);
      checkBucket(bucket);
      checkAmount(amount);
      await connection.script(giveScript, key, ...bucketArgs(bucket, amount), receipt ?? "");
    },
    async enter(name, limit, ttlSeconds) {
      const key = keyOf("l", name);
      checkLimit(limit);
      checkTtl(ttlSeconds);
      const lease = `${me}${(leases += 1)}`;
      const ttlMs = Math.ceil(ttlSeconds * 1000);
      if ((await connection.script(enterScript, key, lease, ttlMs, limit)) !== 1) return undefined;
      return {
        stay: async () => (await connection.script(stayScript, key, lease, ttlMs)) === 1,
        leave: () => connection.removeMember(key, lease),
      };
    },
    ping: () => connection.ping(),
    close: () => connection.close(),
  };
}

const numberOf = (text: string | undefined): number => (text === "inf" ? Infinity : Number(text ?? NaN));
