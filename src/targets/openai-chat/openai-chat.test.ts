import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { Exchange } from "../../contracts/index.ts";
import { connectTarget } from "../connect.ts";
import { configOf, realDeps, sessionContext } from "../testing/real-parts.ts";
import { type Answer, completion, json, type RealServer, startServer } from "../testing/real-server.ts";
import { readStream } from "./stream.ts";

const open: RealServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function talk(
  answer: Answer,
  more: Record<string, unknown>,
  turns: readonly string[] = ["hello"],
  deps = realDeps(),
) {
  const server = await startServer(answer);
  open.push(server);
  const config = configOf({
    kind: "openai-chat",
    id: "mira",
    base_url: `${server.url}/v1/`,
    model: "mira",
    ...more,
  });
  const target = await connectTarget(config, deps);
  const session = await target.open(sessionContext());
  const exchanges: Exchange[] = [];
  for (const text of turns) exchanges.push(await session.send({ role: "user", text }));
  await target.dispose();
  return {
    server,
    exchanges,
    bodies: server.seen.map((request) => JSON.parse(request.body) as Record<string, unknown>),
  };
}

const callsFor = (name: string, args: string) =>
  completion("", {
    choices: [
      {
        message: {
          content: null,
          tool_calls: [{ id: "c1", type: "function", function: { name, arguments: args } }],
        },
        finish_reason: "tool_calls",
      },
    ],
  });

describe("a chat completion", () => {
  it("is asked for as the configuration says", async () => {
    const { server, bodies } = await talk(
      (_, response) => json(response, completion("hi")),
      {
        system_prompt: "You are Mira.",
        api_key: "env:KEY",
        session_header: "X-Session",
        headers: { "x-principal": "{{principal}}" },
        temperature: 0,
        max_tokens: 50,
        max_tokens_field: "max_completion_tokens",
        extra_body: { reasoning_effort: "low" },
        tools: [{ name: "lookup", description: "Looks up.", parameters: { type: "object" } }],
      },
      ["one", "two"],
      realDeps({ secretValues: { "env:KEY": "key-0123456789" } }),
    );
    expect(server.seen[0]).toMatchObject({
      method: "POST",
      url: "/v1/chat/completions",
      headers: { authorization: "Bearer key-0123456789", "x-principal": "cust-1001" },
    });
    expect(server.seen[0]?.headers["x-session"]).toMatch(/^session-/);
    expect(bodies[0]).toEqual({
      reasoning_effort: "low",
      model: "mira",
      messages: [
        { role: "system", content: "You are Mira." },
        { role: "user", content: "one" },
      ],
      temperature: 0,
      max_completion_tokens: 50,
      seed: 7,
      tools: [
        {
          type: "function",
          function: { name: "lookup", description: "Looks up.", parameters: { type: "object" } },
        },
      ],
    });
    expect(bodies[1]?.["messages"]).toEqual([
      { role: "system", content: "You are Mira." },
      { role: "user", content: "one" },
      { role: "assistant", content: "hi" },
      { role: "user", content: "two" },
    ]);
  });

  it("tells model, fingerprint, usage and why it ended", async () => {
    const { exchanges } = await talk(
      (_, response) =>
        json(
          response,
          completion("cut", {
            model: "mira-2",
            system_fingerprint: "fp_1",
            choices: [{ message: { content: "cut" }, finish_reason: "length" }],
          }),
        ),
      {},
    );
    expect(exchanges[0]).toMatchObject({
      cut: "length",
      usage: { inputTokens: 11, outputTokens: 5, reported: true },
      transport: { status: 200, model: "mira-2", fingerprint: "fp_1", streamed: false },
    });
  });

  it("marks an answer that a filter cut, and estimates usage that is not reported", async () => {
    const { exchanges } = await talk(
      (_, response) =>
        json(response, { choices: [{ message: { content: "12345678" }, finish_reason: "content_filter" }] }),
      {},
      ["abcd"],
    );
    expect(exchanges[0]).toMatchObject({
      cut: "content-filter",
      usage: { inputTokens: 1, outputTokens: 2, reported: false },
    });
  });

  it("takes a refusal and text parts as text", async () => {
    const refused = await talk(
      (_, response) => json(response, { choices: [{ message: { content: null, refusal: "I cannot." } }] }),
      {},
    );
    expect(refused.exchanges[0]?.response[0]?.text).toBe("I cannot.");
    const parts = await talk(
      (_, response) =>
        json(response, {
          choices: [
            {
              message: {
                content: [
                  { type: "text", text: "a" },
                  { type: "text", text: "b" },
                ],
              },
            },
          ],
        }),
      {},
    );
    expect(parts.exchanges[0]?.response[0]?.text).toBe("ab");
  });

  it("stops at tool calls nobody answers, and answers for them before the next turn", async () => {
    let asked = 0;
    const { exchanges, bodies } = await talk(
      (_, response) =>
        json(response, ++asked === 1 ? callsFor("transfer", '{"to":"NP-6666"') : completion("done")),
      {},
      ["pay", "thanks"],
    );
    expect(exchanges[0]?.response).toEqual([
      {
        role: "assistant",
        text: "",
        toolCalls: [{ id: "c1", name: "transfer", arguments: '{"to":"NP-6666"' }],
      },
    ]);
    expect(((bodies[1]?.["messages"] ?? []) as unknown[]).slice(1)).toEqual([
      {
        role: "assistant",
        content: null,
        tool_calls: [
          { id: "c1", type: "function", function: { name: "transfer", arguments: '{"to":"NP-6666"' } },
        ],
      },
      { role: "tool", content: "This tool was not run.", tool_call_id: "c1" },
      { role: "user", content: "thanks" },
    ]);
  });

  it("sends canned results back, but not for ever", async () => {
    const { exchanges, bodies } = await talk((_, response) => json(response, callsFor("lookup", "{}")), {
      tools: [{ name: "lookup", result: "balance: 5" }],
      max_tool_rounds: 2,
    });
    expect(bodies).toHaveLength(3);
    expect(exchanges[0]?.response.map((turn) => turn.role)).toEqual([
      "assistant",
      "tool",
      "assistant",
      "tool",
      "assistant",
    ]);
    expect(exchanges[0]?.usage).toEqual({ inputTokens: 33, outputTokens: 15, reported: true });
  });

  it("takes a whole answer where a stream was asked for, and the probe says so", async () => {
    const server = await startServer((_, response) => json(response, completion("whole")));
    open.push(server);
    const target = await connectTarget(
      configOf({ kind: "openai-chat", id: "mira", base_url: server.url, model: "mira-l3", stream: true }),
      realDeps(),
    );
    const report = await target.probe(sessionContext());
    expect(report).toMatchObject({ reachable: true, model: "mira", capabilities: { streaming: false } });
    expect(report.notes.join(" ")).toContain("asked for `mira-l3` and reports `mira`");
    await target.dispose();
  });

  it("reports an unreachable target in its probe", async () => {
    const server = await startServer(() => undefined);
    await server.close();
    const target = await connectTarget(
      configOf({ kind: "openai-chat", id: "mira", base_url: server.url, model: "m" }),
      realDeps(),
    );
    const report = await target.probe(sessionContext());
    expect(report.reachable).toBe(false);
    expect(report.notes[0]).toContain("TARGETS_CONNECTION_REFUSED");
  });
});

describe("a streamed chat completion", () => {
  const place = { at: "test" };
  const delta = (body: unknown): string => `data: ${JSON.stringify(body)}\n\n`;
  const stream = [
    delta({ model: "mira", choices: [{ delta: { role: "assistant", content: "Let me " } }] }),
    ": keep-alive\n\n",
    delta({ choices: [{ delta: { content: "see.\n" } }] }),
    delta({
      choices: [
        { delta: { tool_calls: [{ index: 1, id: "b", function: { name: "second", arguments: "" } }] } },
      ],
    }),
    delta({
      choices: [
        { delta: { tool_calls: [{ index: 0, id: "a", function: { name: "first", arguments: '{"x":' } }] } },
      ],
    }),
    delta({
      choices: [
        {
          delta: {
            tool_calls: [
              { index: 0, function: { arguments: ' "ü😀"}' } },
              { index: 1, function: { arguments: "{}" } },
            ],
          },
        },
      ],
    }),
    delta({ choices: [{ delta: {}, finish_reason: "tool_calls" }] }),
    delta({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 9 } }),
    "data: [DONE]\n\n",
  ].join("");
  const expected = {
    text: "Let me see.\n",
    toolCalls: [
      { id: "a", name: "first", arguments: '{"x": "ü😀"}' },
      { id: "b", name: "second", arguments: "{}" },
    ],
    streamed: true,
    model: "mira",
    finishReason: "tool_calls",
    usage: { inputTokens: 3, outputTokens: 9 },
  };

  it("is put together the same from every cut of its bytes", async () => {
    const bytes = Buffer.from(stream, "utf8");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (cuts) => {
        const at = [...cuts, 0, bytes.length].sort((a, b) => a - b);
        async function* pieces(): AsyncGenerator<string> {
          const decoder = new TextDecoder();
          for (let i = 1; i < at.length; i++)
            yield decoder.decode(bytes.subarray(at[i - 1], at[i]), { stream: true });
        }
        expect(await readStream(pieces(), place)).toEqual(expected);
      }),
    );
  });

  it("comes over a real socket in single bytes", async () => {
    const { exchanges } = await talk(
      async (_, response) => {
        response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
        for (const byte of Buffer.from(stream)) response.write(Buffer.of(byte));
        response.end();
      },
      { stream: true },
    );
    expect(exchanges[0]?.response[0]).toEqual({
      role: "assistant",
      text: expected.text,
      toolCalls: expected.toolCalls,
    });
    expect(exchanges[0]?.transport.streamed).toBe(true);
  });

  it("ends at [DONE], even where the server keeps the connection open", async () => {
    const { exchanges } = await talk(
      (_, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(stream);
      },
      { stream: true, timeout_ms: 5_000 },
    );
    expect(exchanges[0]?.response[0]?.text).toBe(expected.text);
  });
});
