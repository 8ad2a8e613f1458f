import type { Clock, RandomSource } from "../../contracts/index.ts";
import { targetErrors } from "../errors.ts";
import { createLane, type Lane, type LaneLimits, type LaneSnapshot } from "./lane.ts";
import { minuteCap } from "./minute-cap.ts";
import type { QuotaReading } from "./quota.ts";

/** How one attempt at a request ended. */
export type Attempt<T> =
  | { readonly kind: "answered"; readonly value: T; readonly quota: QuotaReading }
  /** 429, or 503 and 529 for overload: slow down, then try again. */
  | { readonly kind: "limited"; readonly error: Error; readonly quota: QuotaReading }
  /** 502, 504, or a connection lost before any byte: try again after a while. */
  | { readonly kind: "retryable"; readonly error: Error };

/** One request to be sent at the right time, and again where that is worth it. */
export interface PacedJob<T> {
  /** Jobs with the same key share concurrency and rate. */
  readonly key: string;
  readonly limits: LaneLimits;
  readonly signal: AbortSignal;
  /** Called for each attempt, counted from 1. What it throws ends the job. */
  attempt(number: number): Promise<Attempt<T>>;
}

export interface PacerLimits {
  /** Over all keys together, from the rules of engagement. */
  readonly requestsPerMinute?: number;
  /** Attempts at one request, the first included. */
  readonly maxAttempts?: number;
  /** Longest time spent on retries of one request, milliseconds. */
  readonly maxRetryMs?: number;
  /** The kill switch: asked before every request; a sentence means stop. */
  readonly killed?: () => string | undefined | Promise<string | undefined>;
}

/** Sends requests as fast as their targets let us and the rules allow, first come first served per key. */
export interface Pacer {
  run<T>(job: PacedJob<T>): Promise<{ readonly value: T; readonly attempts: number }>;
  /** Makes a key's limits known before its first request; where targets share a key, the stricter holds. */
  declare(key: string, limits: LaneLimits): void;
  snapshot(): Readonly<Record<string, LaneSnapshot>>;
}

interface Waiting {
  readonly go: () => void;
}

interface KeyState {
  readonly lane: Lane;
  /** In order of arrival; a retry goes to the front, for it arrived first. */
  readonly queue: Waiting[];
}

/**
 * Makes the pacer of one run: adaptive concurrency and rate per key, quota headers heeded before
 * they reach zero, a hard cap per minute, retries with full jitter bounded in count and time,
 * abort and kill switch.
 *
 * @example
 * const pacer = createPacer({ clock, random, limits: { requestsPerMinute: 600 } });
 * const { value } = await pacer.run({ key: "https://api.example.com", limits: { concurrency: 8 }, signal, attempt });
 */
export function createPacer(parts: {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly limits?: PacerLimits;
}): Pacer {
  const { clock, random, limits = {} } = parts;
  const { maxAttempts = 10, maxRetryMs = 180_000 } = limits;
  const keys = new Map<string, KeyState>();
  const overall = limits.requestsPerMinute === undefined ? undefined : minuteCap(limits.requestsPerMinute);
  let alarm: { readonly at: number; readonly cancel: AbortController } | undefined;

  const stateOf = (key: string, laneLimits: LaneLimits): KeyState => {
    const known = keys.get(key);
    if (known !== undefined) {
      known.lane.tighten(laneLimits);
      return known;
    }
    const state: KeyState = { lane: createLane(laneLimits, random.derive(`pace ${key}`)), queue: [] };
    keys.set(key, state);
    return state;
  };

  /** Starts what may start now, and sets the alarm for what may start later. */
  const pump = (): void => {
    const now = clock.now();
    let wake = Number.POSITIVE_INFINITY;
    for (const { lane, queue } of keys.values()) {
      while (queue.length > 0) {
        const answer = lane.admit(now);
        const overallAt = overall?.earliest() ?? 0;
        if (!answer.go || overallAt > now) {
          const at = answer.go ? overallAt : answer.at;
          if (at !== undefined) wake = Math.min(wake, Math.max(at, overallAt));
          break;
        }
        overall?.started(now);
        queue.shift()?.go();
      }
    }
    setAlarm(wake);
  };

  const setAlarm = (at: number): void => {
    if (alarm !== undefined && alarm.at <= at) return;
    alarm?.cancel.abort();
    alarm = undefined;
    if (at === Number.POSITIVE_INFINITY) return;
    const cancel = new AbortController();
    alarm = { at, cancel };
    clock.sleep(Math.max(0, at - clock.now()), cancel.signal).then(
      () => {
        if (alarm?.cancel === cancel) alarm = undefined;
        pump();
      },
      () => undefined,
    );
  };

  const slot = (state: KeyState, signal: AbortSignal, again: boolean): Promise<ReturnType<Lane["start"]>> =>
    new Promise((resolve, reject) => {
      const waiting: Waiting = {
        go: () => {
          signal.removeEventListener("abort", leave);
          resolve(state.lane.start(clock.now()));
        },
      };
      const leave = (): void => {
        const at = state.queue.indexOf(waiting);
        if (at !== -1) state.queue.splice(at, 1);
        reject(calledOff());
        pump();
      };
      if (signal.aborted) return reject(calledOff());
      signal.addEventListener("abort", leave, { once: true });
      if (again) state.queue.unshift(waiting);
      else state.queue.push(waiting);
      pump();
    });

  /** One attempt within its slot; the lane learns how it ended. */
  const once = async <T>(job: PacedJob<T>, state: KeyState, number: number): Promise<Attempt<T>> => {
    const ticket = await slot(state, job.signal, number > 1);
    let ended = false;
    try {
      await refuseIfKilled(limits);
      const result = await job.attempt(number);
      const now = clock.now();
      ended = true;
      if (result.kind === "answered") state.lane.succeed(ticket, now, result.quota);
      else if (result.kind === "limited") state.lane.limit(ticket, now, result.quota);
      else state.lane.end(ticket);
      return result;
    } finally {
      if (!ended) state.lane.end(ticket);
      pump();
    }
  };

  return {
    run: async (job) => {
      const state = stateOf(job.key, job.limits);
      await refuseIfKilled(limits);
      let firstFailure: number | undefined;
      for (let number = 1; ; number++) {
        const result = await once(job, state, number);
        if (result.kind === "answered") return { value: result.value, attempts: number };
        const now = clock.now();
        firstFailure ??= now;
        const wait = result.kind === "limited" ? (result.quota.retryAfterMs ?? 0) : jitter(random, number);
        if (number >= maxAttempts || now + wait - firstFailure > maxRetryMs) throw result.error;
        // A refusal pauses the whole key; another failure concerns this request alone.
        if (result.kind === "retryable") await sleepUnlessCalledOff(clock, wait, job.signal);
      }
    },
    declare: (key, laneLimits) => void stateOf(key, laneLimits),
    snapshot: () => Object.fromEntries([...keys].map(([key, { lane }]) => [key, lane.snapshot()])),
  };
}

const calledOff = (): Error => targetErrors.aborted("The request was called off before it was sent.");

async function refuseIfKilled(limits: PacerLimits): Promise<void> {
  const sentence = await limits.killed?.();
  if (sentence !== undefined) throw targetErrors.killSwitch(sentence);
}

/** Exponential backoff with full jitter: uniform between nothing and 500 ms × 2^n, at most 20 s. */
function jitter(random: RandomSource, attempt: number): number {
  return random.next() * Math.min(20_000, 500 * 2 ** Math.min(attempt - 1, 16));
}

async function sleepUnlessCalledOff(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (signal.aborted) throw calledOff();
    throw error;
  }
}
