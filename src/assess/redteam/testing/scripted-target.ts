import type {
  ConversationTarget,
  Effect,
  Exchange,
  SessionContext,
  Surface,
  TrialContext,
  Turn,
} from "../../../contracts/index.ts";
import { seededRandom } from "../../../stats/index.ts";

/** What a scripted assistant does with a user's turn, knowing what was planted and claimed. */
export interface Script {
  readonly surfaces?: readonly Surface[];
  readonly effects?: readonly Effect[];
  answer(
    text: string,
    seen: { readonly planted: readonly string[]; readonly history: readonly Turn[] },
  ): readonly Turn[];
  readonly onClose?: () => void;
}

/** A target in memory that remembers what was asked of it. */
export interface ScriptedTarget extends ConversationTarget {
  readonly log: string[];
  readonly opened: SessionContext[];
}

export function scriptedTarget(script: Script): ScriptedTarget {
  const log: string[] = [];
  const opened: SessionContext[] = [];
  return {
    kind: "conversation",
    id: "scripted",
    log,
    opened,
    rateLimitKey: "scripted",
    capabilities: {
      multiTurn: true,
      systemPrompt: false,
      tools: false,
      streaming: false,
      effects: true,
      seed: true,
      surfaces: script.surfaces ?? ["user-turn", "history", "document", "tool-result", "memory"],
    },
    probe: () => Promise.reject(new Error("not needed")),
    dispose: () => Promise.resolve(),
    async open(context) {
      opened.push(context);
      log.push("open");
      const planted: string[] = [];
      return {
        async plant(surface, text) {
          log.push(`plant ${surface}`);
          planted.push(text);
        },
        async send(turn) {
          log.push("send");
          const response = script.answer(turn.text, { planted, history: context.history ?? [] });
          return exchange(turn, response, context);
        },
        async effects() {
          log.push("effects");
          return script.effects ?? [];
        },
        async close() {
          log.push("close");
          script.onClose?.();
        },
      };
    },
  };
}

export const assistant = (text: string): readonly Turn[] => [{ role: "assistant", text }];

function exchange(turn: Turn, response: readonly Turn[], { principal, sessionId }: SessionContext): Exchange {
  return {
    id: sessionId,
    target: "scripted",
    startedAt: new Date(0).toISOString(),
    durationMs: 1,
    principal,
    request: [turn],
    response,
    usage: { inputTokens: 1, outputTokens: 1, reported: false },
    transport: { attempts: 1, bytesSent: 1, bytesReceived: 1, streamed: false },
  };
}

export function trialContext(overrides: Partial<TrialContext> = {}): TrialContext {
  return {
    signal: new AbortController().signal,
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    random: seededRandom("test"),
    sessionId: "bz-00000001",
    principal: { id: "cust-1001", verified: true },
    seed: 7,
    canary: "lanternbrookside",
    attempt: 1,
    ...overrides,
  };
}
