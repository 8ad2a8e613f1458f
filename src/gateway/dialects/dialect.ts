import type {
  FeatureRow,
  InspectionContext,
  JsonValue,
  Part,
  TokenUsage,
  ToolDefinition,
} from "../../contracts/index.ts";
import type { Problem } from "../problems/problem.ts";

/** What of a body the guard cannot look into. Images are seen only by their address. */
export const uninspectedKinds = ["image", "audio", "file", "unknown"] as const;
export type UninspectedKind = (typeof uninspectedKinds)[number];

/** A part of a body; with `json`, the pointer names any JSON value and `text` is its serialisation. */
export interface PlacedPart extends Part {
  readonly json?: true;
}

/** Which kind of server an upstream must be to understand a dialect; upstreams name theirs in the configuration. */
export const upstreamKinds = ["openai", "anthropic", "mcp", "open-inference", "predict"] as const;
export type UpstreamKind = (typeof upstreamKinds)[number];

/** A request as it came over the wire. */
export interface RawRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** With its `?`, or empty. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed and bounded in size and depth; undefined when there was no body. Never change it. */
  readonly body: JsonValue | undefined;
  /** What may pass without being looked into; anything else that cannot be inspected must be refused. */
  readonly allowed: ReadonlySet<UninspectedKind>;
}

/** What a dialect understood of a request. */
export interface ReadRequest {
  /** Path and query, to be appended to the upstream's URL. */
  readonly target: string;
  readonly model?: string;
  /** Pointer to the model's name in the body, where an upstream may call it something else. */
  readonly modelAt?: string;
  /** Whether an answer in pieces was asked for. */
  readonly stream: boolean;
  readonly maxOutputTokens?: number;
  /** The conversation, as the client names it in the body. */
  readonly session?: string;
  /** Every text in the order of the body. */
  readonly parts: readonly PlacedPart[];
  readonly tools: readonly ToolDefinition[];
  readonly context: Omit<InspectionContext, "canaries">;
  readonly features?: readonly FeatureRow[];
  /** What is in it that nobody looked into; only kinds that `allowed` names. */
  readonly uninspected: readonly UninspectedKind[];
  /** False when doing it twice would do harm (a tool call): then it is retried only if it was never sent. */
  readonly repeatable: boolean;
}

/** What a dialect understood of an answer that came in one piece. */
export interface ReadResponse {
  readonly parts: readonly PlacedPart[];
  /** Tools the answer tells of: the list of a tool server. */
  readonly tools?: readonly ToolDefinition[];
  readonly predictions?: readonly (readonly number[])[];
  readonly usage?: TokenUsage;
  /** The model name the upstream gave. */
  readonly model?: string;
  /** Pointers of values that say the text again (token probabilities): removed when a part is edited. */
  readonly echoes?: readonly string[];
  readonly uninspected: readonly UninspectedKind[];
}

/** An answer that the gateway writes itself. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: JsonValue;
}

/** One server-sent event. Several `data` lines are joined by line feeds, as the HTML standard says. */
export interface SseEvent {
  readonly event?: string;
  readonly data: string;
  readonly id?: string;
}

/** Why a stream ends before the upstream ended it. */
export interface Cut {
  readonly kind: "policy" | "budget";
  readonly rule: string;
  readonly reason: string;
  /** Decision that says why, once there is one. */
  readonly decision?: string;
}

/** One text that arrives in pieces, with the guard behind it: what goes in is the upstream's, what comes out may be sent. */
export interface StreamedText {
  write(text: string): string;
  /** The upstream has ended this text: what was held and may go. */
  end(): string;
}

/** What the gateway does for a dialect's stream. */
export interface StreamHost {
  readonly request: ReadRequest;
  readonly allowed: ReadonlySet<UninspectedKind>;
  /** Token counts were asked for by the gateway alone (`askForUsage`): the client is not told them. */
  readonly hidesUsage: boolean;
  /** Set once the stream must end. Send what `write` or `end` gave and return; the gateway then calls `cut`. */
  readonly cutting: boolean;
  /** A text of its own, by the pointer it would have in an answer of one piece. Ask once per text, not per delta. */
  openText(part: Omit<Part, "text">): StreamedText;
  /**
   * Lets the guard check whole values (a tool call whose JSON closed). Gives their texts, redacted where the
   * guard says so; undefined when they may not pass, and then `cutting` is set. `tools` are those they tell of.
   */
  check(
    parts: readonly PlacedPart[],
    tools?: readonly ToolDefinition[],
  ): Promise<readonly string[] | undefined>;
  /**
   * Asks the guard about the answer as a whole. Call it once, when the upstream has said its last text and
   * before anything is flushed or ended; false: `cutting` is set.
   */
  conclude(): Promise<boolean>;
  /** Token counts as the upstream reported them; the last report counts. */
  usage(usage: TokenUsage): void;
  /** The model name the upstream gave. */
  model(name: string): void;
  /** Ends the stream by the dialect's own judgement: something that cannot be inspected arrived. */
  refuse(rule: string, reason: string): void;
  send(event: SseEvent): void;
}

/**
 * Reads one streamed answer and writes it again. Events come one at a time: while a promise is pending
 * the upstream is paused. It throws (best a `WireError`) when an event cannot be understood: the stream then fails.
 */
export interface DialectStream {
  /** It may say nothing for long: the client is told at once that it stands. */
  readonly patient?: boolean;
  event(event: SseEvent): void | Promise<void>;
  /** The upstream ended as it should. */
  end(): void | Promise<void>;
  /** Ends what was sent so far so that the client sees a complete answer that was cut (`content_filter`, `refusal`). */
  cut(cut: Cut): void;
  /** The upstream broke off: send what is decided (`StreamedText.end`), then the protocol's error event. */
  fail(problem: Problem): void;
}

/**
 * One protocol clients speak: a folder `dialects/<id>/` whose `dialect.ts` exports it as `dialect`.
 *
 * It reads bodies into parts (every message, every content part, every choice, tool calls, tool results, tool
 * definitions, addresses of images, names) named by JSON pointer. The gateway lets the guard decide, writes edits
 * back at the pointers, and forwards what was parsed, written anew: fields a dialect does not know pass untouched
 * in requests. What a dialect cannot understand it refuses with `WireError` (`problems/`): never guess, never skip.
 *
 * Tools for writing one: `PartList` and `replaceTexts` (`parts/`), `HeldCall` and `eventObject` (`streams/`), `dialectSuite`
 * (`testing/`).
 */
export interface Dialect {
  readonly id: string;
  readonly about: string;
  readonly upstream: UpstreamKind;
  /** OpenTelemetry `gen_ai.operation.name`: `chat`, `text_completion`, `embeddings`, `execute_tool`, … */
  readonly operation: string;
  /** Headers that pass to the upstream beside the gateway's own list; lower case. */
  readonly requestHeaders?: readonly string[];
  /** Headers of the upstream that pass to the client beside the gateway's own list; lower case. */
  readonly responseHeaders?: readonly string[];
  /**
   * The same dialect with settings from `gateway: dialects: <id>` of the configuration.
   *
   * @throws BartizanError with place and remedy when they are not valid
   */
  configure?(settings: JsonValue): Dialect;
  match(method: string, path: string): boolean;
  /**
   * Looks at the head of a request before its body is read as JSON.
   *
   * @throws WireError when the body will be something else
   */
  readHead?(headers: RawRequest["headers"]): void;
  /** @throws WireError when it cannot be understood or holds what cannot be inspected and is not allowed */
  readRequest(raw: RawRequest): ReadRequest;
  /**
   * @param body undefined when the answer has none (204, 202)
   * @throws WireError when it cannot be understood
   */
  readResponse(
    body: JsonValue | undefined,
    request: ReadRequest,
    allowed: ReadonlySet<UninspectedKind>,
  ): ReadResponse;
  /** A problem in the protocol's own form, which its official clients raise as their own error. Never holds content. */
  problem(problem: Problem, request?: ReadRequest): Reply;
  /**
   * The body of a streaming request with the wish for token counts added; undefined when the client asked itself
   * or the protocol always counts. Never changes the body given.
   */
  askForUsage?(body: JsonValue): JsonValue | undefined;
  /** Absent: answers come in one piece only. */
  openStream?(host: StreamHost): DialectStream;
}
