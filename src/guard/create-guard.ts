import type {
  Clock,
  Decision,
  DetectorFailure,
  Edit,
  Guard,
  GuardedExchange,
  GuardedRequest,
  GuardedResponse,
  Part,
  PlacedSignal,
} from "../contracts/index.ts";
import { rule, type Ruling } from "./decide/decide.ts";
import { failureOf, onePerDetector } from "./decide/failures.ts";
import { inspectParts, mostSignals } from "./inspection/inspect-parts.ts";
import {
  createPureInspector,
  tooManySignals,
  type InspectInSlices,
  type InspectText,
  type Trouble,
} from "./inspection/pure-inspector.ts";
import { takingTurns } from "./inspection/taking-turns.ts";
import {
  requestSteps,
  responseSteps,
  stepDetectors,
  type GuardState,
  type PassingMemory,
  type PlacedStep,
  type SteppedOver,
} from "./inspection/over-time.ts";
import { createRemoteAsker } from "./inspection/remote.ts";
import type { Applicable } from "./policy/applicable.ts";
import { strictnessOf, type Facts } from "./policy/compiled-rule.ts";
import type { PreparedPolicy } from "./policy/prepare.ts";
import type { PolicyKeys } from "./redact/keys.ts";
import { inOrder, markingEdits } from "./redact/marking.ts";
import { planStretches, toEdits } from "./redact/plan-edits.ts";
import { restoringEdits } from "./redact/restore.ts";
import { createVault, type VaultSession } from "./redact/vault.ts";
import { openPolicyStream } from "./policy-stream.ts";

export interface GuardOptions {
  readonly policy: PreparedPolicy;
  readonly state: GuardState;
  readonly clock: Clock;
  /** New ids of decisions. */
  readonly newId: () => string;
  /** New unguessable words of letters and digits, at least 64 bits, for the marks around data. */
  readonly newNonce: () => string;
  /** Microseconds on a clock that only runs forward, for `durationMicros`. */
  readonly micros: () => number;
  readonly keys?: PolicyKeys;
  readonly inspectText: InspectText;
  /** For long texts: others have their turn between two steps. Without it a long text is looked at in one go. */
  readonly inspectInSlices?: InspectInSlices;
  /** UTF-16 units of text whose findings are remembered. */
  readonly cacheCharacters?: number;
  /** How long reversible tokens can be turned back after their last use. */
  readonly vaultSeconds?: number;
  /** Most UTF-16 units a stream holds. */
  readonly maxHeld?: number;
}

/** What is remembered of an exchange from its request to its answer. */
interface Underway {
  vault?: VaultSession;
  readonly passing: PassingMemory;
}

interface Seen {
  readonly signals: readonly PlacedSignal[];
  readonly troubles: readonly Trouble[];
  readonly kept: boolean;
}

/**
 * Puts a policy to work. Decisions are a function of the exchange, the policy, the state and the clock that are
 * given; nothing else is read. `checkRequest` goes before `checkResponse` and `openStream` of the same
 * `exchange` object: tokens are restored, and memory that ends with the exchange is kept, by it.
 *
 * The policy should have been proven (`provePolicy`) first.
 */
export function createGuard(options: GuardOptions): Guard {
  const { policy: prepared, state, clock, keys = {} } = options;
  const { policy } = prepared;
  const inspector = createPureInspector({
    detectors: prepared.pure,
    inspectText: options.inspectText,
    ...(options.inspectInSlices === undefined ? {} : { inspectInSlices: options.inspectInSlices }),
    mostSignals,
    budgets: prepared.budgets,
    ...(options.cacheCharacters === undefined ? {} : { cacheCharacters: options.cacheCharacters }),
  });
  const joining =
    prepared.joining.length === 0
      ? undefined
      : createPureInspector({
          detectors: prepared.joining,
          inspectText: options.inspectText,
          budgets: prepared.budgets,
          ...(options.cacheCharacters === undefined ? {} : { cacheCharacters: options.cacheCharacters }),
        });
  const remotes = prepared.remote.length === 0 ? undefined : createRemoteAsker(prepared.remote, clock);
  const tokenises = policy.rules.some(({ redact }) => redact?.how === "tokenise");
  const vault =
    tokenises && keys.vault !== undefined
      ? createVault({
          key: keys.vault,
          state,
          ...(options.vaultSeconds === undefined ? {} : { ttlSeconds: options.vaultSeconds }),
        })
      : undefined;
  const underway = new WeakMap<GuardedExchange, Underway>();

  const underwayOf = (exchange: GuardedExchange): Underway => {
    let one = underway.get(exchange);
    if (one === undefined) underway.set(exchange, (one = { passing: new Map() }));
    return one;
  };

  const look = async (
    exchange: GuardedExchange,
    parts: readonly Part[],
    direction: Decision["direction"],
    steps: (whole: boolean) => readonly PlacedStep[],
    until: AbortSignal | undefined,
  ): Promise<Seen> => {
    const pure = await inspectParts(
      { inspector, joining, bounds: policy.splitting },
      exchange.context,
      parts,
      direction,
      takingTurns(options.micros, until),
    );
    const remembers = prepared.overTime.length > 0;
    if (!remembers && remotes === undefined) return { ...pure, kept: exchange.principal.verified };
    const [stepped, asked] = await Promise.all([
      remembers
        ? stepDetectors(prepared.overTime, exchange, onceEach(steps), state, underwayOf(exchange).passing)
        : ({ signals: [], troubles: [], kept: exchange.principal.verified } satisfies SteppedOver),
      remotes?.ask(exchange, parts),
    ]);
    return {
      signals: inPlaceOrder([...pure.signals, ...stepped.signals, ...(asked?.signals ?? [])], parts),
      troubles: [...pure.troubles, ...stepped.troubles, ...(asked?.troubles ?? [])],
      kept: stepped.kept,
    };
  };

  const openVault = async (exchange: GuardedExchange): Promise<VaultSession | undefined> => {
    if (vault === undefined) return undefined;
    const one = underwayOf(exchange);
    return (one.vault ??= await vault.open(exchange));
  };

  const decide = async (
    exchange: GuardedExchange,
    parts: readonly Part[],
    direction: "request" | "response",
    steps: (whole: boolean) => readonly PlacedStep[],
    facts: Facts | undefined,
    until: AbortSignal | undefined,
  ): Promise<Decision> => {
    const began = options.micros();
    const now = clock.now();
    // What is refused for its size alone is not worth the work of inspecting it.
    const refused = facts !== undefined && stopsByFacts(prepared.applicable(exchange), facts, now);
    const seen = refused
      ? { signals: [], troubles: [], kept: exchange.principal.verified }
      : await look(exchange, parts, direction, steps, until);
    const troubles: Trouble[] = [...seen.troubles];
    let session: VaultSession | undefined;
    try {
      session = await openVault(exchange);
    } catch {
      troubles.push({ detector: "vault", reason: "The store of reversible tokens could not be reached." });
    }
    const failures = onePerDetector(
      troubles.map(({ detector, reason }) => failureIn(exchange, detector, reason)),
    );
    const evidence = { parts, signals: seen.signals, failures, ...(facts === undefined ? {} : { facts }) };
    const ruling = rule(prepared.applicable(exchange), evidence, now);
    const edits = await editsFor(ruling, parts, direction, session);
    return {
      id: options.newId(),
      at: new Date(now).toISOString(),
      direction,
      action: ruling.action,
      wouldBe: ruling.wouldBe,
      policy: policy.stamp,
      hits: ruling.hits,
      signals: seen.signals,
      edits,
      failures,
      stateful: seen.kept,
      durationMicros: Math.max(0, Math.round(options.micros() - began)),
    };
  };

  /** Without the vault values are masked, not passed on; what could not be restored stays a token. */
  const failureIn = (exchange: GuardedExchange, detector: string, reason: string): DetectorFailure =>
    detector === "vault" || detector === tooManySignals
      ? { detector, opened: detector === "vault", reason }
      : failureOf(prepared, exchange, detector, reason);

  const editsFor = async (
    ruling: Ruling,
    parts: readonly Part[],
    direction: "request" | "response",
    session: VaultSession | undefined,
  ): Promise<readonly Edit[]> => {
    const stretches = ruling.enforced.length === 0 ? [] : planStretches(ruling.enforced, parts);
    const restored =
      direction === "response" && session !== undefined ? restoringEdits(parts, session.values) : [];
    if (stretches.length === 0 && restored.length === 0 && !ruling.enforced.some(marks)) return [];
    let tokens: ReadonlyMap<string, string> = new Map();
    // Tokens in an answer could be turned back by nobody downstream: there, values are masked.
    if (direction === "request" && session !== undefined) {
      const wanted = stretches.flatMap(({ value, treatment }) =>
        treatment.kind === "tokenise" ? [{ label: treatment.label, value }] : [],
      );
      try {
        if (wanted.length > 0) tokens = await session.tokenise(wanted);
      } catch {
        tokens = new Map();
      }
    }
    const edits = toEdits(stretches, keys.hash, tokens);
    const apart = restored.filter(
      (one) => !edits.some((edit) => edit.part === one.part && one.start < edit.end && one.end > edit.start),
    );
    const marked = direction === "request" ? markingEdits(ruling.enforced, parts, options.newNonce()) : [];
    return inOrder([...marked, ...edits, ...apart], parts);
  };

  return {
    policy: policy.stamp,
    budgets: (exchange) => prepared.applicable(exchange).budgets,
    checkRequest: (request, until) =>
      decide(
        request.exchange,
        request.parts,
        "request",
        (whole) => requestSteps(request, clock.now(), whole),
        factsOf(request),
        until,
      ),
    checkResponse: (request: GuardedRequest, response: GuardedResponse, until?: AbortSignal) =>
      decide(
        request.exchange,
        response.parts,
        "response",
        () => responseSteps(request, response, clock.now()),
        undefined,
        until,
      ),
    openStream: (request, part) =>
      openPolicyStream({
        prepared,
        exchange: request.exchange,
        part,
        now: () => clock.now(),
        keys,
        values: underway.get(request.exchange)?.vault?.values ?? new Map(),
        ...(options.maxHeld === undefined ? {} : { maxHeld: options.maxHeld }),
      }),
  };
}

/** Whether a rule on the exchange alone, such as one on its size, stops it whatever is in it. */
function stopsByFacts(applicable: Applicable, facts: Facts, now: number): boolean {
  if (applicable.byExchange.length === 0) return false;
  const only: Applicable = { ...applicable, bySignals: [], byParts: [] };
  const { action } = rule(only, { parts: [], signals: [], failures: [], facts }, now);
  return strictnessOf(action) >= strictnessOf("require-approval");
}

/** The steps of an exchange are made at most once in each form, however many detectors ask. */
function onceEach(steps: (whole: boolean) => readonly PlacedStep[]): typeof steps {
  const made = new Map<boolean, readonly PlacedStep[]>();
  return (whole) => {
    const known = made.get(whole) ?? steps(whole);
    made.set(whole, known);
    return known;
  };
}

const marks = ({ rule }: Ruling["enforced"][number]): boolean => rule.rewrite?.mark === true;

function factsOf({ parts, tools, features, bytes }: GuardedRequest): Facts {
  let characters = 0;
  for (const { text } of parts) characters += text.length;
  return { bytes, characters, parts: parts.length, tools: tools.length, featureRows: features?.length ?? 0 };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Signals in the order of the parts, then by place: the same whatever answered first. */
function inPlaceOrder(signals: readonly PlacedSignal[], parts: readonly Part[]): readonly PlacedSignal[] {
  if (signals.length < 2) return signals;
  const rank = new Map(parts.map(({ at }, index) => [at, index]));
  return [...signals].sort(
    (a, b) =>
      (rank.get(a.part) ?? -1) - (rank.get(b.part) ?? -1) ||
      a.start - b.start ||
      a.end - b.end ||
      order(a.detector, b.detector) ||
      order(a.rule, b.rule),
  );
}
