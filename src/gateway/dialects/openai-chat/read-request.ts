import type { JsonObject, JsonValue, Role, Stage, ToolDefinition } from "../../../contracts/index.ts";
import {
  arrayOf,
  objectOf,
  PartList,
  pointerTo,
  schemaParts,
  stringOf,
  toolParts,
  Uninspected,
} from "../../parts/index.ts";
import { badRequest } from "../../problems/index.ts";
import type { RawRequest, ReadRequest } from "../dialect.ts";

/** Members of the body that are read in their own way. All others are inspected as settings, known or not. */
const read = new Set("model messages tools functions response_format prediction".split(" "));

const roles: Readonly<Record<string, Role>> = {
  system: "system",
  developer: "system",
  user: "user",
  assistant: "assistant",
  tool: "tool",
  function: "tool",
};

/** Reads the body of a chat completion; see the OpenAI API reference, `POST /chat/completions`. */
export function readChatRequest(raw: RawRequest): ReadRequest {
  const body = objectOf(raw.body);
  if (body === undefined) throw badRequest("The body must be a JSON object.", "");
  const reading = new Reading(new Uninspected(raw.allowed));
  reading.messages(body["messages"]);
  reading.definitions(body);
  reading.rest(body);
  const model = stringOf(body["model"]);
  const most = body["max_completion_tokens"] ?? body["max_tokens"];
  const session = stringOf(objectOf(body["metadata"])?.["session_id"]) ?? stringOf(body["prompt_cache_key"]);
  return {
    target: raw.path.replace(/^\/v1/, "") + raw.query,
    ...(model === undefined ? {} : { model, modelAt: "/model" }),
    stream: body["stream"] === true,
    ...(typeof most === "number" ? { maxOutputTokens: most * choicesOf(body) } : {}),
    ...(session === undefined ? {} : { session }),
    parts: reading.list.parts,
    tools: reading.tools,
    context: { instructions: reading.instructions, userTexts: reading.userTexts, tools: reading.tools },
    uninspected: [...reading.uninspected.kinds],
    repeatable: true,
  };
}

const choicesOf = (body: JsonObject): number => {
  const n = body["n"];
  return typeof n === "number" && n > 1 ? n : 1;
};

class Reading {
  readonly list = new PartList();
  readonly tools: ToolDefinition[] = [];
  readonly instructions: string[] = [];
  readonly userTexts: string[] = [];
  readonly uninspected: Uninspected;
  /** Names of the tools by the id of their call. */
  readonly #called = new Map<string, string>();

  constructor(uninspected: Uninspected) {
    this.uninspected = uninspected;
  }

  messages(value: JsonValue | undefined): void {
    const messages = arrayOf(value);
    if (messages === undefined) throw badRequest("`messages` must be a list.", "/messages");
    for (const [i, message] of messages.entries()) this.#message(objectOf(message), `/messages/${i}`);
  }

  #message(message: JsonObject | undefined, at: string): void {
    const said = stringOf(message?.["role"]) ?? "";
    const role = Object.hasOwn(roles, said) ? roles[said] : undefined;
    if (message === undefined || role === undefined) {
      throw badRequest("A message must be an object with a known `role`.", at);
    }
    for (const [key, value] of Object.entries(message)) {
      const under = pointerTo(at, key);
      if (key === "role" || value === null || value === undefined) continue;
      if (key === "content") this.#content(value, under, role, message);
      else if (key === "tool_calls") this.#calls(value, under);
      else if (key === "function_call") this.#call(objectOf(value), under, "");
      else if (key === "audio") this.uninspected.pass("audio", under);
      else this.list.strings(value, under, "input", key === "tool_call_id" ? "assistant" : role);
    }
  }

  #content(value: JsonValue, at: string, role: Role, message: JsonObject): void {
    const stage: Stage = role === "tool" ? "tool-result" : "input";
    const id = stringOf(message["tool_call_id"]);
    const source =
      role === "tool"
        ? (stringOf(message["name"]) ?? (id === undefined ? undefined : this.#called.get(id)) ?? id)
        : undefined;
    if (typeof value === "string") this.#said(at, stage, role, value, source);
    else if (arrayOf(value) === undefined) throw badRequest("`content` must be text or a list.", at);
    else {
      for (const [i, part] of (arrayOf(value) ?? []).entries()) {
        this.#contentPart(objectOf(part), `${at}/${i}`, stage, role, source);
      }
    }
  }

  #contentPart(part: JsonObject | undefined, at: string, stage: Stage, role: Role, source?: string): void {
    if (part === undefined) throw badRequest("A content part must be an object.", at);
    const { type, ...rest } = part;
    if (type === "text" && typeof part["text"] === "string") {
      this.#said(`${at}/text`, stage, role, part["text"], source);
      const { text: _text, ...others } = rest;
      this.list.strings(others, at, stage, role);
    } else if (type === "refusal") this.list.strings(rest, at, stage, role);
    else if (type === "image_url") {
      this.uninspected.pass("image", at);
      const url = objectOf(part["image_url"])?.["url"];
      const where = typeof url === "string" ? `${at}/image_url/url` : `${at}/image_url`;
      this.list.address(where, stage, role, stringOf(url ?? part["image_url"]) ?? "");
      this.#beside(part, "image_url", typeof url === "string" ? ["url"] : [], at, { stage, role });
    } else if (type === "input_audio") {
      this.uninspected.pass("audio", at);
      this.#beside(part, "input_audio", ["data"], at, { stage, role });
    } else if (type === "file") {
      this.uninspected.pass("file", at);
      this.list.text(
        `${at}/file/filename`,
        stage,
        role,
        stringOf(objectOf(part["file"])?.["filename"]) ?? "",
      );
      this.#beside(part, "file", ["filename", "file_data", "file_id"], at, { stage, role });
    } else {
      this.uninspected.pass("unknown", at);
      this.list.strings(rest, at, stage, role);
    }
  }

  /** What else a part says, beside and inside the member that its type is about. */
  #beside(
    part: JsonObject,
    member: string,
    read: readonly string[],
    at: string,
    speaker: { readonly stage: Stage; readonly role: Role },
  ): void {
    this.list.others(part, at, ["type", member], speaker);
    this.list.others(objectOf(part[member]) ?? {}, pointerTo(at, member), read, speaker);
  }

  #said(at: string, stage: Stage, role: Role, text: string, source: string | undefined): void {
    if (role === "system") this.instructions.push(text);
    if (role === "user") this.userTexts.push(text);
    this.list.text(at, stage, role, text, source);
  }

  #calls(value: JsonValue, at: string): void {
    const calls = arrayOf(value);
    if (calls === undefined) throw badRequest("`tool_calls` must be a list.", at);
    for (const [i, call] of calls.entries()) {
      const object = objectOf(call);
      const id = stringOf(object?.["id"]) ?? "";
      const custom = objectOf(object?.["custom"]);
      if (custom === undefined) this.#call(objectOf(object?.["function"]), `${at}/${i}/function`, id);
      else this.#called.set(id, readCustomCall(this.list, custom, `${at}/${i}/custom`, id, "input"));
      const others = callFacts.filter((key) => key !== "id");
      this.list.others(object ?? {}, `${at}/${i}`, others, { stage: "input", role: "assistant" });
    }
  }

  #call(call: JsonObject | undefined, at: string, id: string): void {
    const name = stringOf(call?.["name"]);
    const text = call?.["arguments"];
    if (name === undefined || typeof text !== "string") {
      throw badRequest("A tool call must have a name and arguments as text.", at);
    }
    if (id !== "") this.#called.set(id, name);
    this.list.toolCall(`${at}/arguments`, { id, name, arguments: text });
    this.list.others(call ?? {}, at, ["arguments"], { stage: "input", role: "assistant" });
  }

  definitions(body: JsonObject): void {
    for (const [i, tool] of listAt(body, "tools").entries()) {
      const object = objectOf(tool);
      const nested = objectOf(object?.["function"]) === undefined ? "custom" : "function";
      const inner = objectOf(object?.[nested]);
      if (inner === undefined) this.list.strings(tool, `/tools/${i}`, "tool-definition", "system");
      else {
        this.#definition(inner, `/tools/${i}/${nested}`);
        const speaker = { stage: "tool-definition", role: "system" } as const;
        this.list.others(object ?? {}, `/tools/${i}`, ["type", nested], speaker);
      }
    }
    for (const [i, tool] of listAt(body, "functions").entries()) {
      this.#definition(objectOf(tool) ?? {}, `/functions/${i}`);
    }
  }

  #definition(tool: JsonObject, at: string): void {
    const definition = toolParts(this.list, tool, at, "parameters");
    if (definition === undefined) throw badRequest("A tool must have a name.", at);
    this.tools.push(definition);
    for (const [key, value] of Object.entries(tool)) {
      if (!["name", "description", "parameters"].includes(key)) {
        this.list.strings(value, pointerTo(at, key), "tool-definition", "system", {
          source: definition.name,
        });
      }
    }
  }

  rest(body: JsonObject): void {
    schemaParts(this.list, objectOf(body["response_format"]), "/response_format", "response_format");
    const prediction = objectOf(body["prediction"]);
    if (prediction !== undefined) this.list.strings(prediction, "/prediction", "input", "user");
    this.list.settings(body, read);
  }
}

/** Members of a tool call that name it, and members of what is called that are read as the call. */
export const callFacts = ["id", "type", "index", "function", "custom"];
export const calledFacts = ["name", "arguments", "input"];

/** A call of a tool that takes free text. Gives the tool's name. */
export function readCustomCall(
  list: PartList,
  custom: JsonObject,
  at: string,
  id: string,
  stage: Stage,
): string {
  const name = stringOf(custom["name"]) ?? "";
  list.toolCall(`${at}/input`, { id, name, arguments: stringOf(custom["input"]) ?? "" });
  list.others(custom, at, stage === "input" ? ["input"] : calledFacts, { stage, role: "assistant" });
  return name;
}

function listAt(body: JsonObject, key: string): readonly JsonValue[] {
  const value = body[key];
  if (value === undefined || value === null) return [];
  const list = arrayOf(value);
  if (list === undefined) throw badRequest(`\`${key}\` must be a list.`, `/${key}`);
  return list;
}
