import OpenAI, { APIError, PermissionDeniedError } from "openai";
import { afterEach, describe, expect, it } from "vitest";
import { chatChunk, chatCompletion, chatStream, done, toolStream } from "../testing/openai-shapes.ts";
import { testGateway, type TestGateway } from "../testing/test-gateway.ts";

let gate: TestGateway | undefined;
afterEach(async () => {
  await gate?.stop();
  gate = undefined;
});

async function open(
  options: Parameters<typeof testGateway>[0] = {},
): Promise<{ gate: TestGateway; client: OpenAI }> {
  gate = await testGateway(options);
  return { gate, client: new OpenAI({ apiKey: "client-key", baseURL: `${gate.url}/v1`, maxRetries: 0 }) };
}

const hello = { model: "model-1", messages: [{ role: "user" as const, content: "hello" }] };

describe("the official OpenAI client, its base URL changed and nothing else", () => {
  it("gets a completion", async () => {
    const { gate, client } = await open();
    gate.upstream.script({ json: chatCompletion({ content: "good day" }) });
    const answer = await client.chat.completions.create(hello);
    expect(answer.choices[0]?.message.content).toBe("good day");
    expect(gate.upstream.seen[0]?.url).toBe("/v1/chat/completions");
    expect(gate.upstream.seen[0]?.headers.authorization).toBe("Bearer value-of-env:OPENAI_KEY");
    expect(gate.ports.records[0]).toMatchObject({
      outcome: "answered",
      status: 200,
      upstream: "one",
      usage: { inputTokens: 5, outputTokens: 7, reported: true },
    });
  });

  it("raises its own error when a request is blocked, and nothing is sent on", async () => {
    const { gate, client } = await open({ rules: [{ word: "hello", action: "block" }] });
    const error = await client.chat.completions.create(hello).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PermissionDeniedError);
    expect(error).toMatchObject({ status: 403, code: "bartizan_blocked", type: "policy_violation" });
    expect((error as APIError).error).toMatchObject({ bartizan: { decision: "d1", rules: ["no-hello"] } });
    expect(JSON.stringify(error)).not.toContain('"hello"');
    expect(gate.upstream.seen).toHaveLength(0);
  });

  it("gets what a redacted request and a redacted answer leave", async () => {
    const { gate, client } = await open({ rules: [{ word: "secret", action: "redact" }] });
    gate.upstream.script({ json: chatCompletion({ content: "the secret is secret" }) });
    const answer = await client.chat.completions.create({
      ...hello,
      messages: [{ role: "user", content: [{ type: "text", text: "my secret" }] }],
    });
    expect(gate.upstream.seen[0]?.json()).toMatchObject({ messages: [{ content: [{ text: "my [x]" }] }] });
    expect(answer.choices[0]?.message.content).toBe("the [x] is [x]");
  });

  it("streams, and the end comes after everything held was decided", async () => {
    const { gate, client } = await open({ rules: [{ word: "secret", action: "redact" }] });
    gate.upstream.script({ chunks: chatStream(["my se", "cre", "t and se", "c"]) });
    const stream = await client.chat.completions.create({
      ...hello,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    const finishes: unknown[] = [];
    let usage: unknown;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      if (chunk.choices[0]?.finish_reason) finishes.push(chunk.choices[0].finish_reason, text);
      usage = chunk.usage ?? usage;
    }
    expect(text).toBe("my [x] and sec");
    expect(finishes).toEqual(["stop", "my [x] and sec"]);
    expect(usage).toMatchObject({ completion_tokens: 7 });
  });

  it("sees a cut stream as one the content filter ended", async () => {
    const { gate, client } = await open({ rules: [{ word: "secret", action: "block" }] });
    gate.upstream.script({ chunks: chatStream(["fine so far, sec", "ret", " more"]) });
    const stream = await client.chat.completions.create({ ...hello, stream: true });
    let text = "";
    let finish: unknown;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      finish = chunk.choices[0]?.finish_reason ?? finish;
    }
    expect(text).toBe("fine so far, ");
    expect(finish).toBe("content_filter");
    expect(gate.ports.records[0]).toMatchObject({
      outcome: "cut",
      cut: { kind: "policy", rule: "no-secret" },
    });
  });

  it("gets a tool call in one piece, checked as a whole", async () => {
    const { gate, client } = await open({
      rules: [{ word: "secret", action: "redact", stage: "tool-call" }],
    });
    gate.upstream.script({ chunks: toolStream("send", ['{"te', 'xt":"the sec', 'ret"', "}"]) });
    const runner = client.chat.completions.stream({
      ...hello,
      tools: [{ type: "function", function: { name: "send", parameters: { type: "object" } } }],
    });
    const pieces: string[] = [];
    runner.on("chunk", (chunk) => {
      for (const call of chunk.choices[0]?.delta.tool_calls ?? [])
        pieces.push(call.function?.arguments ?? "");
    });
    const final = await runner.finalChatCompletion();
    expect(pieces).toEqual(['{"text":"the [x]"}']);
    expect(final.choices[0]?.finish_reason).toBe("tool_calls");
    expect(final.choices[0]?.message.tool_calls?.[0]).toMatchObject({
      id: "call_1",
      function: { name: "send", arguments: '{"text":"the [x]"}' },
    });
  });

  it("never sees a tool call that was refused", async () => {
    const { gate, client } = await open({ rules: [{ word: "rm -rf", action: "block", stage: "tool-call" }] });
    gate.upstream.script({ chunks: toolStream("shell", ['{"cmd":"rm', ' -rf /"}']) });
    const stream = await client.chat.completions.create({ ...hello, stream: true });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(JSON.stringify(chunks)).not.toContain("shell");
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe("content_filter");
  });

  it("keeps several choices apart", async () => {
    const { gate, client } = await open({ rules: [{ word: "ab", action: "redact" }] });
    gate.upstream.script({
      chunks: [
        chatChunk({ role: "assistant", content: "a" }, null, 0),
        chatChunk({ role: "assistant", content: "b" }, null, 1),
        chatChunk({ content: "b" }, null, 0),
        chatChunk({ content: "a" }, null, 1),
        chatChunk({}, "stop", 0),
        chatChunk({}, "length", 1),
        done,
      ],
    });
    const stream = await client.chat.completions.create({ ...hello, n: 2, stream: true });
    const texts = ["", ""];
    const finishes: unknown[] = [];
    for await (const { choices } of stream) {
      for (const { index, delta, finish_reason } of choices) {
        texts[index] += delta.content ?? "";
        if (finish_reason) finishes[index] = finish_reason;
      }
    }
    expect(texts).toEqual(["[x]", "ba"]);
    expect(finishes).toEqual(["stop", "length"]);
  });

  it("raises its own error when the upstream breaks off in the middle", async () => {
    const { gate, client } = await open({ rules: [{ word: "secret", action: "redact" }] });
    gate.upstream.script({
      chunks: [chatChunk({ role: "assistant", content: "half a sec" })],
      ending: "reset",
    });
    const stream = await client.chat.completions.create({ ...hello, stream: true });
    let text = "";
    const error = await (async () => {
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
      return undefined;
    })().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ code: "bartizan_upstream_failed" });
    expect(text).toBe("half a sec");
  });

  it("gets embeddings, older completions and the list of models", async () => {
    const { gate, client } = await open({ rules: [{ word: "secret", action: "redact" }] });
    gate.upstream.script(
      {
        json: {
          object: "list",
          data: [{ object: "embedding", index: 0, embedding: [0.5] }],
          model: "e",
          usage: { prompt_tokens: 2, total_tokens: 2 },
        },
      },
      {
        json: {
          id: "c",
          object: "text_completion",
          choices: [
            { index: 0, text: "a secret", finish_reason: "stop", logprobs: { tokens: ["a secret"] } },
          ],
        },
      },
      { json: { object: "list", data: [{ id: "model-1", object: "model" }] } },
    );
    const embeddings = await client.embeddings.create({
      model: "e",
      input: ["a secret"],
      encoding_format: "float",
    });
    expect(embeddings.data[0]?.embedding).toEqual([0.5]);
    expect(gate.upstream.seen[0]?.json()).toMatchObject({ input: ["a [x]"] });
    const completion = await client.completions.create({ model: "c", prompt: "go" });
    expect(completion.choices[0]?.text).toBe("a [x]");
    expect(JSON.stringify(completion)).not.toContain("secret");
    const models = await client.models.list();
    expect(models.data.map(({ id }) => id)).toEqual(["model-1"]);
    expect(gate.upstream.seen.map(({ url }) => url)).toEqual([
      "/v1/embeddings",
      "/v1/completions",
      "/v1/models",
    ]);
  });
});
