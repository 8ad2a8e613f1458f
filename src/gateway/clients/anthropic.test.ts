import Anthropic, { APIError, PermissionDeniedError } from "@anthropic-ai/sdk";
import { afterEach, describe, expect, it } from "vitest";
import { anthropicEvent, message, messageStream, textBlock, toolBlock } from "../testing/anthropic-shapes.ts";
import { testGateway, type TestGateway } from "../testing/test-gateway.ts";

let gate: TestGateway | undefined;
afterEach(async () => {
  await gate?.stop();
  gate = undefined;
});

async function open(
  options: Parameters<typeof testGateway>[0] = {},
): Promise<{ gate: TestGateway; client: Anthropic }> {
  gate = await testGateway(options);
  return { gate, client: new Anthropic({ apiKey: "client-key", baseURL: gate.url, maxRetries: 0 }) };
}

const hello = { model: "model-1", max_tokens: 100, messages: [{ role: "user" as const, content: "hello" }] };

describe("the official Anthropic client, its base URL changed and nothing else", () => {
  it("gets a message", async () => {
    const { gate, client } = await open();
    gate.upstream.script({ json: message([{ type: "text", text: "good day" }]) });
    const answer = await client.messages.create(hello);
    expect(answer.content).toMatchObject([{ type: "text", text: "good day" }]);
    const [seen] = gate.upstream.seen;
    expect(seen?.url).toBe("/v1/messages");
    expect(seen?.headers["x-api-key"]).toBe("value-of-env:ANTHROPIC_KEY");
    expect(seen?.headers["anthropic-version"]).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(gate.ports.records[0]?.usage).toEqual({ inputTokens: 5, outputTokens: 7, reported: true });
  });

  it("raises its own error when a request is blocked", async () => {
    const { gate, client } = await open({ rules: [{ word: "hello", action: "block" }] });
    const error = await client.messages.create(hello).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PermissionDeniedError);
    expect((error as APIError).error).toMatchObject({
      type: "error",
      error: { type: "permission_error", code: "bartizan_blocked", bartizan: { rules: ["no-hello"] } },
    });
    expect(gate.upstream.seen).toHaveLength(0);
  });

  it("streams text and a tool call; the call comes whole and checked", async () => {
    const { gate, client } = await open({ rules: [{ word: "secret", action: "redact" }] });
    const blocks = [textBlock(0, ["a se", "cret", " se"]), toolBlock(1, "send", ['{"to":"sec', 'ret"', "}"])];
    gate.upstream.script({ chunks: messageStream(blocks, "tool_use") });
    const stream = client.messages.stream({
      ...hello,
      tools: [{ name: "send", input_schema: { type: "object" } }],
    });
    const pieces: string[] = [];
    stream.on("inputJson", (piece) => pieces.push(piece));
    const final = await stream.finalMessage();
    expect(final.content).toMatchObject([
      { type: "text", text: "a [x] se" },
      { type: "tool_use", id: "toolu_1", name: "send", input: { to: "[x]" } },
    ]);
    expect(pieces).toEqual(['{"to":"[x]"}']);
    expect(final.stop_reason).toBe("tool_use");
    expect(final.usage.output_tokens).toBe(7);
  });

  it("sees a cut stream as a refusal", async () => {
    const { gate, client } = await open({ rules: [{ word: "secret", action: "block" }] });
    gate.upstream.script({ chunks: messageStream([textBlock(0, ["fine, sec", "ret", " more"])]) });
    const final = await client.messages.stream(hello).finalMessage();
    expect(final.stop_reason).toBe("refusal");
    expect(final.content).toMatchObject([{ type: "text", text: "fine, " }]);
  });

  it("never sees a tool call that was refused, also not its name", async () => {
    const { gate, client } = await open({ rules: [{ word: "rm", action: "block", stage: "tool-call" }] });
    gate.upstream.script({
      chunks: messageStream([toolBlock(0, "shell", ['{"cmd":"r', 'm"}'])], "tool_use"),
    });
    const final = await client.messages.stream(hello).finalMessage();
    expect(final.stop_reason).toBe("refusal");
    expect(final.content).toEqual([]);
  });

  it("withholds the tail that only a check of the whole refuses", async () => {
    const { gate, client } = await open({ rules: [{ word: "bad end", action: "block", wholeOnly: true }] });
    gate.upstream.script({ chunks: messageStream([textBlock(0, ["a bad", " end"])]) });
    const final = await client.messages.stream(hello).finalMessage();
    expect(final.stop_reason).toBe("refusal");
  });

  it("raises its own error when the upstream breaks off, or reports one itself", async () => {
    const { gate, client } = await open();
    const begun = messageStream([textBlock(0, ["half"])]).slice(0, 4);
    gate.upstream.script(
      { chunks: begun, ending: "reset" },
      {
        chunks: [
          ...begun,
          anthropicEvent({ type: "error", error: { type: "overloaded_error", message: "x" } }),
        ],
      },
    );
    for (const _ of [1, 2]) {
      const error = await client.messages
        .stream(hello)
        .finalMessage()
        .catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(APIError);
      expect((error as APIError).error).toMatchObject({ error: { code: "bartizan_upstream_failed" } });
    }
  });

  it("counts tokens, of a guarded text", async () => {
    const { gate, client } = await open({ rules: [{ word: "secret", action: "redact" }] });
    gate.upstream.script({ json: { input_tokens: 3 } });
    const counted = await client.messages.countTokens({
      model: "model-1",
      messages: [{ role: "user", content: "a secret" }],
    });
    expect(counted.input_tokens).toBe(3);
    expect(gate.upstream.seen[0]?.url).toBe("/v1/messages/count_tokens");
    expect(gate.upstream.seen[0]?.json()).toMatchObject({ messages: [{ content: "a [x]" }] });
  });
});
