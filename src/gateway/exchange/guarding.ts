import type { Decision, Edit, Guard, GuardedRequest, GuardedResponse } from "../../contracts/index.ts";
import { problem, WireError } from "../problems/index.ts";
import type { GatewayPorts } from "../ports.ts";
import { DeadlineError, within } from "./within.ts";

/** What the guard said about one direction, as far as the gateway acts on it. */
export interface Verdict {
  readonly allowed: boolean;
  readonly edits: readonly Edit[];
  readonly decision?: Decision;
}

const stops: ReadonlySet<Decision["action"]> = new Set(["block", "require-approval"]);
const passed: Verdict = { allowed: true, edits: [] };

/**
 * The guard for one exchange: keeps its decisions, holds it to its deadline, and lets nothing pass that it did
 * not decide. `mode: mirror` never stops anything; open break-glass turns stops into recorded allows.
 */
export class Guarding {
  readonly guard: Guard;
  readonly decisions: Decision[] = [];
  readonly #ports: GatewayPorts;
  readonly #deadlineMs: number;
  readonly #mirror: boolean;
  readonly #exchange: string;
  #route: string | undefined;
  /** Break-glass that let something through. */
  breakGlass: string | undefined;
  /** Microseconds the guard worked, as its decisions say. */
  guardMicros = 0;

  constructor(
    ports: GatewayPorts,
    options: { readonly deadlineMs: number; readonly mirror: boolean; readonly exchange: string },
  ) {
    this.guard = ports.guard();
    this.#ports = ports;
    this.#deadlineMs = options.deadlineMs;
    this.#mirror = options.mirror;
    this.#exchange = options.exchange;
  }

  /** @throws WireError when the guard failed */
  request(request: GuardedRequest): Promise<Verdict> {
    this.#route = request.exchange.route;
    return this.#decide((until) => this.guard.checkRequest(request, until));
  }

  /** @throws WireError when the guard failed */
  response(request: GuardedRequest, response: GuardedResponse): Promise<Verdict> {
    return this.#decide((until) => this.guard.checkResponse(request, response, until));
  }

  async #decide(call: (until: AbortSignal) => Promise<Decision>): Promise<Verdict> {
    let decision: Decision;
    const late = new AbortController();
    try {
      decision = await within(call(late.signal), this.#deadlineMs);
    } catch (error) {
      // Work that nobody waits for would hold up others.
      late.abort();
      return this.failed(error);
    }
    this.decisions.push(decision);
    this.guardMicros += decision.durationMicros;
    if (this.#mirror) return { allowed: true, edits: [], decision };
    const allowed = !stops.has(decision.action) || this.letThrough(stoppingRules(decision));
    return { allowed, edits: decision.edits, decision };
  }

  /** Whether break-glass is open for these rules; notes that it was needed. */
  letThrough(rules: readonly string[] = []): boolean {
    const route = this.#route;
    const open = this.#ports.breakGlass?.({ ...(route === undefined ? {} : { route }), rules });
    if (open === undefined || open.until <= this.#ports.now()) return false;
    if (this.breakGlass === undefined) {
      this.#ports.observe({ kind: "break-glass-used", id: open.id, exchange: this.#exchange });
    }
    this.breakGlass = open.id;
    return true;
  }

  /**
   * What follows when the guard threw or came too late: nothing passes, unless nothing is ever stopped here.
   *
   * @throws WireError
   */
  failed(cause: unknown): Verdict {
    const opened = this.#mirror || this.letThrough();
    const reason = cause instanceof DeadlineError ? "deadline" : "threw";
    this.#ports.observe({ kind: "guard-failed", reason, opened });
    if (opened) return passed;
    const message = "The guard could not decide, and nothing passes without its decision.";
    throw new WireError(problem("unavailable", message, { code: "bartizan_guard_failed" }), { cause });
  }
}

/** Ids of the rules that stopped it, strictest first. */
export function stoppingRules(decision: Decision | undefined): readonly string[] {
  return [...new Set(stoppingHits(decision).map(({ rule }) => rule))];
}

const stoppingHits = (decision: Decision | undefined): Decision["hits"] =>
  (decision?.hits ?? []).filter(
    ({ mode, excepted, action }) => mode === "enforce" && excepted === undefined && stops.has(action),
  );

/** A stop of the guard as the client is told of it: the policy's own words where it has some, rules and ids, never content. */
export function stopProblem(decision: Decision | undefined, direction: "request" | "answer"): WireError {
  const approval = decision?.action === "require-approval";
  const written = stoppingHits(decision).find((hit) => hit.message !== undefined)?.message;
  const usual = approval
    ? `The ${direction} needs an approval before it may pass.`
    : `The ${direction} was blocked by policy.`;
  const message = written ?? usual;
  const more = decision === undefined ? {} : { decision: decision.id, rules: stoppingRules(decision) };
  return new WireError(problem(approval ? "approval-required" : "blocked", message, more));
}
