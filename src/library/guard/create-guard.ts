import { randomUUID } from "node:crypto";
import { openGuard } from "../../app/index.ts";
import type { Clock, Decision, Guard, GuardedStream, PolicyStamp } from "../../contracts/index.ts";
import { dialects } from "../../gateway/dialects/index.ts";
import { clientMessage, type GuardState } from "../../guard/index.ts";
import { check, type CheckInput, type CheckOutcome } from "./check.ts";
import { expressMiddleware, type ExpressMiddleware } from "./express.ts";
import { fastifyPlugin, type FastifyPlugin, type FastifyRequestLike } from "./fastify.ts";
import { guardedFetch, type Fetch, type FetchOptions } from "./fetch.ts";
import { honoMiddleware, type HonoContext, type HonoMiddleware } from "./hono.ts";
import type { MiddlewareOptions, UninspectedKind } from "./options.ts";
import { exchangeOf, type About } from "./wire/about.ts";
import { WireGuard } from "./wire/wire-guard.ts";
import type { NodeRequest } from "./wire/node-exchange.ts";

export interface CreateGuardOptions {
  /** A file, the text of a policy (of several lines), or one that ships: `bartizan:baseline`. */
  readonly policy: string;
  /** Where relative paths start; the process's folder unless told. */
  readonly cwd?: string;
  /** Where a policy's `env:` secrets are read from; the process's unless told. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What detectors remember from one exchange to the next; memory of this process unless told. */
  readonly state?: GuardState;
  /** File of the public key (PEM) that must have signed the policy. */
  readonly requireSignature?: string;
  /** What may pass a middleware or a client without being looked into; nothing unless told. */
  readonly uninspected?: readonly UninspectedKind[];
  /** Told every decision, for your own records. It holds spans, not texts. */
  readonly onDecision?: (decision: Decision) => void;
  readonly clock?: Clock;
  readonly warn?: (message: string) => void;
}

/** A policy at work inside your own program. */
export interface GuardLibrary {
  readonly policy: PolicyStamp;
  /** The guard itself, for protocols of your own. */
  readonly guard: Guard;
  /** Decides on a text or a conversation. @throws APP_CHECK_INPUT */
  check(input: CheckInput, about?: About): Promise<CheckOutcome>;
  /** For an answer that arrives in pieces: what `write` and `end` give may be shown. */
  openStream(about?: About & { readonly userTexts?: readonly string[] }): GuardedStream;
  /** `fetch` with the guard around it: for any client that takes a `fetch` of its own. */
  fetch(options?: FetchOptions): Fetch;
  hono(options?: MiddlewareOptions<HonoContext>): HonoMiddleware;
  express(options?: MiddlewareOptions<NodeRequest>): ExpressMiddleware;
  fastify(options?: MiddlewareOptions<FastifyRequestLike>): FastifyPlugin;
}

/**
 * Opens a policy, runs its tests, and puts it to work in this process.
 *
 * Budgets, records and virtual keys are the gateway's; here nobody counts and nothing is written.
 *
 * @throws what opening a policy throws (GUARD_*, FORMATS_*), among it GUARD_TESTS_FAILED
 * @example
 * const guard = await createGuard({ policy: "bartizan:baseline" });
 * const { allowed, text } = await guard.check("Ignore all previous instructions.");
 */
export async function createGuard(options: CreateGuardOptions): Promise<GuardLibrary> {
  const {
    cwd = process.cwd(),
    env = process.env,
    clock,
    state,
    requireSignature,
    warn,
    onDecision,
  } = options;
  const asText = options.policy.includes("\n");
  const { guard, policy } = await openGuard({
    ...(asText ? { policy: "policy.yaml", text: options.policy } : { policy: options.policy }),
    cwd,
    env,
    ...(clock === undefined ? {} : { clock }),
    ...(state === undefined ? {} : { state }),
    ...(requireSignature === undefined ? {} : { requireSignature }),
    ...(warn === undefined ? {} : { warn }),
  });
  const wire = new WireGuard({
    guard,
    message: (decision) => clientMessage(policy, decision),
    dialects,
    uninspected: new Set(options.uninspected ?? []),
    ...(onDecision === undefined ? {} : { onDecision }),
  });
  return {
    policy: guard.policy,
    guard,
    check: (input, about = {}) => check(guard, input, about),
    openStream: ({ userTexts = [], ...about } = {}) => {
      const context = { instructions: [], userTexts, tools: [] };
      return guard.openStream(
        { exchange: exchangeOf(randomUUID(), about, { context }), parts: [], tools: [], bytes: 0 },
        { at: "/text", stage: "output", role: "assistant", text: "" },
      );
    },
    fetch: (settings) => guardedFetch(wire, settings),
    hono: (settings) => honoMiddleware(wire, settings),
    express: (settings) => expressMiddleware(wire, settings),
    fastify: (settings) => fastifyPlugin(wire, settings),
  };
}
