import type {
  Effect,
  Exchange,
  JsonObject,
  Session,
  SessionContext,
  Surface,
  Turn,
} from "../../contracts/index.ts";
import { targetErrors } from "../errors.ts";
import type { Harness } from "../harness/harness.ts";
import type { Values } from "../template/values.ts";
import type { PacedWork } from "../transport/paced-work.ts";
import { redacted } from "../transport/redacted.ts";
import type { TokenCount, Transport } from "../transport/transport.ts";
import { type Channel, sendOn, type SendParts, runStep, takeCaptures } from "./channel.ts";
import { meets } from "./conditions.ts";
import type { HttpConfig } from "./config.ts";
import { type HttpReply, readHttpReply, readUntil } from "./reply.ts";
import type { SignIn } from "./sign-in.ts";
import { parseJsonAnswer } from "../transport/response.ts";
import type { ReadAnswer } from "./captures.ts";
import type { SocketLine } from "./websocket.ts";

export interface HttpParts {
  readonly config: HttpConfig;
  readonly transport: Transport;
  readonly harness: Harness;
  readonly signIn: SignIn;
  /** One request through the pacer and the budget, for connections that are not plain requests. */
  readonly paced: PacedWork;
  readonly line: SocketLine | undefined;
}

interface Answer extends HttpReply {
  readonly status?: number;
  readonly attempts: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** One conversation with a target described by templates. */
export class HttpSession implements Session {
  readonly #parts: HttpParts;
  readonly #context: SessionContext;
  readonly #values: Values;
  readonly #turns: Turn[];
  #channel: Channel;
  #ready = false;
  #count = 0;
  #closed = false;

  constructor(parts: HttpParts, context: SessionContext, values: Values, channel: Channel) {
    this.#parts = parts;
    this.#context = context;
    this.#values = values;
    this.#channel = channel;
    this.#turns = [...(context.history ?? [])];
  }

  async send(turn: Turn): Promise<Exchange> {
    this.#assertOpen();
    try {
      return await this.#send(turn);
    } catch (error) {
      throw redacted(error, this.#channel.redactor);
    }
  }

  async #send(turn: Turn): Promise<Exchange> {
    if (turn.role !== "user" && turn.role !== "document") {
      throw targetErrors.surfaceMissing(
        `This target takes the user's turns; a turn of \`${turn.role}\` has no place.`,
      );
    }
    const { clock, principal, sessionId } = this.#context;
    const startedAt = clock.now();
    await this.#begin();
    const values = this.#turnValues(turn);
    const answer =
      this.#parts.line === undefined
        ? await this.#ask(values)
        : await this.#askLine(this.#parts.line, values);
    const said = this.#said(answer);
    this.#turns.push(turn, said);
    return this.#channel.redactor.cleanAll<Exchange>({
      id: `${sessionId}-${++this.#count}`,
      target: this.#parts.config.id,
      startedAt: new Date(startedAt).toISOString(),
      durationMs: clock.now() - startedAt,
      principal,
      request: [turn],
      response: [said],
      usage: { ...usageOf(turn, answer), reported: answer.usage !== undefined },
      transport: {
        ...(answer.status !== undefined && { status: answer.status }),
        attempts: answer.attempts,
        bytesSent: answer.bytesSent,
        bytesReceived: answer.bytesReceived,
        streamed: answer.streamed,
        ...(answer.model !== undefined && { model: answer.model }),
      },
    });
  }

  async plant(surface: Surface, text: string): Promise<void> {
    this.#assertOpen();
    await this.#begin();
    await this.#parts.harness.plant(surface, text, this.#hookValues(), this.#context.signal);
  }

  async effects(): Promise<readonly Effect[]> {
    this.#assertOpen();
    return this.#parts.harness.effects(this.#hookValues(), this.#context.signal);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#parts.line?.close();
    await this.#parts.harness.cleanup(this.#hookValues(), new AbortController().signal);
  }

  #assertOpen(): void {
    if (this.#closed) throw targetErrors.sessionClosed("The conversation is closed already.");
  }

  #hookValues(): Values {
    return { ...this.#values, captured: this.#channel.captured };
  }

  #sendParts(): SendParts {
    const { config, transport } = this.#parts;
    return { config, transport, signal: this.#context.signal };
  }

  /** Signs in and starts the conversation, once. */
  async #begin(): Promise<void> {
    if (this.#ready) return;
    const { signIn, config } = this.#parts;
    this.#channel = await signIn.enter(this.#channel, this.#values, this.#sendParts());
    for (const step of config.start ?? [])
      await runStep(this.#channel, step, this.#values, this.#sendParts());
    this.#ready = true;
  }

  #turnValues(turn: Turn): Values {
    const whole = this.#parts.config.capabilities?.multi_turn === false ? [turn] : [...this.#turns, turn];
    const messages = whole.map((each): JsonObject => ({
      role: each.role === "document" ? "user" : each.role,
      content: each.text,
    }));
    return { ...this.#values, text: turn.text, messages };
  }

  async #ask(values: Values): Promise<Answer> {
    const { config } = this.#parts;
    const { request, reply } = config;
    if (request === undefined || reply === undefined) {
      throw targetErrors.badConfiguration("The target has neither a request nor a WebSocket.");
    }
    const first = await this.#withSignIn((accept) =>
      sendOn(this.#channel, request, values, {
        ...this.#sendParts(),
        accept,
        read: (response) =>
          reply.format === "sse" && reply.until !== undefined
            ? readUntil(response.pieces(), reply.until)
            : response.text(),
        used: (answer) => (config.poll === undefined ? usedBy(config, values, answer) : undefined),
      }),
    );
    takeCaptures(this.#channel, config.capture, first.value, "keep");
    const last = config.poll === undefined ? first.value : await this.#poll(values);
    return { ...readHttpReply(reply, last), ...pick(first) };
  }

  /** After a 401 signs in anew, once, and sends again. */
  async #withSignIn<T extends { readonly status: number }>(
    send: (accept: readonly number[]) => Promise<T>,
  ): Promise<T> {
    const { signIn } = this.#parts;
    if (!signIn.needed) return send([]);
    const first = await send([401]);
    if (first.status !== 401) return first;
    this.#channel = await signIn.again(this.#channel, this.#values, this.#sendParts());
    return send([]);
  }

  async #poll(values: Values): Promise<ReadAnswer> {
    const { poll } = this.#parts.config;
    if (poll === undefined) throw targetErrors.badConfiguration("There is nothing to poll.");
    const { clock, signal } = this.#context;
    for (let asked = 0; asked < poll.max_polls; asked++) {
      await clock.sleep(poll.every_ms, signal).catch((error: unknown) => {
        throw signal.aborted ? targetErrors.aborted("Waiting for the answer was called off.") : error;
      });
      const { value } = await sendOn(this.#channel, poll.request, values, this.#sendParts());
      const body = parseJsonAnswer(value.text, value.response);
      const { place } = value.response;
      if (poll.failed_when !== undefined && meets(poll.failed_when, body)) {
        throw targetErrors.pollFailed(`${place.at} says that the request failed.`, place);
      }
      if (meets(poll.until, body)) return value;
    }
    throw targetErrors.pollExpired(`The answer was not there after ${poll.max_polls} polls.`);
  }

  async #askLine(line: SocketLine, values: Values): Promise<Answer> {
    const { signal } = this.#context;
    const answer = await this.#parts.paced(
      signal,
      () => line.ask(this.#channel, values, signal),
      ({ text }) =>
        usageOf({ role: "user", text: values.text ?? "" }, { text, toolCalls: [], streamed: true }),
    );
    return { ...answer, toolCalls: [], streamed: true, attempts: 1 };
  }

  #said(answer: Answer): Turn {
    const { redactor } = this.#channel;
    const toolCalls = answer.toolCalls.map((call) => ({
      ...call,
      arguments: redactor.clean(call.arguments),
    }));
    return {
      role: "assistant",
      text: redactor.clean(answer.text),
      ...(toolCalls.length > 0 && { toolCalls }),
    };
  }
}

const pick = (called: Omit<Answer, keyof HttpReply>): Omit<Answer, keyof HttpReply> => ({
  ...(called.status !== undefined && { status: called.status }),
  attempts: called.attempts,
  bytesSent: called.bytesSent,
  bytesReceived: called.bytesReceived,
});

function usageOf(turn: Turn, reply: HttpReply): TokenCount {
  return (
    reply.usage ?? {
      inputTokens: Math.ceil(Buffer.byteLength(turn.text) / 4),
      outputTokens: Math.ceil(Buffer.byteLength(reply.text) / 4),
    }
  );
}

/** What settles the budget; an answer that cannot be read settles with its bytes. */
function usedBy(config: HttpConfig, values: Values, answer: ReadAnswer): TokenCount {
  const turn: Turn = { role: "user", text: values.text ?? "" };
  try {
    if (config.reply !== undefined) return usageOf(turn, readHttpReply(config.reply, answer));
  } catch {
    // The caller meets the same error and reports it.
  }
  return usageOf(turn, { text: answer.text, toolCalls: [], streamed: false });
}
