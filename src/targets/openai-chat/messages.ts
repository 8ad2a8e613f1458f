import type { JsonObject, JsonValue, Turn } from "../../contracts/index.ts";
import type { OpenAiChatConfig } from "./config.ts";

/** A turn as the protocol writes it. A document travels as the user's words: the protocol has no place of its own. */
export function messageOf(turn: Turn): JsonObject {
  switch (turn.role) {
    case "system":
      return { role: "system", content: turn.text };
    case "user":
    case "document":
      return { role: "user", content: turn.text };
    case "tool":
      return { role: "tool", content: turn.text, tool_call_id: turn.toolCallId ?? "call-0" };
    case "assistant": {
      const calls = turn.toolCalls ?? [];
      if (calls.length === 0) return { role: "assistant", content: turn.text };
      return {
        role: "assistant",
        content: turn.text === "" ? null : turn.text,
        tool_calls: calls.map((call) => ({
          id: call.id,
          type: "function",
          function: { name: call.name, arguments: call.arguments },
        })),
      };
    }
    default:
      return turn.role satisfies never;
  }
}

/** The body of a chat-completions request. */
export function requestBody(config: OpenAiChatConfig, turns: readonly Turn[], seed: number): JsonObject {
  const optional: Record<string, JsonValue | undefined> = {
    temperature: config.temperature,
    top_p: config.top_p,
    [config.max_tokens_field]: config.max_tokens,
    seed: config.send_seed ? seed : undefined,
    tools: config.tools?.map(({ name, description, parameters }) => ({
      type: "function",
      function: { name, description, parameters },
    })),
    ...(config.stream && { stream: true, stream_options: { include_usage: true } }),
  };
  return {
    ...config.extra_body,
    model: config.model,
    messages: turns.map((turn) => messageOf(turn)),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}
