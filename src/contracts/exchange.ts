import type { JsonValue } from "./json.ts";

/** Who is speaking to the AI component. `verified` says whether the identity was proven or merely claimed. */
export interface Principal {
  readonly id: string;
  readonly role?: string;
  readonly verified: boolean;
}

export type Role = "system" | "user" | "assistant" | "tool" | "document";

/** A tool call as the model wrote it. `arguments` is kept verbatim: it is attacker-influenced text. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** One message in a conversation. */
export interface Turn {
  readonly role: Role;
  readonly text: string;
  readonly toolCalls?: readonly ToolCall[];
  /** For role `tool`: the call this answers. */
  readonly toolCallId?: string;
  readonly name?: string;
}

export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** False when the target did not report usage and it was estimated from the bytes (4 bytes a token). */
  readonly reported: boolean;
}

/** What the transport saw; for diagnosis and for spotting a swapped model. */
export interface TransportFacts {
  readonly status?: number;
  /** 1 for a request that was answered at once. */
  readonly attempts: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly streamed: boolean;
  /** The model name the target reported, not the one that was asked for. */
  readonly model?: string;
  /** `system_fingerprint` or the like. */
  readonly fingerprint?: string;
}

/**
 * One request to an AI component and its answer, tool calls and principal included.
 * `request` holds what was sent this time (for a stateful target, only the new turn).
 */
export interface Exchange {
  readonly id: string;
  readonly target: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly principal: Principal;
  readonly request: readonly Turn[];
  /** Everything the component said in answer, tool calls and tool results in order. */
  readonly response: readonly Turn[];
  readonly usage: TokenUsage;
  readonly transport: TransportFacts;
  /** Set when the answer was cut by us or by the target; an oracle must not call a cut answer "held" lightly. */
  readonly cut?: "length" | "content-filter" | "byte-limit" | "time-limit";
}

/** Something that happened outside the text. */
export type EffectKind =
  | "tool-call"
  | "record-changed"
  | "message-sent"
  | "host-contacted"
  | "money-moved"
  | "data-read";

/**
 * An effect as some ledger recorded it. `executed` is false when the attempt was blocked:
 * an attempted but blocked action is not a breach.
 */
export interface Effect {
  readonly kind: EffectKind;
  /** Name of the tool, record, recipient or host. */
  readonly name: string;
  readonly executed: boolean;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly principal?: Principal;
  readonly detail: { readonly [key: string]: JsonValue };
  /** Whose word this is: the target's own ledger, or merely what the transcript claims. */
  readonly source: "ledger" | "transcript";
}
