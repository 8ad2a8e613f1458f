import type { JsonObject, JsonValue } from "../../../../contracts/index.ts";
import { arrayOf, objectOf, stringOf } from "../../../parts/index.ts";
import { unreadableAnswer } from "../../../problems/index.ts";
import type { StreamHost } from "../../dialect.ts";
import { opaque } from "../opaque.ts";
import { kindOfPart, Spoken, type Emit, type SpokenKind } from "./spoken.ts";

/** More parts than any honest item has. */
const maxParts = 1_000;

/** A message or a reasoning while it is said. */
export class SpokenItem {
  /** Its place in the client's list. */
  readonly place: number;
  readonly #index: number;
  readonly #host: StreamHost;
  readonly #emit: Emit;
  readonly #spoken = new Map<string, Spoken>();
  /** Ended by the upstream; their ends are not sent yet. */
  #ending: Spoken[] = [];
  /** What it is beside its texts. */
  #frame: JsonObject;
  ended = false;
  #closed = false;

  constructor(
    item: JsonObject,
    at: { readonly index: number; readonly place: number },
    host: StreamHost,
    emit: Emit,
  ) {
    this.#index = at.index;
    this.place = at.place;
    this.#host = host;
    this.#emit = emit;
    this.#frame = frameOf(item);
    emit("response.output_item.added", { output_index: this.place, item: this.item() });
  }

  /** The text with this index, opened when it is the first one hears of it. */
  text(kind: SpokenKind, value: JsonValue | undefined): Spoken {
    const index = value ?? 0;
    if (typeof index !== "number") throw unreadableAnswer("A piece of the upstream's stream has no index.");
    const key = `${kind.list}/${index}`;
    let spoken = this.#spoken.get(key);
    if (spoken === undefined) {
      if (this.ended || this.#spoken.size >= maxParts)
        throw unreadableAnswer("A piece of the upstream's stream belongs to no open part.");
      const item_id = this.#frame["id"] ?? "";
      const emit: Emit = (type, fields) => this.#emit(type, { item_id, output_index: this.place, ...fields });
      spoken = new Spoken(kind, { item: this.#index, index, emit }, this.#host);
      this.#spoken.set(key, spoken);
    }
    if (spoken.kind !== kind) throw unreadableAnswer("A part of the upstream's stream changes its kind.");
    return spoken;
  }

  /** The upstream has ended it. Texts that came only now are said now. */
  end(done: JsonObject): void {
    this.#frame = { ...this.#frame, ...frameOf(done) };
    for (const list of ["summary", "content"] as const) {
      for (const [index, value] of (arrayOf(done[list]) ?? []).entries()) {
        const part = objectOf(value);
        const kind = kindOfPart(part);
        if (part === undefined || kind === undefined || kind.list !== list) {
          this.#host.refuse("uninspected", "The answer holds a piece of a kind that is not known here.");
          return;
        }
        const spoken = this.text(kind, index);
        if (!spoken.heard && !spoken.ended) spoken.say(stringOf(part[kind.member]) ?? "");
      }
    }
    for (const spoken of this.#spoken.values()) this.endText(spoken);
    this.ended = true;
  }

  /** The upstream has ended one of its texts. */
  endText(spoken: Spoken): void {
    if (spoken.ended) return;
    spoken.ended = true;
    this.#ending.push(spoken);
  }

  /** Sends what is held of the texts that have ended and may go, and their ends. */
  settle(all = false): void {
    const ending = all ? this.#spoken.values() : this.#ending;
    this.#ending = [];
    for (const spoken of ending) {
      spoken.flush();
      // An end is not sent for a text that the guard just cut: the cut closes it.
      if (this.#host.cutting) return;
      spoken.close();
    }
    if (this.ended) this.#close();
  }

  /** Says the rest of what may go, and nothing of its end. */
  flush(): void {
    for (const spoken of this.#spoken.values()) spoken.flush();
  }

  /** Ends it as something that was cut short. */
  breakOff(): void {
    if (this.#closed) return;
    for (const spoken of this.#spoken.values()) spoken.close();
    this.#frame = {
      ...this.#frame,
      ...(this.#frame["status"] === undefined ? {} : { status: "incomplete" }),
    };
    this.#close();
  }

  /** The item as the client has it. */
  item(): JsonObject {
    const lists: Record<string, JsonValue[]> = {};
    if (this.#frame["type"] === "message") lists["content"] = [];
    if (this.#frame["type"] === "reasoning") lists["summary"] = [];
    for (const spoken of this.#spoken.values()) {
      (lists[spoken.kind.list] ??= []).push(spoken.part());
    }
    return { ...this.#frame, ...lists };
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#emit("response.output_item.done", { output_index: this.place, item: this.item() });
  }
}

/** Of an item that is said in pieces, what identifies it; everything else could say the text again. */
function frameOf(item: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(item).filter(
      ([key, value]) => opaque.has(key) && key !== "logprobs" && typeof value !== "object",
    ),
  );
}
