import type { JsonValue, TokenUsage, ToolCall } from "../../contracts/index.ts";
import { jsonPath } from "../../formats/index.ts";
import { targetErrors } from "../errors.ts";
import { createSseParser } from "../sse/sse-parser.ts";
import { sentenceOf } from "../transport/refusal.ts";
import { looksLikeHtml, parseJsonAnswer } from "../transport/response.ts";
import type { ReadAnswer } from "./captures.ts";
import { scalar } from "./captures.ts";
import { meets } from "./conditions.ts";
import type { ReplyConfig } from "./config.ts";

/** What the component said in one answer. */
export interface HttpReply {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly usage?: Pick<TokenUsage, "inputTokens" | "outputTokens">;
  readonly model?: string;
  readonly streamed: boolean;
}

type JsonReplyConfig = Extract<ReplyConfig, { format: "json" }>;
type SseReplyConfig = Extract<ReplyConfig, { format: "sse" }>;

/** Reads the component's words out of an answer, the way the configuration says where they stand. */
export function readHttpReply(config: ReplyConfig, answer: ReadAnswer): HttpReply {
  switch (config.format) {
    case "json":
      return readJsonReply(config, answer);
    case "sse":
      return readSseReply(config, answer);
    case "text": {
      const { response, text } = answer;
      if (text.trim() === "")
        throw targetErrors.emptyAnswer(`${response.place.at} answered with nothing.`, response.place);
      if (looksLikeHtml(text, response.headers)) {
        throw targetErrors.htmlAnswer(`${response.place.at} answered with a web page.`, response.place);
      }
      return { text, toolCalls: [], streamed: false };
    }
    default:
      return config satisfies never;
  }
}

function readJsonReply(config: JsonReplyConfig, { response, text }: ReadAnswer): HttpReply {
  const { place } = response;
  const body = parseJsonAnswer(text, response);
  if (config.error_when !== undefined && meets(config.error_when, body)) {
    throw targetErrors.errorBody(
      `${place.at} answered with an error inside: ${sentenceOf(body) || "no message"}.`,
      place,
    );
  }
  if (config.blocked_when !== undefined && meets(config.blocked_when, body)) {
    throw targetErrors.blocked(`${place.at} says that the request was blocked.`, place);
  }
  const toolCalls = readToolCalls(config, body);
  const said = scalar(jsonPath(config.path).first(body));
  if (said === undefined && toolCalls.length === 0) refuseMissing(config, body, place.at, place);
  const model = config.model === undefined ? undefined : scalar(jsonPath(config.model).first(body));
  const usage = readUsage(config, body);
  return {
    text: said ?? "",
    toolCalls,
    streamed: false,
    ...(model !== undefined && { model: model.slice(0, 200) }),
    ...(usage && { usage }),
  };
}

/** An answer without the text is an error body where it holds an `error`, and a wrong shape otherwise. */
function refuseMissing(
  config: JsonReplyConfig,
  body: JsonValue,
  at: string | undefined,
  place: ReadAnswer["response"]["place"],
): never {
  const error = jsonPath("$.error").first(body);
  if (error !== undefined && error !== null && error !== false) {
    throw targetErrors.errorBody(
      `${at} answered with an error inside: ${sentenceOf(body) || "no message"}.`,
      place,
    );
  }
  throw targetErrors.unexpectedShape(`${at} answered without a text at \`${config.path}\`.`, place);
}

function readToolCalls(config: JsonReplyConfig, body: JsonValue): readonly ToolCall[] {
  const where = config.tool_calls;
  if (where === undefined) return [];
  const [name, args] = [jsonPath(where.name), jsonPath(where.arguments)];
  const found = jsonPath(where.path).all(body);
  const calls = found.length === 1 && Array.isArray(found[0]) ? (found[0] as readonly JsonValue[]) : found;
  return calls.flatMap((call, index): ToolCall[] => {
    const called = name.first(call);
    const given = args.first(call);
    if (typeof called !== "string") return [];
    return [
      {
        id: `call-${index}`,
        name: called,
        arguments: typeof given === "string" ? given : JSON.stringify(given ?? {}),
      },
    ];
  });
}

function readUsage(config: JsonReplyConfig, body: JsonValue): HttpReply["usage"] {
  if (config.usage === undefined) return undefined;
  const [input, output] = [config.usage.input, config.usage.output].map((path) => jsonPath(path).first(body));
  const isCount = (value: JsonValue | undefined): value is number =>
    Number.isSafeInteger(value) && Number(value) >= 0;
  return isCount(input) && isCount(output) ? { inputTokens: input, outputTokens: output } : undefined;
}

function readSseReply(config: SseReplyConfig, { response, text }: ReadAnswer): HttpReply {
  const { place } = response;
  if (looksLikeHtml(text, response.headers)) {
    throw targetErrors.htmlAnswer(`${place.at} answered with a web page.`, place);
  }
  const parser = createSseParser();
  const events = [...parser.push(text), ...parser.end()];
  if (events.length === 0)
    throw targetErrors.emptyAnswer(`${place.at} sent a stream without any event.`, place);
  const path = config.path === undefined ? undefined : jsonPath(config.path);
  const pieces: string[] = [];
  let ended = config.until === undefined;
  for (const event of events) {
    if (config.until !== undefined && event.data === config.until) {
      ended = true;
      break;
    }
    if (config.event !== undefined && event.event !== config.event) continue;
    pieces.push(
      path === undefined ? event.data : (scalar(path.first(parseJsonAnswer(event.data, response))) ?? ""),
    );
  }
  if (!ended)
    throw targetErrors.brokenAnswer(`${place.at} ended the stream in the middle of the answer.`, place);
  return { text: pieces.join(""), toolCalls: [], streamed: true };
}

/** Reads a stream up to the event that ends it; a server may leave the connection open afterwards. */
export async function readUntil(pieces: AsyncIterable<string>, until: string): Promise<string> {
  const parser = createSseParser();
  const read: string[] = [];
  for await (const piece of pieces) {
    read.push(piece);
    if (parser.push(piece).some((event) => event.data === until)) break;
  }
  return read.join("");
}
