import type {
  Decision,
  Guard,
  GuardedExchange,
  GuardedRequest,
  GuardedResponse,
  InspectionContext,
  JsonValue,
  Principal,
  TokenUsage,
  UsageBudget,
} from "../contracts/index.ts";
import type { UninspectedKind } from "./dialects/dialect.ts";
import type { Problem } from "./problems/problem.ts";

/** Who calls, as far as the wire tells. */
export interface Caller {
  readonly method: string;
  readonly path: string;
  /** Names in lower case; of a repeated header the values are joined by `, `. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Network address; never trusted as an identity. */
  readonly address: string;
}

export interface Identity {
  readonly principal: Principal;
  /** Digest prefix of the virtual key. */
  readonly virtualKey?: string;
  readonly team?: string;
  readonly tags?: readonly string[];
  /** The conversation, as the caller's headers or token name it; goes before what the body names. */
  readonly session?: string;
  /** The client's address behind our own proxies; never trusted as an identity. */
  readonly address?: string;
  /** Models this caller may ask for, `*` standing for anything; absent: all. */
  readonly models?: readonly string[];
  /** Routes this caller may use; absent: all. */
  readonly routes?: readonly string[];
}

export type Identified =
  | { readonly ok: true; readonly identity: Identity }
  | {
      readonly ok: false;
      /** Told to the client. */
      readonly problem: Problem;
      /** For the record only. */
      readonly reason?: string;
      /** Such as `www-authenticate`. */
      readonly headers?: Readonly<Record<string, string>>;
    };

/** What an exchange may cost, known before it is sent. */
export interface Estimate {
  readonly inputTokens: number;
  /** What the client allows, or the configured default. */
  readonly outputTokens: number;
  readonly model?: string;
}

/** Tokens set aside for one exchange. */
export interface Reservation {
  /**
   * Output tokens that are about to be released, counted while the stream runs. Synchronous: what it may
   * use is already reserved. `cut`: not these any more.
   */
  spend(tokens: number): "continue" | "cut";
  /** Called once, unless `cancel` was: what was really used; the rest goes back. */
  settle(usage: TokenUsage): Promise<void>;
  /** No upstream answered: everything goes back. Absent: it is settled with nothing. */
  cancel?(): Promise<void>;
  /** What the client is told of its limits. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type Reserved =
  | { readonly ok: true; readonly reservation: Reservation }
  | {
      readonly ok: false;
      readonly budget: string;
      /** Seconds; `Infinity` when waiting does not help. */
      readonly retryAfter: number;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** One exchange as it went, for the records. Holds content; the records decide what is kept of it. */
export interface ExchangeRecord {
  readonly id: string;
  readonly dialect: string;
  readonly operation: string;
  readonly request?: GuardedRequest;
  readonly response?: GuardedResponse;
  /** In the order they were made; several when tool calls of a stream were checked one by one. */
  readonly decisions: readonly Decision[];
  readonly outcome: Outcome;
  /** What the client was told, when it was not the upstream's answer. */
  readonly problem?: Problem;
  /** Why the caller was refused, as the identity check says it; never told to the client. */
  readonly reason?: string;
  readonly cut?: { readonly kind: "policy" | "budget"; readonly rule: string };
  readonly status: number;
  readonly mode: "inline" | "mirror" | "check";
  readonly streamed: boolean;
  readonly upstream?: string;
  /** Model name the upstream gave. */
  readonly answeredBy?: string;
  readonly attempts: number;
  readonly usage: TokenUsage;
  readonly uninspected: readonly UninspectedKind[];
  /** The client's `traceparent` (W3C Trace Context) as it came; hostile. */
  readonly traceparent?: string;
  /** Break-glass that was open: what would have been blocked was let through under this id. */
  readonly breakGlass?: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** From the request's last byte to the first byte released; absent when nothing was. */
  readonly firstByteMs?: number;
}

/** `answered`: the upstream's answer, perhaps edited. `cut`: begun and ended by us. */
export type Outcome = "answered" | "refused" | "cut" | "failed" | "aborted" | "checked";

/** What the gateway tells its observers. Never holds content. */
export type GatewayEvent =
  | { readonly kind: "started"; readonly dialect: string }
  | { readonly kind: "ended"; readonly record: ExchangeRecord; readonly guardMicros: number }
  | {
      readonly kind: "upstream-attempt";
      readonly upstream: string;
      readonly result: "answered" | "retried" | "failed";
      readonly status?: number;
      readonly durationMs: number;
    }
  | { readonly kind: "circuit"; readonly upstream: string; readonly state: "closed" | "open" | "half-open" }
  | { readonly kind: "guard-failed"; readonly reason: "threw" | "deadline"; readonly opened: boolean }
  | { readonly kind: "break-glass-used"; readonly id: string; readonly exchange: string }
  | { readonly kind: "record-failed"; readonly exchange: string }
  | { readonly kind: "limits-failed"; readonly opened: boolean };

export interface BreakGlass {
  readonly id: string;
  /** Milliseconds since the epoch; over, it is closed whatever the port says. */
  readonly until: number;
}

/** What break-glass is asked about. */
export interface Stopped {
  readonly route?: string;
  /** The rules that stop it; empty when the guard failed, or a stream is cut before its decision is made. */
  readonly rules: readonly string[];
}

/** Everything the gateway asks of the rest of the house, in its own words. */
export interface GatewayPorts {
  /** The guard of this moment: another one after the policy was changed. */
  guard(): Guard;
  /** Who is calling. Throwing or rejecting refuses the call. */
  identify(caller: Caller): Identified | Promise<Identified>;
  /** Adds what only the body says of the caller: the user it names, its session. */
  withBody?(identity: Identity, body: JsonValue): Identity;
  /** Sets tokens and a slot aside. Rejecting: `limits.onError` of the configuration decides. */
  reserve(
    exchange: GuardedExchange,
    budgets: readonly UsageBudget[],
    estimate: Estimate,
  ): Reserved | Promise<Reserved>;
  /**
   * Keeps what happened. Durable: the last byte is not released before it resolves. Otherwise nobody waits.
   */
  record(entry: ExchangeRecord): Promise<void>;
  /** Must not throw. */
  observe(event: GatewayEvent): void;
  /** The value of a secret by its reference (`env:NAME`, `file:PATH`). Asked for once, at the start. */
  secret(reference: string): Promise<string>;
  /** Break-glass that is open for what is about to be stopped, if any. */
  breakGlass?(stopped: Stopped): BreakGlass | undefined;
  /** The `traceparent` an upstream is given, for an exchange whose client sent this one. Absent: the client's passes on. */
  traceparent?(exchange: string, from: string | undefined): string;
  /** Canary words planted in the session of an exchange. */
  canaries?(exchange: Omit<GuardedExchange, "context">): InspectionContext["canaries"];
  /** What keeps this process from serving, one sentence each; empty when it is ready. */
  notReady?(): readonly string[];
  /** Milliseconds since the epoch. */
  now(): number;
  /** Unique id of an exchange: unguessable, at most 64 characters of `[A-Za-z0-9_-]`. */
  newId(): string;
  /** 0 ≤ x < 1, for the jitter of retries. */
  random(): number;
}
