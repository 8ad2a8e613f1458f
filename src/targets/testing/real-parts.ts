import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import type { Clock, SessionContext } from "../../contracts/index.ts";
import { seededRandom } from "../../stats/index.ts";
import type { TargetConfig, TargetDeps } from "../adapter.ts";
import { createBudget } from "../budget/budget.ts";
import { targetConfigSchema } from "../config/target.ts";
import { createPacer } from "../pacing/pacer.ts";

/** The machine's own time, for tests over real sockets. */
export const realClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await setTimeout(ms, undefined, { ref: false, ...(signal && { signal }) });
  },
};

/** What a target needs from outside, made of real parts; each can be replaced. */
export function realDeps(
  replaced: Partial<TargetDeps> & {
    readonly secretValues?: Readonly<Record<string, string>>;
    readonly maxAttempts?: number;
  } = {},
): TargetDeps {
  const { secretValues = {}, maxAttempts = 3, ...rest } = replaced;
  return {
    secrets: async (reference) => {
      const value = secretValues[reference];
      if (value === undefined) throw new Error(`no secret ${reference}`);
      return value;
    },
    clock: realClock,
    pacer: createPacer({ clock: realClock, random: seededRandom("tests"), limits: { maxAttempts } }),
    budget: createBudget(),
    env: {},
    readFile: (path) => readFile(path),
    ...rest,
  };
}

let sessions = 0;

/** A conversation's context; each has its own session id. */
export function sessionContext(replaced: Partial<SessionContext> = {}): SessionContext {
  return {
    signal: new AbortController().signal,
    clock: realClock,
    random: seededRandom("session"),
    sessionId: `session-${String(++sessions).padStart(4, "0")}`,
    principal: { id: "cust-1001", verified: false },
    seed: 7,
    ...replaced,
  };
}

/** A configuration as the manifest would give it. */
export const configOf = (value: unknown): TargetConfig => targetConfigSchema.parse(value);
