import type { JsonObject, JsonValue } from "../../../../contracts/index.ts";
import { openAiError, openAiUsage } from "../../../openai/index.ts";
import { arrayOf, objectOf, stringOf } from "../../../parts/index.ts";
import { problem, unreadableAnswer, WireError, type Problem } from "../../../problems/index.ts";
import { eventObject } from "../../../streams/index.ts";
import type { Cut, DialectStream, SseEvent, StreamHost } from "../../dialect.ts";
import { Checked } from "./checked.ts";
import { HeldItem } from "./held-item.ts";
import { SpokenItem } from "./spoken-item.ts";
import { kindOfPart, outputTextKind, spokenKinds, type Emit, type Spoken } from "./spoken.ts";

/** More items in one answer than any honest model makes. */
const maxItems = 1_000;
/** Progress of tools that the provider runs: what they did comes whole at the end of their item. */
const progress =
  /^response\.(?:web_search_call|file_search_call|code_interpreter_call|code_interpreter_call_code|mcp_call|mcp_call_arguments|mcp_list_tools|image_generation_call|shell_call|shell_call_command|apply_patch_call|apply_patch_call_operation_diff)\.[a-z_]+$/;

/**
 * Streamed responses. What is sent is written anew: texts as the guard lets them go, items of other kinds once all
 * of them was checked, and ends and snapshots from what was sent. The end waits until everything is decided.
 */
export class ResponseStream implements DialectStream {
  readonly #host: StreamHost;
  readonly #checked: Checked;
  readonly #items = new Map<number, SpokenItem | HeldItem>();
  /** Those of which something has ended whose end is not sent yet. */
  readonly #ending = new Set<SpokenItem>();
  /** What the client has of the answer's items, in its order. */
  readonly #output: (SpokenItem | JsonObject)[] = [];
  /** The answer without its items, as last told. */
  #head: JsonObject | undefined;
  #sequence = 0;
  #concluded = false;

  constructor(host: StreamHost) {
    this.#host = host;
    this.#checked = new Checked(host);
  }

  event({ data }: SseEvent): void | Promise<void> {
    if (data.startsWith("[DONE]")) return this.#afterAll();
    const event = eventObject(data);
    const type = stringOf(event["type"]) ?? "";
    if (this.#concluded) throw unreadableAnswer("The upstream goes on after the end of its answer.");
    switch (type) {
      case "response.created":
      case "response.queued":
      case "response.in_progress":
        return this.#snapshot(type, event);
      case "response.completed":
      case "response.incomplete":
      case "response.failed":
        return this.#finish(type, event);
      case "response.output_item.added":
        return this.#added(event);
      case "response.output_item.done":
        return this.#done(event);
      case "response.output_text.annotation.added":
        return this.#annotation(event);
      case "response.content_part.added":
      case "response.reasoning_summary_part.added":
      case "response.content_part.done":
      case "response.reasoning_summary_part.done":
        return this.#part(type.endsWith(".added"), event);
      case "error":
        throw new WireError(problem("upstream-failed", "The upstream reported an error inside its stream."));
      case "keepalive":
        return undefined;
      default:
        return this.#piece(type, event);
    }
  }

  readonly #emit: Emit = (type, fields) => {
    const event = { type, sequence_number: this.#sequence++, ...fields };
    this.#host.send({ event: type, data: JSON.stringify(event) });
  };

  #response(more: JsonObject = {}): JsonObject {
    const output = this.#output.map((item) => (item instanceof SpokenItem ? item.item() : item));
    return { ...this.#head, output, ...more };
  }

  /** Takes over what the upstream says of the answer beside its items; false: it must end. */
  #about(event: JsonObject): boolean | Promise<boolean> {
    const response = objectOf(event["response"]);
    if (response === undefined) throw unreadableAnswer("An event of the upstream's stream has no response.");
    const usage = openAiUsage(response["usage"]);
    if (usage !== undefined) this.#host.usage(usage);
    const model = stringOf(response["model"]);
    if (model !== undefined) this.#host.model(model);
    const { output: _items, output_text: _again, ...head } = response;
    const taken = (may: boolean): boolean => {
      if (may) this.#head = head;
      return may;
    };
    const may = this.#checked.head(head);
    return may instanceof Promise ? may.then(taken) : taken(may);
  }

  #snapshot(type: string, event: JsonObject): void | Promise<void> {
    const tell = (may: boolean): void => {
      // Snapshots of the beginning: what was said since stands in its own events.
      if (may) this.#emit(type, { response: { ...this.#head, output: [] } });
    };
    const may = this.#about(event);
    return may instanceof Promise ? may.then(tell) : tell(may);
  }

  #added(event: JsonObject): void {
    const item = objectOf(event["item"]);
    const index = indexOf(event);
    if (item === undefined || this.#items.has(index) || this.#items.size >= maxItems) {
      throw unreadableAnswer("An item of the upstream's stream starts as none can.");
    }
    this.#settle();
    if (!this.#host.cutting) this.#begin(item, index);
  }

  #begin(item: JsonObject, index: number): SpokenItem | HeldItem {
    const spoken = item["type"] === "message" || item["type"] === "reasoning";
    const begun = spoken
      ? new SpokenItem(item, { index, place: this.#output.length }, this.#host, this.#emit)
      : new HeldItem(item, index);
    this.#items.set(index, begun);
    if (begun instanceof SpokenItem) this.#output.push(begun);
    return begun;
  }

  #spokenAt(event: JsonObject): SpokenItem {
    const item = this.#items.get(indexOf(event));
    if (!(item instanceof SpokenItem) || item.ended) {
      throw unreadableAnswer("A piece of the upstream's stream belongs to no open item.");
    }
    return item;
  }

  /** A part begins or ends. What its end repeats is left to us; remarks that were not streamed are checked. */
  #part(begins: boolean, event: JsonObject): void | Promise<void> {
    const part = objectOf(event["part"]);
    const kind = kindOfPart(part);
    const item = this.#spokenAt(event);
    if (part === undefined || kind === undefined) {
      this.#host.refuse("uninspected", "The answer holds a piece of a kind that is not known here.");
      return undefined;
    }
    if (begins) this.#settle();
    if (this.#host.cutting) return undefined;
    const spoken = item.text(kind, event[kind.indexKey]);
    if (!spoken.heard && !spoken.ended) spoken.say(stringOf(part[kind.member]) ?? "");
    const remarks = (arrayOf(part["annotations"]) ?? []).slice(spoken.annotations.length);
    if (remarks.length === 0) {
      if (!begins) this.#endText(item, spoken);
      return undefined;
    }
    return this.#remarks(spoken, remarks).then(() => {
      if (!begins) this.#endText(item, spoken);
    });
  }

  async #remarks(spoken: Spoken, remarks: readonly JsonValue[]): Promise<void> {
    for (const remark of remarks) {
      const checked = this.#host.cutting ? undefined : await this.#checked.annotation(remark);
      if (checked === undefined) return;
      spoken.annotate(checked);
    }
  }

  #piece(type: string, event: JsonObject): void {
    const kind = spokenKinds.find(({ name }) => type === `${name}.delta` || type === `${name}.done`);
    if (kind !== undefined) {
      const item = this.#spokenAt(event);
      const spoken = item.text(kind, event[kind.indexKey]);
      if (type.endsWith(".delta")) return spoken.say(stringOf(event["delta"]) ?? "");
      if (!spoken.heard) spoken.say(stringOf(event[kind.member]) ?? "");
      return this.#endText(item, spoken);
    }
    const held = this.#items.get(indexOf(event, -1));
    if (held instanceof HeldItem && held.eventName !== undefined && type.startsWith(`${held.eventName}.`)) {
      const whole = type.endsWith(".delta")
        ? held.write(stringOf(event["delta"]) ?? "")
        : held.whole(stringOf(event[held.member]));
      if (whole) return undefined;
      return this.#host.refuse(
        "malformed-tool-call",
        "The arguments of a tool call do not end where they should.",
      );
    }
    if (type.startsWith("response.audio.")) {
      return this.#host.refuse("uninspected", "The answer holds audio, which cannot be inspected.");
    }
    if (!progress.test(type))
      throw unreadableAnswer("The upstream's stream has an event of an unknown type.");
    return undefined;
  }

  #annotation(event: JsonObject): Promise<void> {
    const item = this.#spokenAt(event);
    return this.#remarks(item.text(outputTextKind, event["content_index"]), [event["annotation"] ?? null]);
  }

  #done(event: JsonObject): void | Promise<void> {
    const item = objectOf(event["item"]);
    const index = indexOf(event);
    if (item === undefined) throw unreadableAnswer("An item of the upstream's stream ends as none can.");
    const open = this.#items.get(index) ?? this.#begin(item, index);
    if (open instanceof SpokenItem) {
      if (open.ended) throw unreadableAnswer("An item of the upstream's stream ends twice.");
      this.#ending.add(open);
      return open.end(item);
    }
    if (open.settled) throw unreadableAnswer("An item of the upstream's stream ends twice.");
    open.done = item;
    return this.#release(open, item["status"] === "incomplete");
  }

  /** Has a held item checked and sends it; one that was cut short and cannot be checked is left out. */
  async #release(held: HeldItem, cutShort: boolean): Promise<void> {
    this.#settle();
    if (this.#host.cutting) return;
    const { call, member, eventName } = held;
    const whole = held.whole(stringOf(held.done?.[member]));
    held.settled = true;
    const item: Record<string, JsonValue | undefined> = { ...held.start, ...held.done };
    if (call === undefined) {
      if (held.done === undefined || !(await this.#checked.item(item, held.index))) return;
      this.#sendItem(item, item);
      return;
    }
    if (!call.complete || !whole) {
      if (cutShort) return;
      this.#host.refuse("malformed-tool-call", "A tool call ends before its arguments are whole.");
      return;
    }
    item[member] = call.part().text;
    if (!(await this.#checked.item(item, held.index))) return;
    const text = stringOf(item[member]) ?? "";
    this.#sendItem({ ...item, [member]: "" }, item, (place) => {
      const fields = { item_id: item["id"] ?? "", output_index: place };
      this.#emit(`${eventName}.delta`, { ...fields, delta: text });
      this.#emit(`${eventName}.done`, { ...fields, name: item["name"] ?? "", [member]: text });
    });
  }

  #sendItem(start: JsonObject, item: JsonObject, between?: (place: number) => void): void {
    const place = this.#output.length;
    this.#output.push(item);
    const status = start["status"] === undefined ? {} : { status: "in_progress" };
    this.#emit("response.output_item.added", { output_index: place, item: { ...start, ...status } });
    between?.(place);
    this.#emit("response.output_item.done", { output_index: place, item });
  }

  #endText(item: SpokenItem, spoken: Spoken): void {
    item.endText(spoken);
    this.#ending.add(item);
  }

  /** Sends the ends of what has ended, or of everything. */
  #settle(all = false): void {
    const items = all ? this.#output : [...this.#ending];
    this.#ending.clear();
    for (const item of items) {
      if (item instanceof SpokenItem && !this.#host.cutting) item.settle(all);
    }
  }

  async #finish(type: string, event: JsonObject): Promise<void> {
    if (!(await this.#about(event))) return;
    // Items that were never streamed, for a server that tells of them only here.
    const said = arrayOf(objectOf(event["response"])?.["output"]) ?? [];
    for (const [index, value] of said.entries()) {
      const item = objectOf(value);
      if (item === undefined || this.#items.has(index)) continue;
      const open = this.#begin(item, index);
      if (open instanceof SpokenItem) open.end(item);
      else open.done = item;
      if (this.#host.cutting) return;
    }
    await this.#releaseHeld(type !== "response.completed");
    if (!(await this.#conclude())) return;
    this.#emit(type, { response: this.#response() });
  }

  async #releaseHeld(cutShort: boolean): Promise<void> {
    for (const item of this.#items.values()) {
      if (this.#host.cutting) return;
      if (item instanceof HeldItem && !item.settled) await this.#release(item, cutShort);
    }
  }

  async #conclude(): Promise<boolean> {
    if (this.#host.cutting) return false;
    this.#concluded = true;
    if (!(await this.#host.conclude())) return false;
    this.#settle(true);
    return !this.#host.cutting;
  }

  async #afterAll(): Promise<void> {
    if (this.#concluded || (await this.#conclude())) this.#host.send({ data: "[DONE]" });
  }

  async end(): Promise<void> {
    if (!this.#concluded) await this.#conclude();
  }

  cut({ kind, rule, decision }: Cut): void {
    const status = "incomplete";
    if (this.#head === undefined) {
      this.#head = {
        id: "resp_cut",
        object: "response",
        created_at: 0,
        model: this.#host.request.model ?? "",
      };
      this.#emit("response.created", { response: this.#response({ status: "in_progress" }) });
    }
    for (const item of this.#output) if (item instanceof SpokenItem) item.breakOff();
    const reason = kind === "policy" ? "content_filter" : "max_output_tokens";
    const bartizan = { rule, ...(decision === undefined ? {} : { decision }) };
    const response = this.#response({ status, incomplete_details: { reason }, bartizan });
    this.#emit("response.incomplete", { response });
  }

  fail(problem: Problem): void {
    if (!this.#concluded) {
      for (const item of this.#output) if (item instanceof SpokenItem) item.flush();
    }
    const { code, message, at } = problem;
    this.#emit("error", { code, message, param: at ?? null, ...openAiError(problem) });
  }
}

function indexOf(event: JsonObject, otherwise?: number): number {
  const index = event["output_index"] ?? otherwise;
  if (typeof index !== "number") throw unreadableAnswer("An event of the upstream's stream names no item.");
  return index;
}
