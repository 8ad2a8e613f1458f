import type { ServerResponse } from "node:http";
import type { Effect } from "../../contracts/index.ts";
import { connectTarget } from "../connect.ts";
import { functionTarget } from "../function-target/function-target.ts";
import { conversationSuite, type SuiteEnvironment } from "./conversation.suite.ts";
import { configOf, realDeps } from "./real-parts.ts";
import { completion, json, startServer } from "./real-server.ts";

/** The component of the suite: what it answers, its documents and its ledger. */
function component() {
  const documents = new Map<string, string>();
  const ledger = new Map<string, Effect[]>();
  const cleaned: string[] = [];
  return {
    cleaned: () => cleaned,
    place: (session: string, text: string) => void documents.set(session, text),
    effects: (session: string): readonly Effect[] => ledger.get(session) ?? [],
    clean: (session: string) => void cleaned.push(session),
    answer: (session: string, text: string, before: number): string => {
      if (text === "please fail") throw new Error("failed as asked");
      const effects = ledger.get(session) ?? [];
      ledger.set(session, effects);
      effects.push({
        kind: "tool-call",
        name: "answer",
        executed: true,
        at: new Date().toISOString(),
        detail: { text },
        source: "ledger",
      });
      if (text === "how many?") return `before: ${before}`;
      return `echo: ${text === "read the document" ? (documents.get(session) ?? "") : text}`;
    },
  };
}

type Part = ReturnType<typeof component>;
const harness = {
  effects: { request: { url: "/hooks/{{session}}" } },
  plant: {
    document: {
      request: { url: "/hooks/{{session}}/plant", json: { surface: "{{surface}}", text: "{{text}}" } },
    },
  },
  cleanup: { request: { method: "DELETE", url: "/hooks/{{session}}" } },
};

function hooks(part: Part, method: string, url: string, body: string, response: ServerResponse): boolean {
  const [, root, session = "", action] = url.split("/");
  if (root !== "hooks") return false;
  if (method === "DELETE") part.clean(session);
  if (action === "plant") part.place(session, (JSON.parse(body) as { text: string }).text);
  json(response, { effects: part.effects(session) });
  return true;
}

interface ChatBody {
  readonly stream?: boolean;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

async function chatEnvironment(stream: boolean): Promise<SuiteEnvironment> {
  const part = component();
  const server = await startServer(({ method, url, headers, body }, response) => {
    if (hooks(part, method, url, body, response)) return;
    const { messages } = JSON.parse(body) as ChatBody;
    let text: string;
    try {
      text = part.answer(String(headers["x-session"]), messages.at(-1)?.content ?? "", messages.length - 1);
    } catch (error) {
      return json(response, { error: { message: (error as Error).message } }, 500);
    }
    if (!stream) return json(response, completion(text));
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const piece of [...Array.from(text), ""]) {
      const delta = { choices: [{ delta: { content: piece }, finish_reason: piece === "" ? "stop" : null }] };
      response.write(`data: ${JSON.stringify({ model: "mira", ...delta })}\n\n`);
    }
    response.end(
      'data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4}}\n\ndata: [DONE]\n\n',
    );
  });
  const config = configOf({
    kind: "openai-chat",
    id: "suite-chat",
    base_url: `${server.url}/v1`,
    model: "mira",
    stream,
    session_header: "x-session",
    harness,
  });
  return {
    target: await connectTarget(config, realDeps()),
    cleaned: part.cleaned,
    stop: () => server.close(),
  };
}

/** A target that keeps the conversation itself and wants a sign-in, as web chats do. */
async function webEnvironment(): Promise<SuiteEnvironment> {
  const part = component();
  const turns = new Map<string, number>();
  const server = await startServer(({ method, url, headers, body }, response) => {
    if (hooks(part, method, url, body, response)) return;
    if (url === "/login" && method === "GET") {
      response.writeHead(200, { "content-type": "text/html", "set-cookie": "pre=1; Path=/" });
      return response.end('<form><input type="hidden" name="csrf" value="token-of-the-page"></form>');
    }
    if (url === "/login") {
      const form = new URLSearchParams(body);
      const right =
        form.get("csrf") === "token-of-the-page" &&
        headers.cookie === "pre=1" &&
        form.get("password") === "pass-word-1";
      if (!right) return json(response, { message: "wrong" }, 401);
      response.writeHead(303, { location: "/home", "set-cookie": "sid=signed-in; Path=/; HttpOnly" });
      return response.end();
    }
    if (!(headers.cookie ?? "").includes("sid=signed-in")) return json(response, { message: "sign in" }, 401);
    if (url === "/home") return response.end("welcome");
    if (url === "/conversations") return json(response, { id: `conv-${String(headers["x-test-session"])}` });
    const { conversation, text } = JSON.parse(body) as { conversation: string; text: string };
    const session = conversation.replace("conv-", "");
    const before = turns.get(session) ?? 0;
    try {
      json(response, { reply: { text: part.answer(session, text, before) } });
      turns.set(session, before + 2);
    } catch (error) {
      json(response, { message: (error as Error).message }, 500);
    }
  });
  const config = configOf({
    kind: "http",
    id: "suite-web",
    base_url: server.url,
    login: {
      steps: [
        { request: { url: "/login" }, capture: { csrf: { html_input: "csrf" } } },
        {
          request: {
            url: "/login",
            form: { csrf: "{{captured.csrf}}", password: "{{secret:env:PASSWORD}}" },
          },
        },
      ],
    },
    start: [
      {
        request: { method: "POST", url: "/conversations", headers: { "x-test-session": "{{session}}" } },
        capture: { conversation: { json: "$.id" } },
      },
    ],
    request: { url: "/messages", json: { conversation: "{{captured.conversation}}", text: "{{text}}" } },
    reply: { format: "json", path: "$.reply.text" },
    harness,
  });
  const deps = realDeps({ secretValues: { "env:PASSWORD": "pass-word-1" } });
  return { target: await connectTarget(config, deps), cleaned: part.cleaned, stop: () => server.close() };
}

async function functionEnvironment(): Promise<SuiteEnvironment> {
  const part = component();
  const target = functionTarget({
    id: "suite-function",
    reply: ({ turn, history, sessionId }) => part.answer(sessionId, turn.text, history.length),
    plant: { surfaces: ["document"], place: (_, text, session) => part.place(session, text) },
    effects: (session) => part.effects(session),
    cleanup: (session) => part.clean(session),
  });
  return { target, cleaned: part.cleaned, stop: async () => undefined };
}

conversationSuite("openai-chat", () => chatEnvironment(false));
conversationSuite("openai-chat, streaming", () => chatEnvironment(true));
conversationSuite("http with sign-in and conversation id", webEnvironment);
conversationSuite("a function", functionEnvironment);
