import type { JsonObject, JsonValue, Role, Stage, ToolCall } from "../../contracts/index.ts";
import type { PlacedPart } from "../dialects/dialect.ts";
import { problem, WireError } from "../problems/index.ts";
import { pointerTo } from "./pointer.ts";

/** More parts than any honest body has; each costs an inspection of its own. */
export const maxParts = 20_000;
/** What of a picture, a sound or a file inside a `data:` address is looked at: its media type, not its bytes. */
const dataAddressHead = 200;
/** Addresses whose bytes nobody reads as text. All others (`data:text/plain,…`, an SVG) are texts. */
const bytesAddress =
  /^data:(?:image\/(?!svg)|audio\/|video\/|font\/|application\/(?:pdf|zip|gzip|octet-stream|vnd\.|msword))[^,]{0,150};base64,/i;

/** Values of settings that the protocols themselves list. */
const closedWords = new Set(
  `auto none required default flex priority scale standard standard_only low medium high minimal xhigh max disabled
  24h in_memory in-memory float base64`.split(/\s+/),
);
/** What a request gives its upstream to sign in elsewhere. */
const credentials = new Set(["authorization_token", "authorization"]);

/** What an identifier, a fingerprint, a date or ciphertext looks like: nothing that could be a sentence or markup. */
const identifierShape = /^(?:[A-Za-z0-9_.:/@+=~#-]{0,128}|[A-Za-z0-9+/_=-]+)$/;

/** Collects the parts of a body in order, with one bound on their number. */
export class PartList {
  readonly parts: PlacedPart[] = [];

  /** Adds a text; empty ones have nothing to inspect. */
  text(at: string, stage: Stage, role: Role, text: string, source?: string): void {
    if (text !== "")
      this.#add(source === undefined ? { at, stage, role, text } : { at, stage, role, text, source });
  }

  /** Adds the address of an image or file. Of a `data:` address that holds no text only the head is one. */
  address(at: string, stage: Stage, role: Role, address: string): void {
    const head = address.slice(0, dataAddressHead);
    this.text(at, stage, role, bytesAddress.test(head) ? `${head.split(",", 1)[0] ?? ""},` : address);
  }

  /** Adds a tool call whose arguments stand at `at` as text. */
  toolCall(at: string, call: ToolCall): void {
    this.#add({
      at,
      stage: "tool-call",
      role: "assistant",
      text: call.arguments,
      source: call.name,
      toolCall: call,
    });
  }

  /** Adds a tool call whose arguments stand at `at` as an object; they are inspected as JSON text. */
  toolCallValue(at: string, id: string, name: string, value: JsonValue): void {
    const text = JSON.stringify(value);
    const toolCall = { id, name, arguments: text };
    this.#add({ at, stage: "tool-call", role: "assistant", text, source: name, toolCall, json: true });
  }

  /**
   * Adds every string inside a value, at any depth. `skip` names members that hold no text
   * (identifiers, signatures); it applies at every depth. One that is not shaped like an identifier is a
   * text all the same: who writes the body decides what stands there.
   */
  strings(
    value: JsonValue | undefined,
    at: string,
    stage: Stage,
    role: Role,
    options: { readonly source?: string; readonly skip?: ReadonlySet<string> } = {},
  ): void {
    if (typeof value === "string") this.text(at, stage, role, value, options.source);
    else if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) this.strings(item, pointerTo(at, i), stage, role, options);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        const under = pointerTo(at, key);
        if (options.skip?.has(key) === true) this.identifiers(item, under, stage, role, options.source);
        else this.strings(item, under, stage, role, options);
      }
    }
  }

  /** Adds the strings of a member that should hold identifiers, where they look like anything else. */
  identifiers(value: JsonValue | undefined, at: string, stage: Stage, role: Role, source?: string): void {
    if (typeof value === "string") {
      if (!identifierShape.test(value)) this.text(at, stage, role, value, source);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value))
        this.identifiers(item, pointerTo(at, key), stage, role, source);
    }
  }

  /** Adds every string inside an object, save in the members that are named: those were read in their own way. */
  others(
    object: JsonObject,
    at: string,
    read: readonly string[],
    { stage, role, source }: { readonly stage: Stage; readonly role: Role; readonly source?: string },
    skip?: ReadonlySet<string>,
  ): void {
    const options = { ...(source === undefined ? {} : { source }), ...(skip === undefined ? {} : { skip }) };
    for (const [key, value] of Object.entries(object)) {
      if (read.includes(key)) continue;
      const under = pointerTo(at, key);
      if (skip?.has(key) === true) this.identifiers(value, under, stage, role, source);
      else this.strings(value, under, stage, role, options);
    }
  }

  /**
   * Adds what stands in the settings of a request: nobody reads them as a message, but they go on to the provider, who
   * keeps them. Words of closed lists (`auto`, `high`) are none of anybody's text. `read` names members that
   * were read in their own way; `credentials` at any depth are meant for the upstream.
   */
  settings(body: JsonObject, read: ReadonlySet<string>): void {
    for (const [key, value] of Object.entries(body)) {
      if (read.has(key) || (typeof value === "string" && closedWords.has(value))) continue;
      const at = pointerTo("", key);
      if (key === "metadata" && typeof value === "object" && value !== null) this.#json(at, value);
      else this.strings(value, at, "input", "user", { skip: credentials });
    }
  }

  /** A value whose names are free text too: inspected as JSON text. */
  #json(at: string, value: JsonValue): void {
    const text = JSON.stringify(value);
    if (text.length > 2) this.#add({ at, stage: "input", role: "user", text, json: true });
  }

  #add(part: PlacedPart): void {
    if (this.parts.length >= maxParts) {
      throw new WireError(problem("too-large", `The body has more than ${maxParts} texts.`));
    }
    this.parts.push(part);
  }
}
