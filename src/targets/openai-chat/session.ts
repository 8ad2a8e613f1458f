import type {
  Effect,
  Exchange,
  Session,
  SessionContext,
  Surface,
  ToolCall,
  Turn,
} from "../../contracts/index.ts";
import { targetErrors } from "../errors.ts";
import type { Harness } from "../harness/harness.ts";
import { writeHeaders } from "../template/request.ts";
import type { Values } from "../template/values.ts";
import type { Redactor } from "../transport/redactor.ts";
import { parseJsonAnswer, type WireResponse } from "../transport/response.ts";
import type { Called, Transport, WireRequest } from "../transport/transport.ts";
import type { OpenAiChatConfig } from "./config.ts";
import { requestBody } from "./messages.ts";
import { type ChatReply, readReply } from "./reply.ts";
import { readStream } from "./stream.ts";

export interface ChatParts {
  readonly config: OpenAiChatConfig;
  readonly transport: Transport;
  readonly harness: Harness;
  readonly redactor: Redactor;
  readonly apiKey: string | undefined;
}

/** One conversation. The protocol keeps nothing between requests, so the history is kept here. */
export class ChatSession implements Session {
  readonly #parts: ChatParts;
  readonly #context: SessionContext;
  readonly #values: Values;
  readonly #turns: Turn[];
  #count = 0;
  #closed = false;

  constructor(parts: ChatParts, context: SessionContext, values: Values) {
    this.#parts = parts;
    this.#context = context;
    this.#values = values;
    const { system_prompt: prompt } = parts.config;
    this.#turns = [
      ...(prompt === undefined ? [] : [{ role: "system", text: prompt } as const]),
      ...(context.history ?? []),
    ];
  }

  async send(turn: Turn): Promise<Exchange> {
    this.#assertOpen();
    if (turn.role === "assistant") {
      throw targetErrors.surfaceMissing(
        "The component's own words cannot be sent as a turn; claim them as history.",
      );
    }
    const { clock } = this.#context;
    const startedAt = clock.now();
    const sent: Turn[] = [...unanswered(this.#turns, turn), turn];
    const said: Turn[] = [];
    const calls: Called<ChatReply>[] = [];
    for (let round = 0; ; round++) {
      const called = await this.#complete([...this.#before(), ...sent, ...said]);
      calls.push(called);
      said.push(this.#assistantTurn(called.value));
      const results = this.#cannedResults(called.value.toolCalls);
      if (results === undefined || round >= this.#parts.config.max_tool_rounds) break;
      said.push(...results);
    }
    this.#turns.push(...sent, ...said);
    return this.#exchange({ sent: [turn], said, calls, startedAt });
  }

  async plant(surface: Surface, text: string): Promise<void> {
    this.#assertOpen();
    await this.#parts.harness.plant(surface, text, this.#values, this.#context.signal);
  }

  async effects(): Promise<readonly Effect[]> {
    this.#assertOpen();
    return this.#parts.harness.effects(this.#values, this.#context.signal);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    // Cleaning up goes on after the trial was called off; its own timeout bounds it.
    await this.#parts.harness.cleanup(this.#values, new AbortController().signal);
  }

  #assertOpen(): void {
    if (this.#closed) throw targetErrors.sessionClosed("The conversation is closed already.");
  }

  /** What goes along with a new turn: everything so far, or only the system prompt. */
  #before(): readonly Turn[] {
    if (this.#parts.config.capabilities?.multi_turn !== false) return this.#turns;
    return this.#turns.filter((turn) => turn.role === "system");
  }

  #assistantTurn(reply: ChatReply): Turn {
    const { redactor } = this.#parts;
    const toolCalls = reply.toolCalls.map((call) => ({ ...call, arguments: redactor.clean(call.arguments) }));
    return {
      role: "assistant",
      text: redactor.clean(reply.text),
      ...(toolCalls.length > 0 && { toolCalls }),
    };
  }

  /** The configured answers, when there is one for every call; otherwise the conversation stops at the calls. */
  #cannedResults(calls: readonly ToolCall[]): readonly Turn[] | undefined {
    if (calls.length === 0) return undefined;
    const results: Turn[] = [];
    for (const call of calls) {
      const text = this.#parts.config.tools?.find((tool) => tool.name === call.name)?.result;
      if (text === undefined) return undefined;
      results.push({ role: "tool", text, toolCallId: call.id, name: call.name });
    }
    return results;
  }

  #complete(turns: readonly Turn[]): Promise<Called<ChatReply>> {
    const { config, transport, redactor } = this.#parts;
    return transport.call(this.#request(turns), {
      signal: this.#context.signal,
      redactor,
      purpose: "component",
      follow: true,
      read: async (response) => {
        const value = await readAnswer(response, config.stream);
        return { value, used: value.usage ?? estimate(turns, value) };
      },
    });
  }

  #request(turns: readonly Turn[]): WireRequest {
    const { config, apiKey } = this.#parts;
    return {
      method: "POST",
      url: new URL(`${config.base_url.replace(/\/+$/, "")}/chat/completions`),
      headers: {
        "content-type": "application/json",
        accept: config.stream ? "text/event-stream" : "application/json",
        ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
        ...(config.session_header !== undefined && {
          [config.session_header.toLowerCase()]: this.#values.session,
        }),
        ...writeHeaders(config.headers ?? {}, this.#values),
      },
      body: JSON.stringify(requestBody(config, turns, this.#context.seed)),
    };
  }

  #exchange(seen: {
    readonly sent: readonly Turn[];
    readonly said: readonly Turn[];
    readonly calls: readonly Called<ChatReply>[];
    readonly startedAt: number;
  }): Exchange {
    const { clock, principal, sessionId } = this.#context;
    const last = seen.calls.at(-1);
    const sum = (of: (call: Called<ChatReply>) => number): number =>
      seen.calls.reduce((total, call) => total + of(call), 0);
    const usageOf = (call: Called<ChatReply>) => call.value.usage ?? estimate(seen.sent, call.value);
    const cut = cutOf(last?.value.finishReason);
    return this.#parts.redactor.cleanAll<Exchange>({
      id: `${sessionId}-${++this.#count}`,
      target: this.#parts.config.id,
      startedAt: new Date(seen.startedAt).toISOString(),
      durationMs: clock.now() - seen.startedAt,
      principal,
      request: seen.sent,
      response: seen.said,
      usage: {
        inputTokens: sum((call) => usageOf(call).inputTokens),
        outputTokens: sum((call) => usageOf(call).outputTokens),
        reported: seen.calls.every((call) => call.value.usage !== undefined),
      },
      transport: {
        ...(last && { status: last.status }),
        attempts: Math.max(...seen.calls.map((call) => call.attempts)),
        bytesSent: sum((call) => call.bytesSent),
        bytesReceived: sum((call) => call.bytesReceived),
        streamed: last?.value.streamed ?? false,
        ...(last?.value.model !== undefined && { model: last.value.model }),
        ...(last?.value.fingerprint !== undefined && { fingerprint: last.value.fingerprint }),
      },
      ...(cut && { cut }),
    });
  }
}

/** A server that was asked to stream may still answer whole, and says so by its content type. */
async function readAnswer(response: WireResponse, stream: boolean): Promise<ChatReply> {
  const type = response.headers["content-type"] ?? "";
  if (stream && type.startsWith("text/event-stream")) return readStream(response.pieces(), response.place);
  return readReply(parseJsonAnswer(await response.text(), response), response.place);
}

/** The protocol wants an answer to every tool call before the next turn; those nobody ran are told so. */
function unanswered(turns: readonly Turn[], next: Turn): readonly Turn[] {
  if (next.role === "tool") return [];
  const asked = turns.findLastIndex((turn) => turn.role === "assistant");
  const answered = new Set(turns.slice(asked + 1).map((turn) => turn.toolCallId));
  return (turns[asked]?.toolCalls ?? [])
    .filter((call) => !answered.has(call.id))
    .map((call) => ({ role: "tool", text: "This tool was not run.", toolCallId: call.id, name: call.name }));
}

function estimate(turns: readonly Turn[], reply: ChatReply): { inputTokens: number; outputTokens: number } {
  const tokens = (texts: readonly string[]): number =>
    Math.ceil(texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0) / 4);
  return {
    inputTokens: tokens(turns.map((turn) => turn.text)),
    outputTokens: tokens([reply.text, ...reply.toolCalls.map((call) => call.name + call.arguments)]),
  };
}

function cutOf(reason: string | undefined): Exchange["cut"] {
  if (reason === "length") return "length";
  return reason === "content_filter" ? "content-filter" : undefined;
}
