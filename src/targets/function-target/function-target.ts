import type {
  ConversationCapabilities,
  ConversationTarget,
  Effect,
  Exchange,
  Principal,
  Session,
  SessionContext,
  Surface,
  ToolCall,
  Turn,
} from "../../contracts/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { targetErrors } from "../errors.ts";
import { probeTarget } from "../probe/probe.ts";
import { refuseHistory } from "../surfaces.ts";

/** What the function is told about the conversation it answers in. */
export interface FunctionCall {
  readonly turn: Turn;
  /** Everything said before, the claimed history included. */
  readonly history: readonly Turn[];
  readonly sessionId: string;
  readonly seed: number;
  readonly principal: Principal;
  readonly signal: AbortSignal;
}

export interface FunctionReply {
  readonly text: string;
  readonly toolCalls?: readonly ToolCall[];
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number };
}

/** A component of the caller's own program, and the ways into its environment that it offers. */
export interface FunctionTargetSpec {
  readonly id: string;
  reply(call: FunctionCall): string | FunctionReply | Promise<string | FunctionReply>;
  /** Default 60 000. A function cannot be stopped from outside; its answer is no longer waited for. */
  readonly timeoutMs?: number;
  /** Places a text where the component will read it. */
  readonly plant?: {
    readonly surfaces: readonly Exclude<Surface, "user-turn" | "history">[];
    place(surface: Surface, text: string, sessionId: string): void | Promise<void>;
  };
  /** What really happened in the session. */
  effects?(sessionId: string): readonly Effect[] | Promise<readonly Effect[]>;
  cleanup?(sessionId: string): void | Promise<void>;
}

/**
 * A target in the same process, for library users: whatever turns a text into an answer.
 *
 * @example
 * const target = functionTarget({ id: "support", reply: async ({ turn }) => chain.invoke(turn.text) });
 */
export function functionTarget(spec: FunctionTargetSpec): ConversationTarget {
  const capabilities: ConversationCapabilities = {
    multiTurn: true,
    systemPrompt: false,
    tools: true,
    streaming: false,
    effects: spec.effects !== undefined,
    seed: true,
    surfaces: ["user-turn", "history", ...(spec.plant?.surfaces ?? [])],
  };
  const target: ConversationTarget = {
    kind: "conversation",
    id: spec.id,
    capabilities,
    rateLimitKey: `function ${spec.id}`,
    open: async (context) => {
      refuseHistory(capabilities, context.history);
      return new FunctionSession(spec, context);
    },
    probe: (context) => probeTarget(target, context, { streams: false }),
    dispose: async () => undefined,
  };
  return target;
}

class FunctionSession implements Session {
  readonly #spec: FunctionTargetSpec;
  readonly #context: SessionContext;
  readonly #turns: Turn[];
  #count = 0;
  #closed = false;

  constructor(spec: FunctionTargetSpec, context: SessionContext) {
    this.#spec = spec;
    this.#context = context;
    this.#turns = [...(context.history ?? [])];
  }

  async send(turn: Turn): Promise<Exchange> {
    this.#assertOpen();
    const { clock, principal, sessionId } = this.#context;
    const startedAt = clock.now();
    const reply = await this.#reply(turn);
    const said: Turn = {
      role: "assistant",
      text: reply.text,
      ...(reply.toolCalls !== undefined && { toolCalls: reply.toolCalls }),
    };
    this.#turns.push(turn, said);
    const [sent, received] = [Buffer.byteLength(turn.text), Buffer.byteLength(reply.text)];
    return {
      id: `${sessionId}-${++this.#count}`,
      target: this.#spec.id,
      startedAt: new Date(startedAt).toISOString(),
      durationMs: clock.now() - startedAt,
      principal,
      request: [turn],
      response: [said],
      usage: {
        ...(reply.usage ?? { inputTokens: Math.ceil(sent / 4), outputTokens: Math.ceil(received / 4) }),
        reported: reply.usage !== undefined,
      },
      transport: { attempts: 1, bytesSent: sent, bytesReceived: received, streamed: false },
    };
  }

  async plant(surface: Surface, text: string): Promise<void> {
    this.#assertOpen();
    const { plant } = this.#spec;
    if (plant === undefined || !plant.surfaces.some((offered) => offered === surface)) {
      throw targetErrors.surfaceMissing(`The function target offers no way to plant on \`${surface}\`.`);
    }
    await hook("planting", async () => plant.place(surface, text, this.#context.sessionId));
  }

  async effects(): Promise<readonly Effect[]> {
    this.#assertOpen();
    return hook(
      "reading the effects",
      async () => (await this.#spec.effects?.(this.#context.sessionId)) ?? [],
    );
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await hook("cleaning up", async () => this.#spec.cleanup?.(this.#context.sessionId));
  }

  #assertOpen(): void {
    if (this.#closed) throw targetErrors.sessionClosed("The conversation is closed already.");
  }

  async #reply(turn: Turn): Promise<FunctionReply> {
    const { signal, sessionId, seed, principal, clock } = this.#context;
    const { timeoutMs = 60_000 } = this.#spec;
    const stop = new AbortController();
    const late = clock.sleep(timeoutMs, AbortSignal.any([signal, stop.signal])).then(
      () => {
        throw targetErrors.timeout(`The function did not answer within ${timeoutMs} ms.`);
      },
      (error: unknown) => {
        if (signal.aborted) throw targetErrors.aborted("The turn was called off.");
        throw error;
      },
    );
    try {
      if (signal.aborted) throw targetErrors.aborted("The turn was called off.");
      const call = { turn, history: [...this.#turns], sessionId, seed, principal, signal };
      const reply: unknown = await Promise.race([this.#call(call), late]);
      return checked(reply);
    } finally {
      // The timer ends with its own rejection, which nobody needs.
      late.catch(() => undefined);
      stop.abort();
    }
  }

  async #call(call: FunctionCall): Promise<string | FunctionReply> {
    try {
      return await this.#spec.reply(call);
    } catch (cause) {
      if (call.signal.aborted) throw targetErrors.aborted("The turn was called off.");
      throw failed("", cause);
    }
  }
}

/** Library users may write JavaScript: what comes back is looked at. */
function checked(reply: unknown): FunctionReply {
  if (typeof reply === "string") return { text: reply };
  if (typeof reply === "object" && reply !== null && "text" in reply && typeof reply.text === "string") {
    // Safe: `text` was checked, and the other fields are optional and typed by the caller.
    return reply as FunctionReply;
  }
  throw targetErrors.unexpectedShape("The function answered with neither a text nor `{ text }`.");
}

async function hook<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw failed(` while ${what}`, cause);
  }
}

function failed(where: string, cause: unknown): BartizanError {
  if (cause instanceof BartizanError) return cause;
  const said = cause instanceof Error ? cause.message : String(cause);
  return targetErrors.functionFailed(`The function threw${where}: ${said.slice(0, 300)}`, {}, { cause });
}
