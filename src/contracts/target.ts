import type { Clock, RandomSource } from "./ambient.ts";
import type { Effect, Exchange, Principal, Turn } from "./exchange.ts";

/** Surfaces that have to be planted before the turn that makes the component read them. */
export const plantSurfaces = ["document", "tool-result", "tool-description", "memory", "file"] as const;

/** Where a payload can be placed. `user-turn` and `history` travel in the conversation itself. */
export const surfaces = ["user-turn", "history", ...plantSurfaces] as const;

export type Surface = (typeof surfaces)[number];

/** The ways to reach something testable. */
export type TargetKind =
  | "conversation"
  | "prediction"
  | "artifact"
  | "dataset"
  | "source-tree"
  | "mcp-server";

/** What a conversation target can do. Declared by the adapter and its configuration, confirmed by a probe. */
export interface ConversationCapabilities {
  readonly multiTurn: boolean;
  /** Whether we may set a system prompt. */
  readonly systemPrompt: boolean;
  readonly tools: boolean;
  readonly streaming: boolean;
  /** Whether effects can be read from a ledger of the target's own. */
  readonly effects: boolean;
  /** Whether a seed is honoured. */
  readonly seed: boolean;
  /** Surfaces on which a payload can be placed. `user-turn` is always among them. */
  readonly surfaces: readonly Surface[];
}

export type CapabilityName = Exclude<keyof ConversationCapabilities, "surfaces">;

/** What a check needs of a target; what is lacking is refused with the reason. */
export interface Needs {
  readonly kind: TargetKind;
  readonly capabilities?: readonly CapabilityName[];
}

export interface SessionContext {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly random: RandomSource;
  /** Isolates concurrent trials at the target. Unique per trial attempt; `[a-z0-9-]{8,64}`. */
  readonly sessionId: string;
  readonly principal: Principal;
  /** Passed to targets that honour it; the same for every attempt of the same trial. */
  readonly seed: number;
  /** Turns claimed to have gone before. Needs the surface `history`; refused by a target that lacks it. */
  readonly history?: readonly Turn[];
}

/** One isolated conversation. Always closed by whoever opened it, also after a failure. */
export interface Session {
  /** Sends one turn; earlier turns of the session are kept as the target needs them. */
  send(turn: Turn): Promise<Exchange>;
  /** Puts text where the component will read it. Refuses a surface that the capabilities do not name. */
  plant(surface: Surface, text: string): Promise<void>;
  /** What really happened, from the target's own ledger, in order; empty when it keeps none. */
  effects(): Promise<readonly Effect[]>;
  /** Cleans up whatever this session planted or changed. */
  close(): Promise<void>;
}

/** A message that the probe could not confirm, or found different from what was declared. */
export interface ProbeReport {
  readonly reachable: boolean;
  readonly capabilities: ConversationCapabilities;
  /** Model name and fingerprint the target reported, when it did. */
  readonly model?: string;
  readonly fingerprint?: string;
  readonly notes: readonly string[];
}

export interface ConversationTarget {
  readonly kind: "conversation";
  /** The id from the manifest. */
  readonly id: string;
  readonly capabilities: ConversationCapabilities;
  /** Targets that share a key share a limit. */
  readonly rateLimitKey: string;
  /** Text of the plan of canaries that its configuration names: secrets that the model may have been trained on. */
  readonly canaries?: string;
  /** Text of the file of protected records that its configuration names, and the key of their marks. */
  readonly records?: { readonly text: string; readonly key: string };
  /** Sends the smallest request that proves the target answers and does what it declares. */
  probe(context: SessionContext): Promise<ProbeReport>;
  open(context: SessionContext): Promise<Session>;
  /**
   * −log₂ of the probability of each text, where the endpoint is said to tell it. Text as it is, outside of any conversation.
   */
  score?(texts: readonly string[], context: SessionContext): Promise<Float64Array>;
  /** Frees sockets. */
  dispose(): Promise<void>;
}

/** More kinds join this union as their adapters arrive. */
export type Target = ConversationTarget;
