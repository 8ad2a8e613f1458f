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

/** Who says what is read. */
export interface Speaker {
  readonly stage: Stage;
  readonly role: Role;
  readonly source?: string;
  /** Sees every plain text as it is read. */
  readonly heard?: (text: string) => void;
}

const texts = new Set(["input_text", "output_text", "text", "summary_text", "reasoning_text"]);

/** Reads the content of messages and of the results of tools: text, or a list of parts. */
export class ContentReader {
  readonly #list: PartList;
  readonly #uninspected: Uninspected;
  /** Pointers of token probabilities: they say the text again. */
  readonly echoes: string[] = [];

  constructor(list: PartList, uninspected: Uninspected) {
    this.#list = list;
    this.#uninspected = uninspected;
  }

  content(value: JsonValue | undefined, at: string, speaker: Speaker): void {
    if (value === undefined || value === null) return;
    if (typeof value === "string") return this.#said(value, at, speaker);
    const parts = arrayOf(value);
    if (parts === undefined) return this.part(objectOf(value), at, speaker);
    for (const [i, part] of parts.entries()) this.part(objectOf(part), `${at}/${i}`, speaker);
  }

  part(part: JsonObject | undefined, at: string, speaker: Speaker): void {
    const type = stringOf(part?.["type"]);
    if (part === undefined || type === undefined) throw badRequest("A content part must have a `type`.", at);
    if (texts.has(type)) this.#text(part, at, speaker);
    else if (type === "refusal") this.rest(part, at, speaker);
    else if (type === "input_image" || type === "computer_screenshot") this.#image(part, at, speaker);
    else if (type === "input_file") {
      this.#uninspected.pass("file", at);
      this.#addressed(part, at, speaker, "file_url", ["file_data"]);
    } else if (type === "input_audio" || type === "output_audio") {
      this.#uninspected.pass("audio", at);
      this.rest(part, at, speaker, ["data", "input_audio"]);
    } else {
      this.#uninspected.pass("unknown", at);
      this.rest(part, at, speaker);
    }
  }

  /** Every string of an object that is not named and not opaque. */
  rest(object: JsonObject, at: string, speaker: Speaker, read: readonly string[] = []): void {
    const { stage, role, source } = speaker;
    for (const [key, value] of Object.entries(object)) {
      if (read.includes(key)) continue;
      if (opaque.has(key)) {
        this.#list.identifiers(value, pointerTo(at, key), stage, role, source);
        continue;
      }
      const options = source === undefined ? { skip: opaque } : { source, skip: opaque };
      this.#list.strings(value, pointerTo(at, key), stage, role, options);
    }
  }

  #said(text: string, at: string, { stage, role, source, heard }: Speaker): void {
    heard?.(text);
    this.#list.text(at, stage, role, text, source);
  }

  #text(part: JsonObject, at: string, speaker: Speaker): void {
    this.#said(stringOf(part["text"]) ?? "", `${at}/text`, speaker);
    if (part["logprobs"] !== undefined) this.echoes.push(`${at}/logprobs`);
    const { annotations } = part;
    this.#list.strings(annotations, `${at}/annotations`, "document", "document", { skip: opaque });
    this.rest(
      part,
      at,
      speaker,
      typeof part["text"] === "string" ? ["text", "annotations"] : ["annotations"],
    );
  }

  #image(part: JsonObject, at: string, speaker: Speaker): void {
    this.#uninspected.pass("image", at);
    this.#addressed(part, at, speaker, "image_url", []);
  }

  /** What is told of a file or a picture: its address and its name. */
  #addressed(
    part: JsonObject,
    at: string,
    speaker: Speaker,
    key: "image_url" | "file_url",
    read: readonly string[],
  ): void {
    const address = stringOf(part[key]);
    this.#list.address(`${at}/${key}`, speaker.stage, speaker.role, address ?? "");
    this.rest(part, at, speaker, address === undefined ? read : [key, ...read]);
  }
}
