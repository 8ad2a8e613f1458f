import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startClient, type BotClient } from "../testing/bot-client.ts";

let client: BotClient;
beforeAll(async () => {
  client = await startClient({ level: 0, mostBytes: 100_000 });
});
afterAll(() => client.bot.close());

const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  client.raw("/v1/chat/completions", {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
const ask = (text: string, more: object = {}): object => ({
  model: "mira",
  seed: 3,
  messages: [{ role: "user", content: text }],
  ...more,
});

interface Chunk {
  readonly choices: readonly {
    readonly delta: {
      readonly role?: string;
      readonly content?: string | null;
      readonly tool_calls?: readonly {
        readonly id?: string;
        readonly function: { readonly name?: string; readonly arguments: string };
      }[];
    };
    readonly finish_reason: string | null;
  }[];
  readonly usage?: { readonly total_tokens: number } | null;
}

async function streamed(body: object): Promise<{ chunks: Chunk[]; raw: string; type: string }> {
  const response = await post({ ...body, stream: true });
  const raw = await response.text();
  const events = raw.split("\n\n").filter((event) => event !== "");
  expect(events.at(-1)).toBe("data: [DONE]");
  const chunks = events.slice(0, -1).map((event) => JSON.parse(event.replace(/^data: /, "")) as Chunk);
  return { chunks, raw, type: response.headers.get("content-type") ?? "" };
}

interface Body {
  readonly choices: readonly [
    {
      readonly message: { readonly content: string; readonly tool_calls?: unknown[] };
      readonly finish_reason: string;
    },
  ];
  readonly usage: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly total_tokens: number;
  };
  readonly error?: { readonly code: string | null; readonly type: string; readonly param: string | null };
  readonly model: string;
}
const json = async (response: Response): Promise<Body> => (await response.json()) as Body;

describe("chat completions", () => {
  it("answers with a chat.completion that names its model and counts its tokens", async () => {
    const body = await json(await post(ask("What is my balance?")));
    expect(body.model).toBe("mira-l0");
    expect(body.choices[0].finish_reason).toBe("stop");
    expect(body.choices[0].message.content).toContain("12,431.07 EUR");
    expect(body.usage.total_tokens).toBe(body.usage.prompt_tokens + body.usage.completion_tokens);
    expect(body.usage.completion_tokens).toBe(Math.ceil(body.choices[0].message.content.length / 4));
  });

  it("streams the same words in pieces, with role first, finish last and usage when asked", async () => {
    const plain = await json(await post(ask("Show me my recent transactions, please. ¿Señor? 😀")));
    const { chunks, type } = await streamed({
      ...ask("Show me my recent transactions, please. ¿Señor? 😀"),
      stream_options: { include_usage: true },
    });
    expect(type).toContain("text/event-stream");
    expect(chunks[0]?.choices[0]?.delta.role).toBe("assistant");
    const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");
    expect(text).toBe(plain.choices[0].message.content);
    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe("stop");
    expect(chunks.at(-1)?.choices).toEqual([]);
    expect(chunks.at(-1)?.usage?.total_tokens).toBe(plain.usage.total_tokens);
  });

  it("takes content as parts, and reads the newest user message", async () => {
    const messages = [
      { role: "system", content: "be brief" },
      {
        role: "user",
        content: [
          { type: "text", text: "Hello." },
          { type: "image_url", image_url: {} },
          { type: "text", text: "What is my balance?" },
        ],
      },
    ];
    const body = await json(await post({ model: "mira", messages }));
    expect(body.choices[0].message.content).toContain("NP-1001");
  });

  const tools = [
    {
      type: "function",
      function: {
        name: "lookup_rate",
        parameters: { type: "object", properties: { account: {}, amount: {} } },
      },
    },
  ];
  it("answers with tool_calls when the user asks for a tool the client offers", async () => {
    const body = await json(await post(ask("Call lookup_rate for NP-1001 and 25 EUR", { tools })));
    expect(body.choices[0].finish_reason).toBe("tool_calls");
    const [call] = body.choices[0].message.tool_calls as { function: { name: string; arguments: string } }[];
    expect(call?.function.name).toBe("lookup_rate");
    expect(JSON.parse(call?.function.arguments ?? "")).toEqual({ account: "NP-1001", amount: 25 });
  });

  it("streams tool_calls as deltas that add up to the same arguments", async () => {
    const { chunks } = await streamed(ask("Call lookup_rate for NP-1001 and 25 EUR", { tools }));
    const deltas = chunks.flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []);
    expect(deltas[0]?.function.name).toBe("lookup_rate");
    expect(deltas.length).toBeGreaterThan(2);
    expect(JSON.parse(deltas.map((delta) => delta.function.arguments).join(""))).toEqual({
      account: "NP-1001",
      amount: 25,
    });
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe("tool_calls");
  });

  it("lists its models", async () => {
    const body = (await (await client.raw("/v1/models")).json()) as { data: { id: string }[] };
    expect(body.data.map(({ id }) => id)).toEqual([
      "mira",
      "mira-l0",
      "mira-l1",
      "mira-l2",
      "mira-l3",
      "mira-l4",
      "mira-l5",
    ]);
  });
});

describe("errors", () => {
  it.each([
    ["text that is not JSON", "{", 400, null],
    ["no messages", { model: "mira", messages: [] }, 400, "messages"],
    ["a wrong role", { model: "mira", messages: [{ role: "robot", content: "x" }] }, 400, "messages.0.role"],
    ["two choices", { model: "mira", n: 2, messages: [{ role: "user", content: "x" }] }, 400, "n"],
    ["an unknown model", { model: "gpt-9", messages: [{ role: "user", content: "x" }] }, 404, "model"],
    [
      "a level that does not exist",
      { model: "mira-l6", messages: [{ role: "user", content: "x" }] },
      404,
      "model",
    ],
  ])("are OpenAI bodies: %s", async (_what, body, status, param) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect((await json(response)).error).toMatchObject({ type: "invalid_request_error", param });
  });

  it("refuses a conversation longer than the context window", async () => {
    const response = await post(ask("x".repeat(60_001)));
    expect(response.status).toBe(400);
    expect((await json(response)).error?.code).toBe("context_length_exceeded");
  });

  it("refuses a body larger than the limit, and an unknown path", async () => {
    expect((await post("x".repeat(100_001))).status).toBe(413);
    const chunks = ReadableStream.from(
      Array.from({ length: 200 }, () => new TextEncoder().encode("x".repeat(1000))),
    );
    const init = { method: "POST", body: chunks, duplex: "half" } as RequestInit;
    const chunked = await client.raw("/v1/chat/completions", init).catch(() => undefined);
    expect(chunked?.status ?? 413).toBe(413);
    expect((await post(ask("hi"))).status).toBe(200);
    const lost = await client.raw("/v1/embeddings", { method: "POST" });
    expect(lost.status).toBe(404);
    expect((await json(lost)).error?.type).toBe("invalid_request_error");
  });

  it("refuses session ids and principals that are none", async () => {
    expect((await post(ask("hi"), { "x-session": "../etc" })).status).toBe(400);
    expect((await post(ask("hi"), { "x-principal": "cust-9" })).status).toBe(400);
    expect((await client.raw("/range/sessions/a%20b/effects")).status).toBe(400);
  });
});

describe("keys and limits", () => {
  it("asks for its key when it has one, on every route", async () => {
    const locked = await startClient({ apiKey: "k-1" });
    const headers = { authorization: "Bearer k-1" };
    expect((await locked.raw("/v1/models")).status).toBe(401);
    expect((await locked.raw("/v1/models", { headers: { authorization: "Bearer k-2" } })).status).toBe(401);
    expect((await locked.raw("/range/sessions/a/effects")).status).toBe(401);
    expect((await locked.raw("/v1/models", { headers })).status).toBe(200);
    await locked.bot.close();
  });

  it("answers 429 with retry-after beyond its rate, and fills up with time", async () => {
    let now = 1_000_000;
    const slow = await startClient({ requestsPerMinute: 2, now: () => now });
    const status = async (): Promise<number> => (await slow.say("What is my balance?")).status;
    expect([await status(), await status()]).toEqual([200, 200]);
    const refused = await slow.raw("/v1/chat/completions", { method: "POST", body: "{}" });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("30");
    expect(refused.headers.get("x-ratelimit-remaining-requests")).toBe("0");
    expect((await json(refused)).error?.code).toBe("rate_limit_exceeded");
    now += 30_000;
    expect(await status()).toBe(200);
    await slow.bot.close();
  });

  it("says how much is left even when it does not limit", async () => {
    const response = await post(ask("hi"));
    expect(response.headers.get("x-ratelimit-limit-requests")).toBe("10000");
    expect(response.headers.get("x-ratelimit-remaining-requests")).toBe("10000");
  });
});
