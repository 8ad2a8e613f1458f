import { z } from "zod";
import { commonFields } from "../config/common.ts";
import { headerName, jsonField, secretField, templateField, urlField } from "../config/fields.ts";

const toolSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  description: z.string().default(""),
  /** JSON Schema of the arguments. */
  parameters: z.record(z.string(), jsonField).default({ type: "object", properties: {} }),
  /** What the tool answers, always. Without it the conversation ends at the call. */
  result: z.string().optional(),
});

/** A target that speaks the OpenAI chat-completions protocol. */
export const openAiChatSchema = z.strictObject({
  kind: z.literal("openai-chat"),
  ...commonFields,
  /** Up to and including the version, such as `https://api.example.com/v1`. */
  base_url: urlField("http").refine((url) => !url.includes("{{") && !url.startsWith("/"), {
    message: "`base_url` is a complete URL without variables.",
  }),
  model: z.string().min(1),
  /** Sent as `Authorization: Bearer …`. */
  api_key: secretField.optional(),
  headers: z.record(headerName, templateField).optional(),
  /** The header that carries the session id, such as `x-session`, where the target keeps state by it. */
  session_header: headerName.optional(),
  stream: z.boolean().default(false),
  system_prompt: z.string().optional(),
  /** Whether the trial's seed is sent. */
  send_seed: z.boolean().default(true),
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  max_tokens: z.int().positive().optional(),
  /** Newer models want `max_completion_tokens`. */
  max_tokens_field: z.enum(["max_tokens", "max_completion_tokens"]).default("max_tokens"),
  /** Whether the server also answers `/completions` with `echo` and `logprobs`, which tells what it thinks of a text. */
  echo_logprobs: z.boolean().default(false),
  tools: z.array(toolSchema).max(128).optional(),
  /** How often canned tool results are sent back within one turn. */
  max_tool_rounds: z.int().min(0).max(32).default(4),
  /** More fields of the request body, such as `reasoning_effort`. */
  extra_body: z.record(z.string(), jsonField).optional(),
});

export type OpenAiChatConfig = z.output<typeof openAiChatSchema>;
