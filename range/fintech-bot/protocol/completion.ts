import { createHash } from "node:crypto";
import type { Level } from "../defences/levels.ts";
import type { Answer } from "../agent/turn.ts";
import type { ClientCall } from "./client-tools.ts";
import type { ChatRequest } from "./request.ts";

/** What is answered, before it is written as one body or as a stream. */
export interface Reply {
  readonly id: string;
  readonly created: number;
  readonly level: Level;
  readonly answer: Answer;
  readonly call?: ClientCall;
  readonly usage: Usage;
}

export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

export const modelName = (level: Level): string => `mira-l${level}`;

/** Changes when the bot's behaviour at a level changes, so that a swapped model shows. */
export const fingerprint = (level: Level): string => `fp_mira_${level}_v1`;

/** Four bytes a token: an estimate, as nobody tokenizes here. */
export function usageOf(request: ChatRequest, answer: Answer): Usage {
  const tokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / 4);
  const prompt = request.messages.reduce((sum, { text }) => sum + tokens(text) + 4, 3);
  const completion = tokens(answer.text);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

/** An id that depends on nothing but what was said, so that the whole body can be reproduced. */
export const completionId = (material: string): string =>
  `chatcmpl-${createHash("sha256").update(material).digest("hex").slice(0, 24)}`;

/** The plain `chat.completion` body. `range.steps` tells which of Mira's own tools ran. */
export function completionBody({ id, created, level, answer, call, usage }: Reply): object {
  const toolCalls = call && [
    { id: call.id, type: "function", function: { name: call.name, arguments: call.arguments } },
  ];
  return {
    id,
    object: "chat.completion",
    created,
    model: modelName(level),
    system_fingerprint: fingerprint(level),
    choices: [
      {
        index: 0,
        message: toolCalls
          ? { role: "assistant", content: null, tool_calls: toolCalls }
          : { role: "assistant", content: answer.text, refusal: null },
        logprobs: null,
        finish_reason: toolCalls ? "tool_calls" : "stop",
      },
    ],
    usage,
    range: { level, steps: answer.steps },
  };
}
