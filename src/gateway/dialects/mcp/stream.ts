import { replaceTexts } from "../../parts/index.ts";
import { problem, unreadableAnswer, type Problem } from "../../problems/index.ts";
import { eventObject } from "../../streams/index.ts";
import type { Cut, DialectStream, SseEvent, StreamHost } from "../dialect.ts";
import { askedWith, type Asked } from "./asked.ts";
import { mcpError } from "./problem.ts";
import { readServerMessage } from "./read-response.ts";

/** Messages of a server as events, each checked whole: the answer to one request, or what one listens to. */
export class McpStream implements DialectStream {
  readonly patient: boolean;
  readonly #host: StreamHost;
  readonly #asked: Asked;
  #concluded = false;
  /** The event that was last read; who resumes after it does not meet it again. */
  #last: string | undefined;

  constructor(host: StreamHost) {
    this.#host = host;
    this.#asked = askedWith(host.request);
    this.patient = this.#asked.listening;
  }

  event(event: SseEvent): void | Promise<void> {
    if (event.id !== undefined) this.#last = event.id;
    // An event without data gives a place from which the stream can be resumed.
    if (event.data === "") return this.#host.send(event);
    if (this.#concluded) throw unreadableAnswer("The server goes on after its answer.");
    return this.#message(event);
  }

  async #message({ data, id }: SseEvent): Promise<void> {
    const body = eventObject(data);
    const { message, read } = readServerMessage(body, this.#asked, this.#host.allowed);
    if (read.parts.length > 0 || read.tools !== undefined) {
      const texts = await this.#host.check(read.parts, read.tools);
      if (texts === undefined || this.#host.cutting) return;
      replaceTexts(body, read.parts, texts);
    }
    const answers = message.kind === "result" || message.kind === "error";
    if (answers && !this.#asked.listening) {
      this.#concluded = true;
      if (!(await this.#host.conclude())) return;
    }
    const place = id === undefined ? {} : { id };
    this.#host.send({ event: "message", data: JSON.stringify(body), ...place });
  }

  async end(): Promise<void> {
    if (!this.#concluded) await this.#host.conclude();
    this.#concluded = true;
  }

  cut({ rule, reason, decision }: Cut): void {
    const more = { rules: [rule], ...(decision === undefined ? {} : { decision }) };
    const told = problem("blocked", "The answer was blocked by policy.", more);
    const { id } = this.#asked;
    if (id !== undefined) return this.#say(mcpError(told, id));
    // Nothing was asked that could be answered: the client hears of it as it hears of the server's log.
    const data = { message: reason, code: told.code, rules: told.rules, decision };
    this.#say({
      jsonrpc: "2.0",
      method: "notifications/message",
      params: { level: "error", logger: "bartizan", data },
    });
    return undefined;
  }

  fail(told: Problem): void {
    const { id } = this.#asked;
    // A stream that is merely listened to may end at any time; clients open it again.
    if (id !== undefined) this.#say(mcpError(told, id));
  }

  #say(body: object): void {
    const place = this.#last === undefined ? {} : { id: this.#last };
    this.#host.send({ event: "message", data: JSON.stringify(body), ...place });
  }
}
