import type { JsonValue, ToolCall } from "../../contracts/index.ts";
import type { Place } from "../../errors/index.ts";
import { jsonPath } from "../../formats/index.ts";
import { targetErrors } from "../errors.ts";
import { createSseParser, type SseEvent } from "../sse/sse-parser.ts";
import { type ChatReply, readFacts, refuseErrorBody } from "./reply.ts";

interface OpenCall {
  id: string;
  readonly name: string[];
  readonly arguments: string[];
}

const paths = {
  content: jsonPath("$.choices[0].delta.content"),
  refusal: jsonPath("$.choices[0].delta.refusal"),
  calls: jsonPath("$.choices[0].delta.tool_calls[*]"),
  index: jsonPath("$.index"),
  id: jsonPath("$.id"),
  name: jsonPath("$.function.name"),
  arguments: jsonPath("$.function.arguments"),
};
const mostCalls = 1_000;

/**
 * Puts a streamed chat completion together again: text, tool calls by their index, facts from
 * whichever piece holds them. A stream that ends with neither a finish reason nor `[DONE]` was cut.
 *
 * @throws TARGETS_BROKEN_ANSWER, TARGETS_NOT_JSON, TARGETS_ERROR_BODY, TARGETS_BLOCKED, TARGETS_EMPTY_ANSWER
 */
export async function readStream(pieces: AsyncIterable<string>, place: Place): Promise<ChatReply> {
  const parser = createSseParser();
  const answer = createAssembly(place);
  for await (const piece of pieces) {
    for (const event of parser.push(piece)) if (answer.take(event)) return answer.reply();
  }
  for (const event of parser.end()) answer.take(event);
  return answer.reply();
}

function createAssembly(place: Place): { take(event: SseEvent): boolean; reply(): ChatReply } {
  const text: string[] = [];
  const refusal: string[] = [];
  const calls = new Map<number, OpenCall>();
  let facts: ReturnType<typeof readFacts> = {};
  let done = false;
  let seen = 0;

  return {
    take: (event) => {
      seen++;
      if (event.data.trim() === "[DONE]") {
        done = true;
        return true;
      }
      const body = parse(event.data, place);
      refuseErrorBody(body, place);
      facts = { ...facts, ...readFacts(body) };
      push(text, paths.content.first(body));
      push(refusal, paths.refusal.first(body));
      for (const call of paths.calls.all(body)) takeCall(call, calls, place);
      return false;
    },
    reply: () => {
      if (seen === 0) throw targetErrors.emptyAnswer(`${place.at} sent a stream without any event.`, place);
      if (!done && facts.finishReason === undefined) {
        throw targetErrors.brokenAnswer(`${place.at} ended the stream in the middle of the answer.`, place);
      }
      const said = text.join("");
      return {
        text: said === "" ? refusal.join("") : said,
        toolCalls: [...calls].sort(byIndex).map(finish),
        streamed: true,
        ...facts,
      };
    },
  };
}

const byIndex = (a: readonly [number, unknown], b: readonly [number, unknown]): number => a[0] - b[0];

const finish = ([index, call]: readonly [number, OpenCall]): ToolCall => ({
  id: call.id === "" ? `call-${index}` : call.id,
  name: call.name.join(""),
  arguments: call.arguments.join(""),
});

function takeCall(delta: JsonValue, calls: Map<number, OpenCall>, place: Place): void {
  const index = paths.index.first(delta);
  const at = typeof index === "number" ? index : calls.size;
  let call = calls.get(at);
  if (call === undefined) {
    if (calls.size >= mostCalls) {
      throw targetErrors.unexpectedShape(`${place.at} streamed more than ${mostCalls} tool calls.`, place);
    }
    call = { id: "", name: [], arguments: [] };
    calls.set(at, call);
  }
  const id = paths.id.first(delta);
  if (typeof id === "string" && id !== "") call.id = id;
  push(call.name, paths.name.first(delta));
  push(call.arguments, paths.arguments.first(delta));
}

function push(into: string[], piece: JsonValue | undefined): void {
  if (typeof piece === "string") into.push(piece);
}

function parse(data: string, place: Place): JsonValue {
  try {
    return JSON.parse(data) as JsonValue;
  } catch {
    throw targetErrors.notJson(`${place.at} streamed an event that is not JSON.`, place);
  }
}
