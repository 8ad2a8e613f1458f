import { randomBytes } from "node:crypto";
import type { JsonValue } from "../../contracts/index.ts";
import { stateErrors } from "../errors.ts";
import { jsonSize } from "../json-size.ts";
import type { RedisConnection } from "./connection.ts";
import { swapScript } from "./scripts.ts";

type Step = (value: JsonValue | undefined) => readonly [JsonValue, unknown];

interface Waiting {
  readonly ttlSeconds: number;
  readonly step: Step;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Seen {
  readonly version: string;
  readonly value: JsonValue | undefined;
}

export interface StepperOptions {
  readonly maxValueBytes: number;
  /** Times a swap is tried before the step is given up. */
  readonly maxTries: number;
  /** Waits for a random time up to so many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
}

/** Steps waiting for one key in one process at most. */
const MAX_WAITING = 10_000;

/**
 * Reads, steps and writes by compare and swap. Steps of one process on one key line up and go together in
 * one swap, so that only processes compete, not requests; a swap that lost tries again from what is there.
 */
export function createStepper(connection: RedisConnection, options: StepperOptions) {
  const waiting = new Map<string, Waiting[]>();
  const me = randomBytes(9).toString("base64url");
  let written = 0;

  async function drain(key: string, line: Waiting[]): Promise<void> {
    while (line.length > 0) {
      const batch = line.splice(0);
      try {
        for (const settle of await swap(key, batch)) settle();
      } catch (error) {
        for (const one of batch) one.reject(error);
      }
    }
    waiting.delete(key);
  }

  async function swap(key: string, batch: readonly Waiting[]): Promise<readonly (() => void)[]> {
    const ttlMs = Math.ceil(Math.max(...batch.map((one) => one.ttlSeconds)) * 1000);
    let seen = seenIn(await connection.fields(key, "v", "d"));
    for (let tries = 1; tries <= options.maxTries; tries += 1) {
      const { value, settle } = stepAll(seen.value, batch);
      if (value === undefined) return settle;
      const version = `${me}${(written += 1)}`;
      const answer = await connection.script(
        swapScript,
        key,
        seen.version,
        version,
        JSON.stringify(value),
        ttlMs,
      );
      if (!Array.isArray(answer)) throw stateErrors.unavailable("Redis answered a swap with something else.");
      if (answer[0] === 1) return settle;
      seen = seenIn(answer.slice(1));
      // The first tries need no pause: somebody else has got on in the meantime.
      if (tries > 3) await options.pause(2 ** Math.min(tries - 3, 5));
    }
    throw stateErrors.contended(`A step lost against other replicas ${options.maxTries} times.`);
  }

  /** A step that throws fails alone; the others go on from the value before it. */
  function stepAll(
    before: JsonValue | undefined,
    batch: readonly Waiting[],
  ): { readonly value: JsonValue | undefined; readonly settle: readonly (() => void)[] } {
    let current = before;
    let stepped = false;
    const settle = batch.map(({ step, resolve, reject }) => {
      try {
        const [value, result] = step(current);
        jsonSize(value, options.maxValueBytes);
        current = value;
        stepped = true;
        return () => resolve(result);
      } catch (error) {
        return () => reject(error);
      }
    });
    return { value: stepped ? current : undefined, settle };
  }

  return {
    step: (key: string, ttlSeconds: number, step: Step): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const one: Waiting = { ttlSeconds, step, resolve, reject };
        const line = waiting.get(key);
        if (line !== undefined && line.length >= MAX_WAITING)
          return reject(stateErrors.contended("Too many steps wait for the same state."));
        if (line !== undefined) return void line.push(one);
        const fresh = [one];
        waiting.set(key, fresh);
        void drain(key, fresh);
      }),
  };
}

function seenIn(fields: readonly unknown[]): Seen {
  const [version, data] = fields;
  if (typeof version !== "string" || typeof data !== "string") return { version: "", value: undefined };
  // Safe: only we write these fields, and write JSON.
  return { version, value: JSON.parse(data) as JsonValue };
}
