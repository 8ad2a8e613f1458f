import type { JsonObject, JsonValue, TokenUsage, ToolDefinition } from "../../../contracts/index.ts";
import {
  arrayOf,
  objectOf,
  PartList,
  pointerTo,
  schemaParts,
  stringOf,
  toolParts,
  Uninspected,
  type Json,
} from "../../parts/index.ts";
import { badRequest, unreadableAnswer } from "../../problems/index.ts";
import type { RawRequest, ReadRequest, ReadResponse, UninspectedKind } from "../dialect.ts";
import { BlockReader } from "./blocks.ts";

export const countTokens = "/v1/messages/count_tokens";

/** Members of the body that are read in their own way. */
const read = new Set("model messages system tools output_config".split(" "));

/** Reads a body of the Messages API. */
export function readMessagesRequest(raw: RawRequest): ReadRequest {
  const body = objectOf(raw.body);
  if (body === undefined) throw badRequest("The body must be a JSON object.", "");
  const list = new PartList();
  const uninspected = new Uninspected(raw.allowed);
  const blocks = new BlockReader(list, uninspected);
  const instructions: string[] = [];
  const userTexts: string[] = [];
  const heardSystem = (text: string): void => void instructions.push(text);
  const heardUser = (text: string): void => void userTexts.push(text);
  if (body["system"] !== undefined && body["system"] !== null) {
    blocks.content(body["system"], "/system", { stage: "input", role: "system", heard: heardSystem });
  }
  const messages = arrayOf(body["messages"]);
  if (messages === undefined) throw badRequest("`messages` must be a list.", "/messages");
  for (const [i, item] of messages.entries()) {
    const message = objectOf(item);
    const role = stringOf(message?.["role"]);
    const at = `/messages/${i}/content`;
    if (role === "assistant") blocks.content(message?.["content"], at, { stage: "input", role });
    else if (role === "user")
      blocks.content(message?.["content"], at, { stage: "input", role, heard: heardUser });
    else if (role === "system")
      blocks.content(message?.["content"], at, { stage: "input", role, heard: heardSystem });
    else throw badRequest("A message must have the role `user` or `assistant`.", `/messages/${i}`);
  }
  const tools = readTools(body, list);
  schemaParts(list, objectOf(body["output_config"]), "/output_config", "output_config");
  list.settings(body, read);
  return {
    target: raw.path + raw.query,
    ...facts(body, raw.path === countTokens),
    parts: list.parts,
    tools,
    context: { instructions, userTexts, tools },
    uninspected: [...uninspected.kinds],
    repeatable: true,
  };
}

function facts(
  body: JsonObject,
  counting: boolean,
): Pick<ReadRequest, "model" | "modelAt" | "session" | "stream" | "maxOutputTokens"> {
  const model = stringOf(body["model"]);
  const session = stringOf(objectOf(body["metadata"])?.["user_id"]);
  const most = counting ? 0 : body["max_tokens"];
  return {
    ...(model === undefined ? {} : { model, modelAt: "/model" }),
    ...(session === undefined ? {} : { session }),
    ...(typeof most === "number" ? { maxOutputTokens: most } : {}),
    stream: !counting && body["stream"] === true,
  };
}

function readTools(body: JsonObject, list: PartList): readonly ToolDefinition[] {
  const value = body["tools"];
  if (value === undefined || value === null) return [];
  const tools = arrayOf(value);
  if (tools === undefined) throw badRequest("`tools` must be a list.", "/tools");
  return tools.flatMap((item, i) => {
    const at = `/tools/${i}`;
    const tool = objectOf(item);
    const definition = tool === undefined ? undefined : toolParts(list, tool, at, "input_schema");
    if (tool === undefined || definition === undefined) throw badRequest("A tool must have a name.", at);
    for (const [key, member] of Object.entries(tool)) {
      if (["type", "name", "description", "input_schema", "cache_control"].includes(key)) continue;
      list.strings(member, pointerTo(at, key), "tool-definition", "system", { source: definition.name });
    }
    return [definition];
  });
}

const count = (value: Json): number =>
  typeof value === "number" && value >= 0 && value <= 1e12 ? Math.floor(value) : 0;

/** Token counts as the Messages API reports them; those read from or written to a cache were input too. */
export function anthropicUsage(value: Json, before?: TokenUsage): TokenUsage | undefined {
  const usage = objectOf(value);
  if (usage === undefined) return before;
  const input =
    count(usage["input_tokens"]) +
    count(usage["cache_creation_input_tokens"]) +
    count(usage["cache_read_input_tokens"]);
  const inputTokens = input === 0 ? (before?.inputTokens ?? 0) : input;
  return { inputTokens, outputTokens: count(usage["output_tokens"]), reported: true };
}

/** Members of a message that say nothing of its text. */
export const messageFacts: ReadonlySet<string> = new Set(
  "id type role model content stop_reason stop_sequence usage container context_management".split(" "),
);

/** Reads an answer of the Messages API that came in one piece. */
export function readMessagesResponse(
  value: JsonValue | undefined,
  request: ReadRequest,
  allowed: ReadonlySet<UninspectedKind>,
): ReadResponse {
  const body = objectOf(value);
  if (body === undefined) throw unreadableAnswer("The upstream's answer is not a JSON object.");
  if (request.target.startsWith(countTokens)) return { parts: [], uninspected: [] };
  if (arrayOf(body["content"]) === undefined)
    throw unreadableAnswer("The upstream's answer is not a message.");
  const list = new PartList();
  const uninspected = new Uninspected(allowed, "answer");
  new BlockReader(list, uninspected).content(body["content"], "/content", {
    stage: "output",
    role: "assistant",
  });
  for (const [key, member] of Object.entries(body)) {
    if (key === "content") continue;
    if (messageFacts.has(key)) list.identifiers(member, pointerTo("", key), "output", "assistant");
    else list.strings(member, pointerTo("", key), "output", "assistant");
  }
  const usage = anthropicUsage(body["usage"]);
  const model = stringOf(body["model"]);
  return {
    parts: list.parts,
    ...(usage === undefined ? {} : { usage }),
    ...(model === undefined ? {} : { model }),
    uninspected: [...uninspected.kinds],
  };
}
