import type { JsonObject, JsonValue } from "../../../contracts/index.ts";
import { openAiError } from "../problem.ts";
import { openAiUsage } from "../usage.ts";
import { arrayOf, membersOf, objectOf, stringOf } from "../../parts/index.ts";
import { problem, unreadableAnswer, WireError, type Problem } from "../../problems/index.ts";
import { eventObject } from "../../streams/index.ts";
import type { Cut, DialectStream, SseEvent, StreamHost } from "../../dialects/dialect.ts";
import { callDelta, Choice, type ChoiceShape } from "./choice.ts";

const maxChoices = 128;
/** Members of a chunk that say nothing of the text; in a stream all others stay here. */
const heads = new Set(
  `id object created model system_fingerprint service_tier obfuscation provider prompt_filter_results`.split(
    " ",
  ),
);
/** Members of a choice whose value cannot say the text again. */
const harmless = new Set(["index", "content_filter_results", "content_filter_offsets"]);

/** Chunks of chat completions. */
export const chatShape: ChoiceShape = {
  at: (index) => `/choices/${index}/message`,
  delta: (choice) => objectOf(choice["delta"]) ?? {},
  choice: (index, delta, finish_reason) => ({ index, delta, finish_reason }),
};

/** Streamed completions. `finish_reason` and what follows it wait until everything is decided. */
export class CompletionStream implements DialectStream {
  readonly #shape: ChoiceShape;
  readonly #host: StreamHost;
  readonly #choices = new Map<number, Choice>();
  /** What every chunk of this answer says beside its choices. */
  #head: Record<string, JsonValue> = {};
  #concluded = false;

  constructor(shape: ChoiceShape, host: StreamHost) {
    this.#shape = shape;
    this.#host = host;
  }

  event({ data }: SseEvent): void | Promise<void> {
    if (data.startsWith("[DONE]"))
      return this.#concluded ? this.#host.send({ data: "[DONE]" }) : this.#done();
    const chunk = eventObject(data);
    const { choices: list, usage, error } = chunk;
    if (error !== undefined && error !== null) {
      throw new WireError(problem("upstream-failed", "The upstream reported an error inside its stream."));
    }
    this.#remember(membersOf(chunk, heads), usage);
    const choices = arrayOf(list ?? []);
    if (choices === undefined) throw unreadableAnswer("`choices` of the upstream's stream is not a list.");
    if (choices.length === 0) return this.#withoutChoices(usage);
    const out: JsonValue[] = [];
    let closed = false;
    for (const item of choices) {
      const read = this.#choice(objectOf(item));
      if (read.out !== undefined) out.push(read.out);
      if (read.choice.holdsCalls && read.choice.closedCalls().length > 0) closed = true;
    }
    if (out.length > 0) this.#send(out, usage);
    if (closed && !this.#host.cutting) return this.#releaseCalls(false);
    return undefined;
  }

  #remember(head: Record<string, JsonValue>, usage: JsonValue | undefined): void {
    this.#head = head;
    const counted = openAiUsage(usage);
    if (counted !== undefined) this.#host.usage(counted);
    const model = stringOf(head["model"]);
    if (model !== undefined) this.#host.model(model);
  }

  /** A chunk about the whole: token counts at the end, or remarks at the start. */
  async #withoutChoices(usage: JsonValue | undefined): Promise<void> {
    const counted = openAiUsage(usage) !== undefined;
    if (counted && this.#choices.size > 0 && !(await this.#conclude())) return;
    if (!counted || !this.#host.hidesUsage) this.#send([], usage);
  }

  #choice(item: JsonObject | undefined): { readonly choice: Choice; readonly out?: JsonObject } {
    const index = item?.["index"] ?? 0;
    if (item === undefined || typeof index !== "number") throw unreadableAnswer("A choice has no index.");
    if (this.#concluded) throw unreadableAnswer("The upstream goes on after the end of its answer.");
    let choice = this.#choices.get(index);
    const first = choice === undefined;
    if (choice === undefined) {
      if (this.#choices.size >= maxChoices) throw unreadableAnswer(`More than ${maxChoices} choices.`);
      choice = new Choice(index, this.#shape, this.#host);
      this.#choices.set(index, choice);
    }
    const finish = stringOf(item["finish_reason"]);
    if (finish !== undefined) choice.finish = finish;
    const delta = choice.delta(this.#shape.delta(item));
    if (!first && Object.keys(delta).length === 0) return { choice };
    const out: Record<string, JsonValue | undefined> = { ...this.#shape.choice(index, delta, null) };
    for (const [key, value] of Object.entries(item)) {
      if (harmless.has(key) && value !== undefined) out[key] = value;
    }
    return { choice, out };
  }

  #send(choices: readonly JsonValue[], usage?: JsonValue): void {
    const chunk =
      usage === undefined || this.#host.hidesUsage
        ? { ...this.#head, choices }
        : { ...this.#head, choices, usage };
    this.#host.send({ data: JSON.stringify(chunk) });
  }

  /** Has calls checked and sends those that may pass: the closed ones, or at the end all. */
  async #releaseCalls(atEnd: boolean): Promise<void> {
    for (const choice of this.#choices.values()) {
      for (const [index, call] of atEnd ? choice.heldCalls() : choice.closedCalls()) {
        if (!call.complete) {
          // Cut short by its length limit: a call that is not whole cannot be checked and is not sent.
          if (choice.finish !== "length") {
            this.#host.refuse("malformed-tool-call", "A tool call ends before its arguments are whole.");
          }
          call.settled = true;
          continue;
        }
        const texts = await this.#host.check([call.part()]);
        call.settled = true;
        if (texts === undefined || this.#host.cutting) return;
        const delta = callDelta(index, call, texts[0] ?? "");
        this.#send([this.#shape.choice(choice.index, delta, null)]);
      }
    }
  }

  async #conclude(): Promise<boolean> {
    if (this.#concluded) return !this.#host.cutting;
    this.#concluded = true;
    await this.#releaseCalls(true);
    if (this.#host.cutting || !(await this.#host.conclude())) return false;
    this.#flush();
    if (this.#host.cutting) return false;
    for (const { index, finish } of this.#choices.values()) {
      if (finish !== undefined) this.#send([this.#shape.choice(index, {}, finish)]);
    }
    return true;
  }

  #flush(): void {
    for (const choice of this.#choices.values()) {
      const delta = choice.flush();
      if (Object.keys(delta).length > 0) this.#send([this.#shape.choice(choice.index, delta, null)]);
    }
  }

  async #done(): Promise<void> {
    if (await this.#conclude()) this.#host.send({ data: "[DONE]" });
  }

  async end(): Promise<void> {
    await this.#conclude();
  }

  cut({ kind, rule, decision }: Cut): void {
    const finish = kind === "policy" ? "content_filter" : "length";
    const indices = this.#choices.size === 0 ? [0] : [...this.#choices.keys()];
    const choices = indices.map((index) => this.#shape.choice(index, {}, finish));
    const bartizan = { rule, ...(decision === undefined ? {} : { decision }) };
    this.#host.send({ data: JSON.stringify({ ...this.#head, choices, bartizan }) });
    this.#host.send({ data: "[DONE]" });
  }

  fail(problem: Problem): void {
    if (!this.#concluded) this.#flush();
    this.#host.send({ data: JSON.stringify(openAiError(problem)) });
  }
}
