import type { JsonObject, JsonValue, Role, ToolDefinition } from "../../../contracts/index.ts";
import { arrayOf, objectOf, stringOf, type PartList, type Uninspected } from "../../parts/index.ts";
import { badRequest } from "../../problems/index.ts";
import { ContentReader, type Speaker } from "./content.ts";
import { readTools } from "./tools.ts";

const roles: Readonly<Record<string, Role>> = {
  system: "system",
  developer: "system",
  user: "user",
  assistant: "assistant",
};

/** Calls of tools whose result comes as an item of its own, and the member their arguments stand in. */
const calls: Readonly<Record<string, "arguments" | "input">> = {
  function_call: "arguments",
  custom_tool_call: "input",
  mcp_approval_request: "arguments",
  mcp_call: "arguments",
};

/** Calls of tools that the provider knows by their type: what is asked of them, and what they gave. */
const builtIn: Readonly<
  Record<string, { readonly asked: readonly string[]; readonly gave: readonly string[] }>
> = {
  web_search_call: { asked: ["action"], gave: ["results"] },
  file_search_call: { asked: ["queries"], gave: ["results"] },
  code_interpreter_call: { asked: ["code"], gave: ["outputs"] },
  computer_call: { asked: ["action", "actions"], gave: [] },
  local_shell_call: { asked: ["action"], gave: [] },
  shell_call: { asked: ["action"], gave: [] },
  apply_patch_call: { asked: ["operation"], gave: [] },
  tool_search_call: { asked: ["arguments"], gave: [] },
  program: { asked: ["code"], gave: [] },
  image_generation_call: { asked: [], gave: [] },
};

/** Items that say nothing themselves: they name what is kept at the provider, or hold ciphertext. */
const silent = new Set(["item_reference", "compaction", "compaction_trigger"]);

/** Reads the items of a conversation, as they stand in requests and in answers. */
export class ItemReader {
  readonly content: ContentReader;
  /** Tools that items tell the model of. */
  readonly tools: ToolDefinition[] = [];
  readonly #list: PartList;
  readonly #uninspected: Uninspected;
  readonly #side: "input" | "output";
  readonly #heard: ((role: Role, text: string) => void) | undefined;
  /** Names of the tools by the id of their call. */
  readonly #called = new Map<string, string>();

  constructor(
    list: PartList,
    uninspected: Uninspected,
    side: "input" | "output",
    heard?: (role: Role, text: string) => void,
  ) {
    this.#list = list;
    this.#uninspected = uninspected;
    this.#side = side;
    this.#heard = heard;
    this.content = new ContentReader(list, uninspected);
  }

  items(value: JsonValue | undefined, at: string): void {
    const items = arrayOf(value);
    if (items === undefined) throw badRequest("A list of items was expected.", at);
    for (const [i, item] of items.entries()) this.item(objectOf(item), `${at}/${i}`);
  }

  item(item: JsonObject | undefined, at: string): void {
    const type = stringOf(item?.["type"]) ?? (item?.["role"] === undefined ? undefined : "message");
    if (item === undefined || type === undefined) throw badRequest("An item must have a `type`.", at);
    if (type === "message") this.#message(item, at);
    else if (type === "reasoning") this.#reasoning(item, at);
    else if (Object.hasOwn(calls, type)) this.#call(item, at, calls[type] ?? "arguments");
    else if (Object.hasOwn(builtIn, type)) this.#builtIn(item, at, type);
    else if (type === "mcp_list_tools" || type === "additional_tools") this.#definitions(item, at);
    else if (type.endsWith("_output")) this.#result(item, at);
    else if (type === "mcp_approval_response") this.content.rest(item, at, { stage: "input", role: "user" });
    else {
      if (!silent.has(type)) this.#uninspected.pass("unknown", at);
      this.content.rest(item, at, { stage: this.#side, role: this.#side === "input" ? "user" : "assistant" });
    }
  }

  #message(item: JsonObject, at: string): void {
    const said = stringOf(item["role"]) ?? "";
    const role = Object.hasOwn(roles, said) ? roles[said] : undefined;
    if (role === undefined) throw badRequest("A message must have a known `role`.", at);
    const heard = (text: string): void => this.#heard?.(role, text);
    const speaker: Speaker = { stage: this.#side, role, heard };
    this.content.content(item["content"], `${at}/content`, speaker);
    this.content.rest(item, at, speaker, ["content"]);
  }

  #reasoning(item: JsonObject, at: string): void {
    const speaker: Speaker = { stage: this.#side, role: "assistant" };
    this.content.content(item["summary"], `${at}/summary`, speaker);
    this.content.content(item["content"], `${at}/content`, speaker);
    this.content.rest(item, at, speaker, ["summary", "content"]);
  }

  #call(item: JsonObject, at: string, member: "arguments" | "input"): void {
    const name = stringOf(item["name"]);
    const text = item[member];
    if (name === undefined || typeof text !== "string") {
      throw badRequest(`A tool call must have a name and \`${member}\` as text.`, at);
    }
    const id = stringOf(item["call_id"]) ?? stringOf(item["id"]) ?? "";
    if (id !== "") this.#called.set(id, name);
    this.#list.toolCall(`${at}/${member}`, { id, name, arguments: text });
    this.#clientsWords(item, at, ["call_id", "id", "name"]);
    // What a tool of the provider gave stands in its call.
    this.content.rest(item, at, { stage: "tool-result", role: "tool", source: name }, ["name", member]);
  }

  #builtIn(item: JsonObject, at: string, type: string): void {
    const { asked, gave } = builtIn[type] ?? { asked: [], gave: [] };
    const name = type.replace(/_call$/, "");
    const id = stringOf(item["call_id"]) ?? stringOf(item["id"]) ?? "";
    if (id !== "") this.#called.set(id, name);
    for (const key of asked) {
      const value = item[key];
      if (typeof value === "string") this.#list.toolCall(`${at}/${key}`, { id, name, arguments: value });
      else if (value !== undefined && value !== null)
        this.#list.toolCallValue(`${at}/${key}`, id, name, value);
    }
    if (type === "image_generation_call") this.#uninspected.pass("image", at);
    const results: Speaker = { stage: "tool-result", role: "tool", source: name };
    for (const key of gave) this.content.rest({ [key]: item[key] ?? null }, at, results);
    const picture = type === "image_generation_call" ? ["result"] : [];
    const others: Speaker = { stage: this.#side, role: "assistant" };
    this.content.rest(item, at, others, [...asked, ...gave, ...picture]);
  }

  /** In a request the ids and names of calls are the client's words; they go on to the provider. */
  #clientsWords(item: JsonObject, at: string, members: readonly string[]): void {
    if (this.#side === "output") return;
    for (const member of members)
      this.#list.text(`${at}/${member}`, "input", "assistant", stringOf(item[member]) ?? "");
  }

  #result(item: JsonObject, at: string): void {
    const id = stringOf(item["call_id"]) ?? "";
    const source = this.#called.get(id) ?? (id === "" ? undefined : id);
    const speaker: Speaker = {
      stage: "tool-result",
      role: "tool",
      ...(source === undefined ? {} : { source }),
    };
    this.#clientsWords(item, at, ["call_id", "id"]);
    this.tools.push(...readTools(item["tools"], this.#list, `${at}/tools`));
    const output = item["output"];
    const parts = arrayOf(output);
    const typed = parts === undefined || parts.every((part) => objectOf(part)?.["stdout"] === undefined);
    if (typeof output === "string" || (typed && output !== undefined)) {
      this.content.content(output, `${at}/output`, speaker);
      this.content.rest(item, at, speaker, ["output", "tools"]);
    } else this.content.rest(item, at, speaker, ["tools"]);
  }

  #definitions(item: JsonObject, at: string): void {
    this.tools.push(...readTools(item["tools"], this.#list, `${at}/tools`));
    this.content.rest(item, at, { stage: "tool-definition", role: "system" }, ["tools"]);
  }
}
