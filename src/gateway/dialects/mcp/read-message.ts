import type { JsonObject, JsonValue, ToolDefinition } from "../../../contracts/index.ts";
import {
  arrayOf,
  objectOf,
  pointerTo,
  schemaParts,
  stringOf,
  toolParts,
  type PartList,
  type Uninspected,
} from "../../parts/index.ts";
import { badRequest } from "../../problems/index.ts";
import { ContentReader, type Speaker } from "./content.ts";
import type { RpcMessage } from "./message.ts";
import { opaque } from "./opaque.ts";

/** The server's own words, to the model or to the person in front of it. */
const fromServer: Speaker = { stage: "tool-result", role: "tool" };
const fromClient: Speaker = { stage: "input", role: "user" };
/** What a model is told of a server before it uses it. */
const definition: Speaker = { stage: "tool-definition", role: "system" };
const document: Speaker = { stage: "document", role: "document" };
/** What the client's model said when the server asked it. */
const sampled: Speaker = { stage: "output", role: "assistant" };

/** Members of a result that tell what a server offers. */
const offers = new Set(["instructions", "serverInfo", "prompts", "resources", "resourceTemplates"]);

/** Reads one message, whoever sent it. Results are read by their members, so that no request need be known. */
export class MessageReader {
  readonly tools: ToolDefinition[] = [];
  readonly #list: PartList;
  readonly #content: ContentReader;
  readonly #from: "client" | "server";
  readonly #rest: Speaker;

  /** @param tool name of the tool that was called, where that is known */
  constructor(list: PartList, uninspected: Uninspected, from: "client" | "server", tool?: string) {
    this.#list = list;
    this.#content = new ContentReader(list, uninspected);
    this.#from = from;
    const server = tool === undefined ? fromServer : { ...fromServer, source: tool };
    this.#rest = from === "client" ? fromClient : server;
  }

  message(message: RpcMessage): void {
    if (message.kind === "error") this.#content.rest(message.error, "/error", this.#rest);
    else if (message.kind === "result") this.#result(message.result);
    else {
      // A method of the protocol is one word; anything longer is a text.
      if (!/^[A-Za-z0-9_./$-]{1,64}$/.test(message.method))
        throw badRequest("`method` is not a name.", "/method");
      this.#params(message.method, message.params);
    }
  }

  #params(method: string, params: JsonObject): void {
    if (method === "tools/call") this.#call(params);
    else if (method === "sampling/createMessage") this.#sampling(params);
    else if (method === "elicitation/create") {
      this.#content.rest(params, "/params", this.#rest, ["requestedSchema"]);
      schemaParts(this.#list, params["requestedSchema"], "/params/requestedSchema", "elicitation");
    } else this.#content.rest(params, "/params", this.#rest);
  }

  #call(params: JsonObject): void {
    const name = stringOf(params["name"]);
    if (name === undefined) throw badRequest("A tool call must have a name.", "/params/name");
    const given = params["arguments"];
    if (given !== undefined) this.#list.toolCallValue("/params/arguments", "", name, given);
    else {
      // Without arguments the call is inspected all the same: its name may be what is not allowed.
      const toolCall = { id: "", name, arguments: "{}" };
      const at = "/params/name";
      this.#list.parts.push({
        at,
        stage: "tool-call",
        role: "assistant",
        text: name,
        source: name,
        toolCall,
      });
    }
    this.#content.rest(params, "/params", this.#rest, ["name", "arguments"]);
  }

  #sampling(params: JsonObject): void {
    this.#content.messages(params["messages"], "/params/messages", this.#rest);
    this.#definitions(params["tools"], "/params/tools");
    this.#content.rest(params, "/params", this.#rest, ["messages", "tools"]);
  }

  #result(result: JsonObject): void {
    const server = this.#from === "server";
    for (const [key, value] of Object.entries(result)) {
      const at = pointerTo("/result", key);
      if (value === undefined || opaque.has(key)) continue;
      if (key === "content" && (server || result["action"] === undefined)) {
        this.#content.content(value, at, server ? this.#rest : sampled);
      } else if (!server) this.#strings(value, at, fromClient);
      else if (key === "tools") this.#definitions(value, at);
      else if (key === "messages") this.#content.messages(value, at, document);
      else if (key === "contents") this.#resources(value, at);
      else this.#strings(value, at, offers.has(key) ? definition : this.#rest);
    }
  }

  #strings(value: JsonValue, at: string, { stage, role, source }: Speaker): void {
    const options = source === undefined ? { skip: opaque } : { source, skip: opaque };
    this.#list.strings(value, at, stage, role, options);
  }

  #resources(value: JsonValue, at: string): void {
    const contents = arrayOf(value);
    if (contents === undefined) throw badRequest("`contents` must be a list.", at);
    for (const [i, resource] of contents.entries()) this.#content.resource(resource, `${at}/${i}`);
  }

  #definitions(value: JsonValue | undefined, at: string): void {
    if (value === undefined) return;
    const tools = arrayOf(value);
    if (tools === undefined) throw badRequest("`tools` must be a list.", at);
    for (const [i, item] of tools.entries()) {
      const tool = objectOf(item) ?? {};
      const told = toolParts(this.#list, tool, `${at}/${i}`, "inputSchema");
      if (told === undefined) throw badRequest("A tool must have a name.", `${at}/${i}`);
      this.tools.push(told);
      schemaParts(this.#list, tool["outputSchema"], `${at}/${i}/outputSchema`, told.name);
      const read = ["name", "description", "inputSchema", "outputSchema"];
      this.#content.rest(tool, `${at}/${i}`, { ...definition, source: told.name }, read);
    }
  }
}
