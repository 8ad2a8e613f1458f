import { startFintechBot, type FintechBot, type FintechBotOptions } from "../index.ts";
import type { Effect } from "../../../src/contracts/index.ts";

interface Said {
  readonly text: string;
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** A real client on a real socket. */
export interface BotClient {
  readonly bot: FintechBot;
  say(text: string, options?: SayOptions): Promise<Said>;
  effects(session: string): Promise<Effect[]>;
  plant(session: string, surface: string, text: string): Promise<Response>;
  raw(path: string, init?: RequestInit): Promise<Response>;
}

interface SayOptions {
  readonly level?: number;
  readonly seed?: number;
  readonly session?: string;
  readonly principal?: string;
  readonly earlier?: readonly { readonly role: string; readonly content: string }[];
}

let sessions = 0;
export const freshSession = (): string => `test-${++sessions}`;

export async function startClient(options: FintechBotOptions = {}): Promise<BotClient> {
  const bot = await startFintechBot(options);
  const raw = (path: string, init?: RequestInit): Promise<Response> => fetch(bot.url + path, init);
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    raw(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    });
  return {
    bot,
    raw,
    plant: (session, surface, text) => post(`/range/sessions/${session}/plant`, { surface, text }),
    async effects(session) {
      const answer = (await (await raw(`/range/sessions/${session}/effects`)).json()) as {
        effects: Effect[];
      };
      return answer.effects;
    },
    async say(text, { level = 0, seed = 1, session = freshSession(), principal, earlier = [] } = {}) {
      const response = await post(
        "/v1/chat/completions",
        { model: `mira-l${level}`, seed, messages: [...earlier, { role: "user", content: text }] },
        { "x-session": session, ...(principal === undefined ? {} : { "x-principal": principal }) },
      );
      const body = (await response.json()) as Record<string, unknown>;
      const choices = body["choices"] as { message: { content: string } }[] | undefined;
      return { text: choices?.[0]?.message.content ?? "", status: response.status, body };
    },
  };
}
