import type { JsonObject, JsonValue } from "../../../contracts/index.ts";
import { openAiUsage } from "../../openai/index.ts";
import { arrayOf, objectOf, PartList, pointerTo, stringOf, Uninspected } from "../../parts/index.ts";
import { readAnswer, unreadableAnswer } from "../../problems/index.ts";
import type { ReadRequest, ReadResponse, UninspectedKind } from "../dialect.ts";
import { ItemReader } from "./items.ts";
import { opaque } from "./opaque.ts";

/** Members of an answer that hold numbers, identifiers and settings. */
const settings = new Set(
  `id object created_at completed_at status model background conversation max_output_tokens max_tool_calls
  parallel_tool_calls previous_response_id reasoning service_tier store temperature top_logprobs top_p truncation usage
  prompt_cache_key prompt_cache_retention safety_identifier user billing incomplete_details output deleted tool_choice first_id
  last_id has_more`.split(/\s+/),
);
/** Members in which an answer repeats its request. */
const repeated = new Set(["instructions", "tools", "text", "prompt", "metadata"]);

const repeatedOpaque: ReadonlySet<string> = new Set([...opaque, "verbosity"]);

/** Adds what an answer says beside its items; a text that `known` names is left out: it was inspected already. */
export function aroundItems(body: JsonObject, list: PartList, known: ReadonlySet<string>): void {
  for (const [key, value] of Object.entries(body)) {
    if (key === "output") continue;
    if (settings.has(key)) {
      list.identifiers(value, pointerTo("", key), "output", "assistant");
      continue;
    }
    if (!repeated.has(key)) {
      list.strings(value, pointerTo("", key), "output", "assistant", { skip: opaque });
      continue;
    }
    const own = new PartList();
    own.strings(value, pointerTo("", key), key === "tools" ? "tool-definition" : "input", "system", {
      skip: repeatedOpaque,
    });
    list.parts.push(...own.parts.filter(({ text }) => !known.has(text)));
  }
}

/** Reads a response that came in one piece, a list of items, or the confirmation that one was deleted. */
export function readResponsesAnswer(
  value: JsonValue | undefined,
  request: ReadRequest,
  allowed: ReadonlySet<UninspectedKind>,
): ReadResponse {
  const body = objectOf(value);
  const data = arrayOf(body?.["data"]);
  const output = arrayOf(body?.["output"]);
  if (body === undefined || (output === undefined && data === undefined && body["deleted"] === undefined)) {
    throw unreadableAnswer("The upstream's answer is not a response.");
  }
  const list = new PartList();
  const uninspected = new Uninspected(allowed, "answer");
  const reader = new ItemReader(list, uninspected, "output");
  readAnswer(() => {
    if (output !== undefined) reader.items(output, "/output");
    if (data !== undefined) reader.items(data, "/data");
  });
  const { data: _read, ...around } = body;
  aroundItems(data === undefined ? body : around, list, new Set(request.parts.map(({ text }) => text)));
  const usage = openAiUsage(body["usage"]);
  const model = stringOf(body["model"]);
  return {
    parts: list.parts,
    ...(usage === undefined ? {} : { usage }),
    ...(model === undefined ? {} : { model }),
    echoes: reader.content.echoes,
    uninspected: [...uninspected.kinds],
  };
}
