import type { JsonObject, JsonValue } from "../../../contracts/index.ts";
import { arrayOf, objectOf, pointerTo, stringOf } from "../../parts/index.ts";
import { unreadableAnswer } from "../../problems/index.ts";
import { HeldCall } from "../../streams/index.ts";
import type { StreamedText, StreamHost } from "../../dialects/dialect.ts";

/** Index under which the one call of the old `function_call` field is kept. */
const oldCall = -1;
const roles: ReadonlySet<string> = new Set(["assistant", "system", "developer", "user", "tool", "function"]);
/** More tool calls in one answer than any honest model makes. */
const maxCalls = 256;

/** How one protocol writes the choices of its chunks. */
export interface ChoiceShape {
  /** Pointer of what a choice says, in an answer of one piece. */
  at(index: number): string;
  delta(choice: JsonObject): JsonObject;
  choice(index: number, delta: JsonObject, finish: string | null): JsonObject;
}

/** One choice of a streamed completion. */
export class Choice {
  readonly index: number;
  readonly #shape: ChoiceShape;
  readonly #host: StreamHost;
  readonly #texts = new Map<string, StreamedText>();
  readonly #calls = new Map<number, HeldCall>();
  /** The upstream's reason, kept back until everything is decided. */
  finish: string | undefined;

  constructor(index: number, shape: ChoiceShape, host: StreamHost) {
    this.index = index;
    this.#shape = shape;
    this.#host = host;
  }

  /** What of a delta may be sent now; tool calls stay here. */
  delta(delta: JsonObject): Record<string, JsonValue> {
    const out: Record<string, JsonValue> = {};
    for (const [key, value] of Object.entries(delta)) {
      if (key === "role") {
        // A word of the protocol; anything else there would be a text that nobody has looked at.
        if (typeof value === "string" && roles.has(value)) out[key] = value;
      } else if (key === "tool_calls") this.#toolCalls(value);
      else if (key === "function_call") this.#piece(objectOf(value), oldCall, "json");
      else if (key === "audio") this.#audio(objectOf(value), out);
      else if (typeof value === "string") {
        const text = this.#text(key).write(value);
        if (text !== "") out[key] = text;
      } else if (value === null || typeof value === "number" || typeof value === "boolean") out[key] = value;
      // Anything else could say again what is held: it is not sent.
    }
    return out;
  }

  /** Calls whose JSON has closed and that nobody has checked yet. */
  closedCalls(): readonly (readonly [number, HeldCall])[] {
    return [...this.#calls].filter(([, call]) => call.closed && !call.settled);
  }

  /** Calls that are still held. */
  heldCalls(): readonly (readonly [number, HeldCall])[] {
    return [...this.#calls].filter(([, call]) => !call.settled);
  }

  get holdsCalls(): boolean {
    return this.#calls.size > 0;
  }

  /** Ends all texts: what was held and may go. */
  flush(): Record<string, JsonValue> {
    const out: Record<string, JsonValue> = {};
    for (const [key, text] of this.#texts) {
      const rest = text.end();
      if (rest === "") continue;
      if (key === "audio/transcript") out["audio"] = { transcript: rest };
      else out[key] = rest;
    }
    this.#texts.clear();
    return out;
  }

  #text(key: string): StreamedText {
    const open = this.#texts.get(key);
    if (open !== undefined) return open;
    const at = key === "audio/transcript" ? key : pointerTo("", key).slice(1);
    const pointer = `${this.#shape.at(this.index)}/${at}`;
    const text = this.#host.openText({ at: pointer, stage: "output", role: "assistant" });
    this.#texts.set(key, text);
    return text;
  }

  #audio(audio: JsonObject | undefined, out: Record<string, JsonValue>): void {
    if (audio === undefined) return;
    if (!this.#host.allowed.has("audio")) {
      this.#host.refuse("uninspected", "The answer holds audio, which cannot be inspected.");
      return;
    }
    const { transcript, ...rest } = audio;
    const text = typeof transcript === "string" ? this.#text("audio/transcript").write(transcript) : "";
    out["audio"] = text === "" ? rest : { ...rest, transcript: text };
  }

  #toolCalls(value: JsonValue | undefined): void {
    if (value === null || value === undefined) return;
    const calls = arrayOf(value);
    if (calls === undefined) throw unreadableAnswer("`tool_calls` of the upstream's stream is not a list.");
    for (const [i, item] of calls.entries()) {
      const call = objectOf(item);
      const index = typeof call?.["index"] === "number" ? call["index"] : i;
      const custom = objectOf(call?.["custom"]);
      const held = this.#piece(
        custom ?? objectOf(call?.["function"]),
        index,
        custom === undefined ? "json" : "text",
      );
      const id = stringOf(call?.["id"]);
      if (id !== undefined && id !== "") held.id = id;
    }
  }

  #piece(piece: JsonObject | undefined, index: number, form: "json" | "text"): HeldCall {
    let held = this.#calls.get(index);
    if (held === undefined) {
      if (this.#calls.size >= maxCalls)
        throw unreadableAnswer(`The answer has more than ${maxCalls} tool calls.`);
      held = new HeldCall(this.#pointer(index, form), form);
      this.#calls.set(index, held);
    }
    if (piece === undefined) return held;
    const name = stringOf(piece["name"]);
    if (name !== undefined && !held.settled) held.name += name;
    const text = piece[held.form === "json" ? "arguments" : "input"];
    if (typeof text === "string" && !held.write(text)) {
      this.#host.refuse("malformed-tool-call", "The arguments of a tool call do not end where they should.");
    }
    return held;
  }

  #pointer(index: number, form: "json" | "text"): string {
    const message = this.#shape.at(this.index);
    if (index === oldCall) return `${message}/function_call/arguments`;
    return `${message}/tool_calls/${index}/${form === "json" ? "function/arguments" : "custom/input"}`;
  }
}

/** A checked call as one delta. */
export function callDelta(index: number, call: HeldCall, text: string): JsonObject {
  if (index === oldCall) return { function_call: { name: call.name, arguments: text } };
  const body =
    call.form === "json"
      ? { type: "function", function: { name: call.name, arguments: text } }
      : { type: "custom", custom: { name: call.name, input: text } };
  return { tool_calls: [{ index, id: call.id, ...body }] };
}
