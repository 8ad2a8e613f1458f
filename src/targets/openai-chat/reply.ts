import type { JsonValue, ToolCall } from "../../contracts/index.ts";
import type { Place } from "../../errors/index.ts";
import { jsonPath } from "../../formats/index.ts";
import { targetErrors } from "../errors.ts";
import { isFilter, sentenceOf } from "../transport/refusal.ts";

/** What one chat completion said, whether it came whole or in pieces. */
export interface ChatReply {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  /** Whether it came in pieces, which a server may decline. */
  readonly streamed?: boolean;
  readonly finishReason?: string;
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number };
  readonly model?: string;
  readonly fingerprint?: string;
}

const paths = {
  message: jsonPath("$.choices[0].message"),
  content: jsonPath("$.content"),
  parts: jsonPath("$.content[*].text"),
  refusal: jsonPath("$.refusal"),
  calls: jsonPath("$.tool_calls[*]"),
  callId: jsonPath("$.id"),
  callName: jsonPath("$.function.name"),
  callArguments: jsonPath("$.function.arguments"),
  finish: jsonPath("$.choices[0].finish_reason"),
  input: jsonPath("$.usage.prompt_tokens"),
  output: jsonPath("$.usage.completion_tokens"),
  model: jsonPath("$.model"),
  fingerprint: jsonPath("$.system_fingerprint"),
  error: jsonPath("$.error"),
};

/**
 * Reads a whole chat completion.
 *
 * @throws TARGETS_ERROR_BODY, TARGETS_BLOCKED, TARGETS_UNEXPECTED_SHAPE
 */
export function readReply(body: JsonValue, place: Place): ChatReply {
  refuseErrorBody(body, place);
  const message = paths.message.first(body);
  if (typeof message !== "object" || message === null) {
    throw targetErrors.unexpectedShape(`${place.at} answered without \`choices[0].message\`.`, place);
  }
  const content = paths.content.first(message);
  if (content !== undefined && content !== null && typeof content !== "string" && !Array.isArray(content)) {
    throw targetErrors.unexpectedShape(`${place.at} answered with a \`content\` that is not text.`, place);
  }
  const parts = paths.parts.all(message).filter((part) => typeof part === "string");
  const refusal = paths.refusal.first(message);
  const text = typeof content === "string" ? content : parts.join("");
  return {
    text: text === "" && typeof refusal === "string" ? refusal : text,
    toolCalls: paths.calls.all(message).map((call, index) => toolCall(call, index, place)),
    ...readFacts(body),
  };
}

/** The facts that a whole answer and a piece of a stream give in the same places. */
export function readFacts(body: JsonValue): Omit<ChatReply, "text" | "toolCalls" | "streamed"> {
  const [finishReason, model, fingerprint] = [paths.finish, paths.model, paths.fingerprint].map((path) =>
    path.first(body),
  );
  const [inputTokens, outputTokens] = [paths.input.first(body), paths.output.first(body)];
  return {
    ...(typeof finishReason === "string" && { finishReason }),
    ...(typeof model === "string" && { model: model.slice(0, 200) }),
    ...(typeof fingerprint === "string" && { fingerprint: fingerprint.slice(0, 200) }),
    ...(isCount(inputTokens) && isCount(outputTokens) && { usage: { inputTokens, outputTokens } }),
  };
}

/** An error told with status 200, whole or as a piece of a stream. */
export function refuseErrorBody(body: JsonValue, place: Place): void {
  const error = paths.error.first(body);
  if (error === undefined || error === null) return;
  const sentence = `${place.at} answered with an error inside: ${sentenceOf(body) || "no message"}.`;
  throw isFilter(body) ? targetErrors.blocked(sentence, place) : targetErrors.errorBody(sentence, place);
}

const isCount = (value: JsonValue | undefined): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

function toolCall(call: JsonValue, index: number, place: Place): ToolCall {
  const name = paths.callName.first(call);
  if (typeof name !== "string") {
    throw targetErrors.unexpectedShape(
      `${place.at} answered with a tool call that names no function.`,
      place,
    );
  }
  const id = paths.callId.first(call);
  const args = paths.callArguments.first(call);
  return {
    id: typeof id === "string" ? id : `call-${index}`,
    name,
    // Verbatim where it is text; some servers send the object itself.
    arguments: typeof args === "string" ? args : JSON.stringify(args ?? {}),
  };
}
