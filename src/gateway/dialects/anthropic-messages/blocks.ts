import type { JsonObject, JsonValue, Role, Stage } from "../../../contracts/index.ts";
import { arrayOf, objectOf, stringOf, type PartList, type Uninspected } from "../../parts/index.ts";
import { badRequest } from "../../problems/index.ts";

/** Members that hold identifiers, ciphertext or settings: no model and no person reads them as text. */
const opaque = new Set([
  "type",
  "id",
  "signature",
  "encrypted_content",
  "encrypted_index",
  "encrypted_stdout",
  "cache_control",
  "tool_use_id",
  "media_type",
  "file_id",
  "caller",
]);

/** Who says the blocks that are read. */
export interface Speaker {
  readonly stage: Stage;
  readonly role: Role;
  readonly source?: string;
  /** Sees every plain text as it is read. */
  readonly heard?: (text: string) => void;
}

/** Reads content blocks of the Messages API, nested ones too. */
export class BlockReader {
  readonly #list: PartList;
  readonly #uninspected: Uninspected;
  /** Names of the tools by the id of their call. */
  readonly #called = new Map<string, string>();

  constructor(list: PartList, uninspected: Uninspected) {
    this.#list = list;
    this.#uninspected = uninspected;
  }

  /** Text or a list of blocks. */
  content(value: JsonValue | undefined, at: string, speaker: Speaker): void {
    if (typeof value === "string") this.#text(value, at, speaker);
    else {
      const blocks = arrayOf(value);
      if (blocks === undefined) throw badRequest("`content` must be text or a list of blocks.", at);
      for (const [i, block] of blocks.entries()) this.block(objectOf(block), `${at}/${i}`, speaker);
    }
  }

  block(block: JsonObject | undefined, at: string, speaker: Speaker): void {
    const type = stringOf(block?.["type"]);
    if (block === undefined || type === undefined) throw badRequest("A block must have a `type`.", at);
    if (type === "text") {
      this.#text(stringOf(block["text"]) ?? "", `${at}/text`, speaker);
      this.#others(block, ["text"], at, speaker);
    } else if (type === "thinking") {
      this.#text(stringOf(block["thinking"]) ?? "", `${at}/thinking`, speaker);
      this.#others(block, ["thinking"], at, speaker);
    } else if (type === "image") {
      this.#source(objectOf(block["source"]), `${at}/source`, "image", speaker);
      this.#others(block, ["source"], at, speaker);
    } else if (type === "document") this.#document(block, at, speaker);
    else if (type === "search_result") {
      this.#list.strings(block, at, "document", "document", { skip: opaque });
    } else if (type === "tool_use" || type === "server_tool_use" || type === "mcp_tool_use")
      this.#call(block, at, speaker);
    else if (type === "tool_result" || type === "mcp_tool_result") this.#result(block, at);
    else if (type.endsWith("_tool_result")) {
      const source = type.slice(0, -"_tool_result".length);
      this.#others(block, [], at, { stage: "tool-result", role: "tool", source });
    } else {
      if (type === "container_upload") this.#uninspected.pass("file", at);
      else if (type !== "redacted_thinking" && type !== "tool_reference")
        this.#uninspected.pass("unknown", at);
      // The provider's ciphertext.
      this.#others(block, type === "redacted_thinking" ? ["data"] : [], at, speaker);
    }
  }

  #text(text: string, at: string, { stage, role, source, heard }: Speaker): void {
    heard?.(text);
    this.#list.text(at, stage, role, text, source);
  }

  #others(block: JsonObject, known: readonly string[], at: string, speaker: Speaker): void {
    this.#list.others(block, at, known, speaker, opaque);
  }

  #source(
    source: JsonObject | undefined,
    at: string,
    kind: "image" | "file",
    { stage, role }: Speaker,
  ): void {
    this.#uninspected.pass(kind, at);
    this.#list.address(`${at}/url`, stage, role, stringOf(source?.["url"]) ?? "");
    const read = typeof source?.["url"] === "string" ? ["url", "data"] : ["data"];
    this.#list.others(source ?? {}, at, read, { stage, role }, opaque);
  }

  #document(block: JsonObject, at: string, speaker: Speaker): void {
    const source = objectOf(block["source"]);
    const title = stringOf(block["title"]);
    const speaks: Speaker = {
      stage: "document",
      role: "document",
      ...(title === undefined ? {} : { source: title }),
    };
    this.#text(title ?? "", `${at}/title`, speaks);
    this.#text(stringOf(block["context"]) ?? "", `${at}/context`, speaks);
    if (source?.["type"] === "text") this.#text(stringOf(source["data"]) ?? "", `${at}/source/data`, speaks);
    else if (source?.["type"] === "content") this.content(source["content"], `${at}/source/content`, speaks);
    else this.#source(source, `${at}/source`, "file", speaker);
    this.#others(block, ["source", "title", "context"], at, speaks);
  }

  #call(block: JsonObject, at: string, speaker: Speaker): void {
    const name = stringOf(block["name"]);
    const id = stringOf(block["id"]) ?? "";
    if (name === undefined) throw badRequest("A tool call must have a name.", at);
    this.#called.set(id, name);
    this.#list.toolCallValue(`${at}/input`, id, name, block["input"] ?? {});
    this.#others(block, ["name", "input"], at, speaker);
    // In a request the ids and names of calls are the client's words; they go on to the provider.
    if (speaker.stage === "input") {
      this.#list.text(`${at}/id`, "input", "assistant", id);
      this.#list.text(`${at}/name`, "input", "assistant", name);
    }
  }

  #result(block: JsonObject, at: string): void {
    const id = stringOf(block["tool_use_id"]) ?? "";
    const content = block["content"];
    const speaker: Speaker = { stage: "tool-result", role: "tool", source: this.#called.get(id) ?? id };
    this.#others(block, ["content"], at, speaker);
    this.#list.text(`${at}/tool_use_id`, "input", "assistant", id);
    if (content !== undefined && content !== null) this.content(content, `${at}/content`, speaker);
  }
}
