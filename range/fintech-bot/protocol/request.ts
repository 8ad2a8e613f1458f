import { z } from "zod";
import { invalid, type Failure } from "./failure.ts";

/** A message after validation: its text parts joined, calls kept only as far as they are needed. */
export interface ChatMessage {
  readonly role: "system" | "developer" | "user" | "assistant" | "tool";
  readonly text: string;
  readonly name?: string;
}

export interface ClientTool {
  readonly name: string;
  readonly parameters: readonly string[];
}

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly seed?: number;
  readonly tools: readonly ClientTool[];
}

/** The context window: more text than this is refused as OpenAI refuses it. */
const contextCharacters = 60_000;
const mostMessages = 200;

const part = z.union([
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.string() }).transform(({ type }) => ({ type, text: "" })),
]);
const message = z.object({
  role: z.enum(["system", "developer", "user", "assistant", "tool"]),
  content: z.union([z.string(), z.array(part).max(100), z.null()]).optional(),
  name: z.string().max(200).optional(),
});
const tool = z.object({
  type: z.literal("function"),
  function: z.object({
    name: z.string().min(1).max(64),
    parameters: z.object({ properties: z.record(z.string(), z.unknown()).optional() }).optional(),
  }),
});
const body = z.object({
  model: z.string().min(1).max(100),
  messages: z.array(message).min(1).max(mostMessages),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  seed: z.int().nullish(),
  n: z.literal(1, { error: "Only one choice is supported." }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  tools: z.array(tool).max(64).nullish(),
});

/** Reads a request body. Unknown keys are ignored, as the protocol does; wrong ones are named. */
export function parseRequest(text: string): ChatRequest | { readonly failure: Failure } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { failure: invalid("We could not parse the JSON body of your request.") };
  }
  const parsed = body.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const param = issue?.path.join(".") ?? "";
    return { failure: invalid(`Invalid value for '${param}': ${issue?.message ?? "not understood"}`, param) };
  }
  const { data } = parsed;
  const messages = data.messages.map(({ role, content, name }): ChatMessage => ({
    role,
    text: flat(content),
    ...(name === undefined ? {} : { name }),
  }));
  const size = messages.reduce((sum, { text }) => sum + text.length, 0);
  if (size > contextCharacters)
    return {
      failure: invalid(
        `This model's maximum context length is ${contextCharacters} characters; your messages have ${size}.`,
        "messages",
        "context_length_exceeded",
      ),
    };
  return {
    model: data.model,
    messages,
    stream: data.stream ?? false,
    includeUsage: data.stream_options?.include_usage ?? false,
    ...(data.seed === undefined || data.seed === null ? {} : { seed: data.seed }),
    tools: (data.tools ?? []).map(({ function: { name, parameters } }) => ({
      name,
      parameters: Object.keys(parameters?.properties ?? {}).slice(0, 50),
    })),
  };
}

function flat(content: z.infer<typeof message>["content"]): string {
  if (content === undefined || content === null) return "";
  return typeof content === "string" ? content : content.map(({ text }) => text).join("\n");
}
