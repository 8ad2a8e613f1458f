import type { JsonValue, Role, Stage, ToolCall } from "../../contracts/index.ts";
import type { PlacedPart } from "../dialects/dialect.ts";
import { problem, WireError } from "../problems/index.ts";
import { pointerTo } from "./pointer.ts";

/** More parts than any honest body has; each costs an inspection of its own. */
export const maxParts = 20_000;
/** What of a `data:` address is looked at: its media type, not the picture. */
const dataAddressHead = 200;

/** Collects the parts of a body in order, with one bound on their number. */
export class PartList {
  readonly parts: PlacedPart[] = [];

  /** Adds a text; empty ones have nothing to inspect. */
  text(at: string, stage: Stage, role: Role, text: string, source?: string): void {
    if (text !== "")
      this.#add(source === undefined ? { at, stage, role, text } : { at, stage, role, text, source });
  }

  /** Adds the address of an image or file. Of a `data:` address only the head is a text. */
  address(at: string, stage: Stage, role: Role, address: string): void {
    const data = /^data:/i.test(address);
    this.text(at, stage, role, data ? address.slice(0, dataAddressHead).split(",", 1)[0] + "," : address);
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
   * (identifiers, signatures); it applies at every depth.
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
        if (options.skip?.has(key) !== true) this.strings(item, pointerTo(at, key), stage, role, options);
      }
    }
  }

  #add(part: PlacedPart): void {
    if (this.parts.length >= maxParts) {
      throw new WireError(problem("too-large", `The body has more than ${maxParts} texts.`));
    }
    this.parts.push(part);
  }
}
