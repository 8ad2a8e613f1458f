import type { JsonObject, JsonValue, Role, Stage } from "../../../contracts/index.ts";
import {
  arrayOf,
  objectOf,
  pointerTo,
  stringOf,
  type PartList,
  type Uninspected,
} from "../../parts/index.ts";
import { badRequest } from "../../problems/index.ts";
import { opaque } from "./opaque.ts";

/** As whose words a text is inspected. */
export interface Speaker {
  readonly stage: Stage;
  readonly role: Role;
  readonly source?: string;
}

/** Reads content blocks and resources, as they stand in results, prompts and samplings. */
export class ContentReader {
  readonly #list: PartList;
  readonly #uninspected: Uninspected;

  constructor(list: PartList, uninspected: Uninspected) {
    this.#list = list;
    this.#uninspected = uninspected;
  }

  /** One block, or a list of them. */
  content(value: JsonValue | undefined, at: string, speaker: Speaker): void {
    const blocks = arrayOf(value);
    if (blocks === undefined) return this.#block(objectOf(value), at, speaker);
    for (const [i, block] of blocks.entries()) this.#block(objectOf(block), `${at}/${i}`, speaker);
  }

  /** Messages of a prompt or a sampling. */
  messages(value: JsonValue | undefined, at: string, speaker: Speaker): void {
    const messages = arrayOf(value);
    if (messages === undefined) throw badRequest("`messages` must be a list.", at);
    for (const [i, item] of messages.entries()) {
      const message = objectOf(item);
      if (message === undefined) throw badRequest("A message must be an object.", `${at}/${i}`);
      this.content(message["content"], `${at}/${i}/content`, speaker);
      this.rest(message, `${at}/${i}`, speaker, ["content"]);
    }
  }

  /** The contents of a resource: text, or bytes that nobody can look into. */
  resource(value: JsonValue | undefined, at: string): void {
    const resource = objectOf(value);
    if (resource === undefined) throw badRequest("A resource must be an object.", at);
    const uri = stringOf(resource["uri"]);
    const speaker: Speaker = {
      stage: "document",
      role: "document",
      ...(uri === undefined ? {} : { source: uri }),
    };
    if (resource["blob"] !== undefined) this.#uninspected.pass("file", at);
    this.rest(resource, at, speaker, ["blob"]);
  }

  /** Every string of an object that is not named and not opaque. */
  rest(object: JsonObject, at: string, speaker: Speaker, read: readonly string[] = []): void {
    const { stage, role, source } = speaker;
    const options = source === undefined ? { skip: opaque } : { source, skip: opaque };
    for (const [key, value] of Object.entries(object)) {
      if (read.includes(key) || opaque.has(key)) continue;
      this.#list.strings(value, pointerTo(at, key), stage, role, options);
    }
  }

  #block(block: JsonObject | undefined, at: string, speaker: Speaker): void {
    const type = stringOf(block?.["type"]);
    if (block === undefined || type === undefined) throw badRequest("A block must have a `type`.", at);
    if (type === "image" || type === "audio") {
      this.#uninspected.pass(type, at);
      this.rest(block, at, speaker, ["data"]);
    } else if (type === "resource") {
      this.resource(block["resource"], `${at}/resource`);
      this.rest(block, at, speaker, ["resource"]);
    } else if (type === "tool_use") this.#call(block, at);
    else if (type === "tool_result") {
      this.content(block["content"] ?? [], `${at}/content`, { stage: "tool-result", role: "tool" });
      this.rest(block, at, { stage: "tool-result", role: "tool" }, ["content"]);
    } else {
      if (type !== "text" && type !== "resource_link") this.#uninspected.pass("unknown", at);
      this.rest(block, at, speaker);
    }
  }

  #call(block: JsonObject, at: string): void {
    const name = stringOf(block["name"]);
    if (name === undefined) throw badRequest("A tool call must have a name.", at);
    const id = stringOf(block["id"]) ?? "";
    if (block["input"] !== undefined) this.#list.toolCallValue(`${at}/input`, id, name, block["input"]);
  }
}
