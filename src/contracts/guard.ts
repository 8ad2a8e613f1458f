import type { InspectionContext, FeatureRow, Signal, Stage, ToolDefinition } from "./detector.ts";
import type { Principal, Role, TokenUsage, ToolCall } from "./exchange.ts";
import type { JsonValue } from "./json.ts";

/** One text inside an exchange that is inspected on its own: a message, a choice, the arguments of a tool call. */
export interface Part {
  /** JSON pointer (RFC 6901) to the string inside the body; unique in its exchange. */
  readonly at: string;
  readonly stage: Stage;
  readonly role: Role;
  readonly text: string;
  /** Where the text comes from: the tool's name, the document's id. */
  readonly source?: string;
  /** Set for stage `tool-call`: `text` holds its arguments. */
  readonly toolCall?: ToolCall;
}

/** What an exchange is about, however it came in. */
export interface GuardedExchange {
  readonly id: string;
  readonly principal: Principal;
  /** Conversation the exchange belongs to, as the client names it. */
  readonly session?: string;
  /** Digest prefix of the virtual key, where there is one. */
  readonly virtualKey?: string;
  readonly team?: string;
  readonly route: string;
  readonly model?: string;
  readonly tags: readonly string[];
  /** What kinds of data the route is declared to carry, such as `personal` or `payment`. */
  readonly dataClasses: readonly string[];
  readonly address?: string;
  readonly context: InspectionContext;
}

/** What goes towards the model. */
export interface GuardedRequest {
  readonly exchange: GuardedExchange;
  readonly parts: readonly Part[];
  readonly tools: readonly ToolDefinition[];
  readonly features?: readonly FeatureRow[];
  readonly bytes: number;
}

/** What came back. */
export interface GuardedResponse {
  readonly parts: readonly Part[];
  /** Tools the answer tells of: the list of a tool server. */
  readonly tools?: readonly ToolDefinition[];
  readonly predictions?: readonly (readonly number[])[];
  readonly usage?: TokenUsage;
  readonly bytes: number;
}

/** What the guard does, from the mildest to the strictest. */
export const guardActions = ["allow", "redact", "rewrite", "require-approval", "block"] as const;
export type GuardAction = (typeof guardActions)[number];

/** `enforce` acts; `monitor` records and alerts; `shadow` records only. */
export const ruleModes = ["enforce", "monitor", "shadow"] as const;
export type RuleMode = (typeof ruleModes)[number];

/** A signal and the part it lies in. */
export interface PlacedSignal extends Signal {
  /** The part's JSON pointer. */
  readonly part: string;
}

/** A rule that fired, and on what. */
export interface RuleHit {
  readonly rule: string;
  readonly action: GuardAction;
  readonly mode: RuleMode;
  readonly severity: "low" | "medium" | "high" | "critical";
  /** The clause of the acceptable-use policy it stands for. */
  readonly clause?: string;
  /** One sentence for a person, without the text that was seen. */
  readonly reason: string;
  /** What a client may be told when this rule stops it. */
  readonly message?: string;
  readonly signals: readonly PlacedSignal[];
  /** Set when an exception let it pass: who approved it, and until when (ISO 8601). */
  readonly excepted?: { readonly id: string; readonly approver: string; readonly until: string };
}

/** A stretch of a part to be replaced. Edits of a part do not overlap and are in order. */
export interface Edit {
  readonly part: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly rule: string;
}

/** A detector that threw, or missed its deadline; `opened` when the policy let the traffic pass all the same. */
export interface DetectorFailure {
  readonly detector: string;
  readonly opened: boolean;
  readonly reason: string;
}

export interface PolicyStamp {
  readonly id: string;
  readonly version: string;
  readonly digest: string;
}

/** What the guard does with one request or answer, and why. */
export interface Decision {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly direction: "request" | "response";
  /** What is done: the strictest action of the enforced rules. */
  readonly action: GuardAction;
  /** What would be done if every rule were enforced. */
  readonly wouldBe: GuardAction;
  readonly policy: PolicyStamp;
  /** Strictest first. */
  readonly hits: readonly RuleHit[];
  /** Every signal, also those no rule asked for. */
  readonly signals: readonly PlacedSignal[];
  readonly edits: readonly Edit[];
  readonly failures: readonly DetectorFailure[];
  /** Whether state was kept for this principal: false for a claimed one, and the record says so. */
  readonly stateful: boolean;
  readonly durationMicros: number;
}

/** What a stream may let go of now. */
export interface Release {
  /** Text to send on; already redacted. */
  readonly text: string;
  /** Set when the stream ends here, whatever the upstream still says. */
  readonly cut?: { readonly reason: string; readonly rule: string };
}

/** The guard's side of one streamed text (one choice of an answer). Forward only: what was released stays. */
export interface GuardedStream {
  write(text: string): Release;
  /** The upstream has ended: everything still held is decided. */
  end(): Release;
  /** UTF-16 units held now. */
  readonly held: number;
  /** All signals so far, offsets into the whole text as the upstream sent it. */
  readonly signals: readonly Signal[];
}

/** How much may be used, by whom, in what time. Of several that apply, each holds. */
export interface UsageBudget {
  readonly id: string;
  /** Whose use is added up. */
  readonly per: "virtual-key" | "team" | "principal" | "route" | "all";
  readonly requests?: BudgetWindow;
  /** Input and output tokens together. */
  readonly tokens?: BudgetWindow;
  /** In the price's currency. */
  readonly cost?: BudgetWindow;
  readonly concurrent?: number;
}

export interface BudgetWindow {
  readonly limit: number;
  readonly windowSeconds: number;
}

/** The guard as a face sees it. */
export interface Guard {
  readonly policy: PolicyStamp;
  /** The budgets of the policy that apply to an exchange; the face counts and enforces them. */
  budgets(exchange: GuardedExchange): readonly UsageBudget[];
  /** @param until when it aborts, nobody waits for the decision any more: the work ends and the promise rejects */
  checkRequest(request: GuardedRequest, until?: AbortSignal): Promise<Decision>;
  checkResponse(request: GuardedRequest, response: GuardedResponse, until?: AbortSignal): Promise<Decision>;
  /** For a text of an answer that arrives in pieces; `part` says which, its `text` is empty. */
  openStream(request: GuardedRequest, part: Part): GuardedStream;
}

/**
 * One decision as it is kept. Attributes carry OpenTelemetry's GenAI names (`gen_ai.request.model`,
 * `gen_ai.security.decision.type`, …); content is there only as far as the policy stores it.
 */
export interface DecisionRecord {
  readonly schemaVersion: "bartizan.decision/v1";
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly exchange: string;
  readonly session?: string;
  readonly direction: "request" | "response" | "exchange";
  readonly route: string;
  readonly principal: Principal;
  readonly virtualKey?: string;
  readonly team?: string;
  readonly decision: Omit<Decision, "id" | "at" | "direction" | "edits">;
  readonly attributes: Readonly<Record<string, JsonValue>>;
  readonly content: readonly StoredContent[];
}

/** How a part of an exchange is kept. */
export interface StoredContent {
  readonly part: string;
  readonly stage: Stage;
  readonly kept: "hmac" | "redacted" | "full" | "encrypted";
  /** The keyed HMAC in hex, the text, or the ciphertext in base64. */
  readonly value: string;
}

/**
 * State that replicas share, in memory or in Redis; one contract suite holds both. Every operation is
 * atomic by key. Keys are ours and never contain text of an exchange.
 */
export interface StateStore {
  /** Reads, steps and writes; when two step at once, both steps count. `step` may run more than once. */
  update<Value extends JsonValue, Result>(
    key: string,
    ttlSeconds: number,
    step: (value: Value | undefined) => readonly [Value, Result],
  ): Promise<Result>;
  /**
   * Takes `cost` from a bucket of `capacity` that refills by `perSecond`. Refusing takes nothing.
   * The store's own clock counts.
   */
  take(key: string, bucket: TokenBucket, cost: number): Promise<Taken>;
  /**
   * Gives back what was reserved and not used (negative: takes what was used beyond it, even below zero).
   * With the receipt of the taking, nothing is given to another window than the one it was taken from.
   */
  give(key: string, bucket: TokenBucket, amount: number, receipt?: string): Promise<void>;
  /** One more at the same time; undefined when there are already `limit`. Leases end by themselves after `ttlSeconds`. */
  enter(key: string, limit: number, ttlSeconds: number): Promise<Lease | undefined>;
  close(): Promise<void>;
}

export interface TokenBucket {
  readonly capacity: number;
  /** 0: it does not refill before `resetSeconds` are over. */
  readonly perSecond: number;
  /** A fixed window instead of a steady refill: seconds after the first taking when it is full again. */
  readonly resetSeconds?: number;
}

export interface Taken {
  readonly taken: boolean;
  readonly left: number;
  /** Seconds until `cost` would be there; `Infinity` when never. */
  readonly retryAfter: number;
  /** Seconds until it would be full again; `Infinity` when never. */
  readonly resetAfter?: number;
  /** Names the window and the store it was taken from; goes with `give`. */
  readonly receipt?: string;
}

export interface Lease {
  /** Begins its time anew; false when it has ended already. */
  stay(): Promise<boolean>;
  leave(): Promise<void>;
}
