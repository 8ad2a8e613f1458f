import { z } from "zod";

const choices = {
  model: z.string().max(100).optional(),
  max_tokens: z.int().min(0).max(500).nullish(),
  max_completion_tokens: z.int().min(1).max(500).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_k: z.int().min(1).nullish(),
  seed: z.int().nullish(),
  n: z.literal(1, { error: "Only one choice is supported." }).nullish(),
  stream: z.literal(false, { error: "This server does not stream." }).nullish(),
};

const part = z.looseObject({ type: z.string(), text: z.string().optional() });

export const chatRequest = z.object({
  ...choices,
  messages: z
    .array(
      z.object({
        role: z.string(),
        content: z.union([z.string(), z.array(part).max(100), z.null()]).optional(),
      }),
    )
    .min(1)
    .max(200),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
});
export type ChatRequest = z.output<typeof chatRequest>;

export const completionRequest = z.object({
  ...choices,
  prompt: z.union([z.string(), z.array(z.string()).min(1).max(64)]),
  echo: z.boolean().nullish(),
  logprobs: z.int().min(0).max(20).nullish(),
});
export type CompletionRequest = z.output<typeof completionRequest>;

/** What the user said last: the beginning that the model goes on with. */
export function lastSaid({ messages }: ChatRequest): string {
  const content = messages.findLast(({ role }) => role === "user")?.content ?? "";
  return typeof content === "string" ? content : content.map(({ text = "" }) => text).join("\n");
}

/** How the request wants text to be written; the protocol's own temperature is 1. */
export function samplingOf(request: ChatRequest | CompletionRequest): {
  temperature: number;
  topK?: number;
  seed: string;
  mostCharacters: number;
} {
  return {
    temperature: request.temperature ?? 1,
    ...(typeof request.top_k === "number" ? { topK: request.top_k } : {}),
    seed: String(request.seed ?? 0),
    mostCharacters: request.max_tokens ?? request.max_completion_tokens ?? 160,
  };
}
