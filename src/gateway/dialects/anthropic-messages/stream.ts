import type { JsonObject, JsonValue, TokenUsage } from "../../../contracts/index.ts";
import { membersOf, objectOf, PartList, replaceTexts, stringOf, Uninspected } from "../../parts/index.ts";
import { problem, unreadableAnswer, WireError, type Problem } from "../../problems/index.ts";
import { eventObject, HeldCall } from "../../streams/index.ts";
import type { Cut, DialectStream, SseEvent, StreamedText, StreamHost } from "../dialect.ts";
import { BlockReader } from "./blocks.ts";
import { anthropicError } from "./problem.ts";
import { anthropicUsage, messageFacts } from "./read.ts";

/** A block while it is open. `kind` names the delta it takes. */
type Block =
  | { readonly kind: "text_delta" | "thinking_delta"; readonly text: StreamedText }
  | { readonly kind: "input_json_delta"; readonly call: HeldCall; readonly start: JsonObject }
  | { readonly kind: "none" };

const textField = { text_delta: "text", thinking_delta: "thinking" } as const;
const calls = new Set(["tool_use", "server_tool_use", "mcp_tool_use"]);

/** What of events is sent on; all else could say again what is held. */
const callFacts = new Set(["type", "id", "name", "server_name", "caller"]);
const deltaFacts = new Set(["stop_reason", "stop_sequence", "stop_details", "container"]);
const endFacts = new Set(["usage", "context_management"]);
const emptyBlock = { text: { text: "" }, thinking: { thinking: "", signature: "" } } as const;

/** Streamed answers of the Messages API. The end of the last block waits until the whole answer is decided. */
export class MessagesStream implements DialectStream {
  readonly #host: StreamHost;
  #open: { readonly index: number; readonly block: Block } | undefined;
  /** The block has ended for the upstream; its end is not sent yet. */
  #stopping = false;
  #concluded = false;
  #usage: TokenUsage | undefined;

  constructor(host: StreamHost) {
    this.#host = host;
  }

  event({ data }: SseEvent): void | Promise<void> {
    const event = eventObject(data);
    const type = stringOf(event["type"]) ?? "";
    switch (type) {
      case "content_block_delta":
        return this.#delta(event);
      case "content_block_start":
        return this.#start(event);
      case "content_block_stop":
        return this.#stop(event);
      case "message_start":
        return this.#messageStart(event);
      case "message_delta":
        return this.#messageDelta(event);
      case "message_stop":
        return this.#messageStop();
      case "ping":
        return this.#send({ type });
      case "error":
        throw new WireError(problem("upstream-failed", "The upstream reported an error inside its stream."));
      default:
        throw unreadableAnswer("The upstream's stream has an event of an unknown type.");
    }
  }

  #send(event: JsonObject): void {
    this.#host.send({ event: stringOf(event["type"]) ?? "message", data: JSON.stringify(event) });
  }

  #messageStart(event: JsonObject): void {
    const message = objectOf(event["message"]);
    const content = message?.["content"] ?? [];
    if (message === undefined || !Array.isArray(content) || content.length > 0) {
      throw unreadableAnswer("The upstream's stream does not start as a message does.");
    }
    this.#counted(message["usage"]);
    const model = stringOf(message["model"]);
    if (model !== undefined) this.#host.model(model);
    this.#send({ type: "message_start", message: membersOf(message, messageFacts) });
  }

  #counted(value: JsonValue | undefined): void {
    this.#usage = anthropicUsage(value, this.#usage);
    if (this.#usage !== undefined) this.#host.usage(this.#usage);
  }

  async #start(event: JsonObject): Promise<void> {
    if (this.#concluded) throw unreadableAnswer("The upstream goes on after the end of its answer.");
    await this.#endBlock();
    if (this.#host.cutting) return;
    if (this.#open !== undefined) throw unreadableAnswer("A block starts inside another one.");
    const index = event["index"];
    const content = objectOf(event["content_block"]);
    if (typeof index !== "number" || content === undefined) throw unreadableAnswer("A block has no index.");
    const type = stringOf(content["type"]) ?? "";
    if (calls.has(type)) this.#startCall(content, index);
    else if (type === "text" || type === "thinking") this.#startText(content, index, type);
    else await this.#whole(content, index);
  }

  #startText(content: JsonObject, index: number, type: "text" | "thinking"): void {
    const at = `/content/${index}/${type}`;
    const text = this.#host.openText({ at, stage: "output", role: "assistant" });
    const kind = `${type}_delta` as const;
    this.#open = { index, block: { kind, text } };
    this.#send({ type: "content_block_start", index, content_block: { type, ...emptyBlock[type] } });
    this.#say(index, kind, text.write(stringOf(content[type]) ?? ""));
  }

  #startCall(content: JsonObject, index: number): void {
    const call = new HeldCall(`/content/${index}/input`);
    call.id = stringOf(content["id"]) ?? "";
    call.name = stringOf(content["name"]) ?? "";
    const input = objectOf(content["input"]);
    if (input !== undefined && Object.keys(input).length > 0) call.write(JSON.stringify(input));
    const content_block = { ...membersOf(content, callFacts), input: {} };
    const start = { type: "content_block_start", index, content_block };
    this.#open = { index, block: { kind: "input_json_delta", call, start } };
  }

  /** A block that comes in one piece, such as the result of a tool the provider runs. */
  async #whole(content: JsonObject, index: number): Promise<void> {
    const list = new PartList();
    const reader = new BlockReader(list, new Uninspected(this.#host.allowed, "answer"));
    reader.block(content, `/content/${index}`, { stage: "output", role: "assistant" });
    if (list.parts.length > 0) {
      const texts = await this.#host.check(list.parts);
      if (texts === undefined) return;
      // The block seen as part of the answer, so that the pointers fit.
      replaceTexts({ content: { [index]: content } }, list.parts, texts);
    }
    this.#open = { index, block: { kind: "none" } };
    this.#send({ type: "content_block_start", index, content_block: content });
  }

  #delta(event: JsonObject): void | Promise<void> {
    const open = this.#open;
    const delta = objectOf(event["delta"]);
    if (open === undefined || this.#stopping || open.index !== event["index"] || delta === undefined) {
      throw unreadableAnswer("A piece of the upstream's stream belongs to no open block.");
    }
    const { block, index } = open;
    const type = delta["type"];
    if (type === "signature_delta") {
      const signature = stringOf(delta["signature"]) ?? "";
      return this.#send({ type: "content_block_delta", index, delta: { type, signature } });
    }
    if (type === "citations_delta") return this.#citation(objectOf(delta["citation"]) ?? {}, index);
    if (type !== block.kind) {
      return this.#host.refuse("uninspected", "The answer holds a piece of a kind that is not known here.");
    }
    if (block.kind === "input_json_delta") {
      if (!block.call.write(stringOf(delta["partial_json"]) ?? "")) {
        this.#host.refuse(
          "malformed-tool-call",
          "The arguments of a tool call do not end where they should.",
        );
      }
    } else if (block.kind !== "none") {
      this.#say(index, block.kind, block.text.write(stringOf(delta[textField[block.kind]]) ?? ""));
    }
    return undefined;
  }

  #say(index: number, kind: "text_delta" | "thinking_delta", text: string): void {
    if (text === "") return;
    this.#send({ type: "content_block_delta", index, delta: { type: kind, [textField[kind]]: text } });
  }

  async #citation(citation: JsonObject, index: number): Promise<void> {
    const list = new PartList();
    const skip = new Set(["type", "encrypted_index", "file_id"]);
    const at = `/content/${index}/citations/-`;
    list.strings(citation, at, "document", "document", { skip });
    const texts = list.parts.length === 0 ? [] : await this.#host.check(list.parts);
    if (texts === undefined) return;
    replaceTexts({ content: { [index]: { citations: { "-": citation } } } }, list.parts, texts);
    this.#send({ type: "content_block_delta", index, delta: { type: "citations_delta", citation } });
  }

  #stop(event: JsonObject): void {
    if (this.#open === undefined || this.#open.index !== event["index"]) {
      throw unreadableAnswer("A block ends that is not open.");
    }
    this.#stopping = true;
  }

  /** Sends the end of the block that has ended, with what was held of it. */
  async #endBlock(): Promise<void> {
    const open = this.#open;
    if (open === undefined || !this.#stopping) return;
    if (open.block.kind === "input_json_delta") await this.#releaseCall(open.index, open.block);
    else this.#flush();
    if (this.#host.cutting) return;
    this.#closeBlock();
  }

  #closeBlock(): void {
    const open = this.#open;
    this.#open = undefined;
    this.#stopping = false;
    if (open !== undefined) this.#send({ type: "content_block_stop", index: open.index });
  }

  async #releaseCall(index: number, block: Extract<Block, { kind: "input_json_delta" }>): Promise<void> {
    const { call, start } = block;
    if (!call.complete) {
      this.#host.refuse("malformed-tool-call", "A tool call ends before its arguments are whole.");
      return;
    }
    const texts = await this.#host.check([call.part()]);
    if (texts === undefined || this.#host.cutting) return;
    call.settled = true;
    this.#send(start);
    const partial_json = texts[0] ?? "";
    this.#send({ type: "content_block_delta", index, delta: { type: "input_json_delta", partial_json } });
  }

  #flush(): void {
    const open = this.#open;
    if (open === undefined || open.block.kind === "none" || open.block.kind === "input_json_delta") return;
    this.#say(open.index, open.block.kind, open.block.text.end());
  }

  async #conclude(): Promise<boolean> {
    if (this.#concluded) return !this.#host.cutting;
    this.#concluded = true;
    if (this.#open?.block.kind === "input_json_delta" && this.#stopping) await this.#endBlock();
    if (this.#host.cutting || !(await this.#host.conclude())) return false;
    await this.#endBlock();
    return !this.#host.cutting;
  }

  async #messageDelta(event: JsonObject): Promise<void> {
    this.#counted(event["usage"]);
    const block = this.#open?.block;
    // Cut short by its length limit: a call that is not whole cannot be checked and is not sent.
    if (block?.kind === "input_json_delta" && !block.call.complete && stopReason(event) === "max_tokens") {
      this.#open = undefined;
      this.#stopping = false;
    }
    if (!(await this.#conclude())) return;
    const delta = membersOf(objectOf(event["delta"]) ?? {}, deltaFacts);
    this.#send({ type: "message_delta", delta, ...membersOf(event, endFacts) });
  }

  #messageStop(): void | Promise<void> {
    const type = "message_stop";
    if (this.#concluded) return this.#send({ type });
    return this.#conclude().then((may) => (may ? this.#send({ type }) : undefined));
  }

  async end(): Promise<void> {
    if (this.#concluded) return;
    this.#stopping = this.#open !== undefined && this.#open.block.kind !== "input_json_delta";
    await this.#conclude();
  }

  cut({ kind }: Cut): void {
    this.#closeSent();
    const stop_reason = kind === "policy" ? "refusal" : "max_tokens";
    const output_tokens = this.#usage?.outputTokens ?? 0;
    this.#send({
      type: "message_delta",
      delta: { stop_reason, stop_sequence: null },
      usage: { output_tokens },
    });
    this.#send({ type: "message_stop" });
  }

  /** Closes the open block, if the client has seen it open. */
  #closeSent(): void {
    if (this.#open?.block.kind === "input_json_delta" && !this.#open.block.call.settled)
      this.#open = undefined;
    this.#closeBlock();
  }

  fail(problem: Problem): void {
    if (!this.#concluded) this.#flush();
    this.#send(anthropicError(problem));
  }
}

const stopReason = (event: JsonObject): JsonValue | undefined => objectOf(event["delta"])?.["stop_reason"];
