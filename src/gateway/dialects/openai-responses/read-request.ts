import type { JsonObject, Role } from "../../../contracts/index.ts";
import { objectOf, PartList, schemaParts, stringOf, Uninspected } from "../../parts/index.ts";
import { badRequest } from "../../problems/index.ts";
import type { RawRequest, ReadRequest } from "../dialect.ts";
import { endpointOf } from "./endpoints.ts";
import { ItemReader } from "./items.ts";
import { readTools } from "./tools.ts";

/** Members of the body that are read in their own way. All others are inspected as settings, known or not. */
const read = new Set("model input instructions tools text prompt".split(" "));

/** Reads a request for a response; see the OpenAI API reference, `/responses`. */
export function readResponsesRequest(raw: RawRequest): ReadRequest {
  const endpoint = endpointOf(raw.method, raw.path);
  return endpoint === "create" ? readCreate(raw) : readKept(raw);
}

/** Asks for an answer that the provider keeps; what it gives is inspected like any other answer. */
function readKept(raw: RawRequest): ReadRequest {
  const query = new URLSearchParams(raw.query);
  if (query.has("starting_after")) {
    const message =
      "A stream cannot be taken up in the middle: what came before it would be missing for its inspection. Ask without `starting_after`.";
    throw badRequest(message, "/starting_after");
  }
  const list = new PartList();
  list.strings(raw.body, "", "input", "user");
  return {
    target: raw.path.replace(/^\/v1/, "") + raw.query,
    stream: query.get("stream") === "true",
    maxOutputTokens: 0,
    parts: list.parts,
    tools: [],
    context: { instructions: [], userTexts: [], tools: [] },
    uninspected: [],
    repeatable: raw.method === "GET",
  };
}

function readCreate(raw: RawRequest): ReadRequest {
  const body = objectOf(raw.body);
  if (body === undefined) throw badRequest("The body must be a JSON object.", "");
  const list = new PartList();
  const uninspected = new Uninspected(raw.allowed);
  const instructions: string[] = [];
  const userTexts: string[] = [];
  const heard = (role: Role, text: string): void => {
    if (role === "system") instructions.push(text);
    if (role === "user") userTexts.push(text);
  };
  const reader = new ItemReader(list, uninspected, "input", heard);
  const told = stringOf(body["instructions"]);
  if (told !== undefined) {
    instructions.push(told);
    list.text("/instructions", "input", "system", told);
  } else list.strings(body["instructions"], "/instructions", "input", "system");
  const { input } = body;
  if (typeof input === "string") {
    userTexts.push(input);
    list.text("/input", "input", "user", input);
  } else if (input !== undefined && input !== null) reader.items(input, "/input");
  const tools = [...readTools(body["tools"], list, "/tools"), ...reader.tools];
  readRest(body, list, uninspected);
  return {
    target: raw.path.replace(/^\/v1/, "") + raw.query,
    ...facts(body),
    parts: list.parts,
    tools,
    context: { instructions, userTexts, tools },
    uninspected: [...uninspected.kinds],
    repeatable: true,
  };
}

function readRest(body: JsonObject, list: PartList, uninspected: Uninspected): void {
  const prompt = objectOf(body["prompt"]);
  if (prompt !== undefined) {
    // Instructions that are kept at the provider: nobody here can see them.
    uninspected.pass("unknown", "/prompt");
    list.strings(prompt["variables"], "/prompt/variables", "input", "user");
  }
  schemaParts(list, objectOf(body["text"]), "/text", "text");
  list.settings(body, read);
}

function facts(
  body: JsonObject,
): Pick<ReadRequest, "model" | "modelAt" | "session" | "stream" | "maxOutputTokens"> {
  const model = stringOf(body["model"]);
  const most = body["max_output_tokens"];
  const { conversation } = body;
  const session =
    stringOf(conversation) ??
    stringOf(objectOf(conversation)?.["id"]) ??
    stringOf(objectOf(body["metadata"])?.["session_id"]) ??
    stringOf(body["prompt_cache_key"]);
  return {
    ...(model === undefined ? {} : { model, modelAt: "/model" }),
    ...(session === undefined ? {} : { session }),
    ...(typeof most === "number" ? { maxOutputTokens: most } : {}),
    stream: body["stream"] === true,
  };
}
