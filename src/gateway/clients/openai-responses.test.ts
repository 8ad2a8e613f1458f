import OpenAI, { APIError, PermissionDeniedError } from "openai";
import { afterEach, describe, expect, it } from "vitest";
import {
  aResponse,
  callEvents,
  functionCall,
  messageEvents,
  outputMessage,
  responseStream,
} from "../testing/response-shapes.ts";
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

const redact = [{ word: "secret", action: "redact" }] as const;
const hello = { model: "model-1", input: "hello" };

describe("the official OpenAI client asking for responses", () => {
  it("gets what a redacted request and a redacted answer leave", async () => {
    const { gate, client } = await open({ rules: redact });
    gate.upstream.script({ json: aResponse([outputMessage("the secret is secret")]) });
    const answer = await client.responses.create({
      ...hello,
      instructions: "keep the secret",
      input: [{ role: "user", content: "my secret" }],
    });
    expect(gate.upstream.seen[0]?.url).toBe("/v1/responses");
    expect(gate.upstream.seen[0]?.json()).toMatchObject({
      instructions: "keep the [x]",
      input: [{ content: "my [x]" }],
    });
    expect(answer.output_text).toBe("the [x] is [x]");
    expect(gate.ports.records[0]).toMatchObject({
      outcome: "answered",
      usage: { inputTokens: 5, outputTokens: 7, reported: true },
    });
  });

  it("raises its own error when a request or an answer is blocked", async () => {
    const { gate, client } = await open({ rules: [{ word: "secret", action: "block" }] });
    gate.upstream.script({ json: aResponse([functionCall("send", '{"a":"secret"}')]) });
    for (const input of ["my secret", "hello"]) {
      const error = await client.responses.create({ ...hello, input }).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(PermissionDeniedError);
      expect(error).toMatchObject({ code: "bartizan_blocked" });
      expect((error as APIError).error).toMatchObject({ bartizan: { rules: ["no-secret"] } });
    }
    expect(gate.upstream.seen).toHaveLength(1);
  });

  it("streams, and its final response is what it was streamed", async () => {
    const { gate, client } = await open({ rules: redact });
    const said = ["my se", "cre", "t and se", "c"];
    gate.upstream.script({
      chunks: responseStream(
        [...messageEvents(said), ...callEvents("send", ['{"t":"se', 'cret"}'], 1)],
        [outputMessage(said.join("")), functionCall("send", '{"t":"secret"}')],
      ),
    });
    const stream = client.responses.stream({
      ...hello,
      tools: [{ type: "function", name: "send", parameters: { type: "object" }, strict: false }],
    });
    let text = "";
    const calls: string[] = [];
    for await (const event of stream) {
      if (event.type === "response.output_text.delta") text += event.delta;
      if (event.type === "response.function_call_arguments.delta") calls.push(event.delta);
    }
    const final = await stream.finalResponse();
    expect(text).toBe("my [x] and sec");
    expect(final.output_text).toBe(text);
    expect(calls).toEqual(['{"t":"[x]"}']);
    expect(final.output[1]).toMatchObject({ type: "function_call", arguments: '{"t":"[x]"}' });
    expect(final.usage?.output_tokens).toBe(7);
  });

  it("sees a cut stream as an incomplete response that the content filter ended", async () => {
    const { gate, client } = await open({ rules: [{ word: "secret", action: "block" }] });
    const said = ["fine so far, sec", "ret", " more"];
    gate.upstream.script({ chunks: responseStream(messageEvents(said), [outputMessage(said.join(""))]) });
    const stream = client.responses.stream(hello);
    const final = await stream.finalResponse();
    expect(final.status).toBe("incomplete");
    expect(final.incomplete_details?.reason).toBe("content_filter");
    expect(final.output).toMatchObject([{ content: [{ text: "fine so far, " }] }]);
    expect(gate.ports.records[0]).toMatchObject({ outcome: "cut", cut: { rule: "no-secret" } });
  });

  it("raises its own error when the upstream breaks off in the middle", async () => {
    const { gate, client } = await open({ rules: redact });
    gate.upstream.script({
      chunks: responseStream(messageEvents(["half"]), []).slice(0, 5),
      ending: "reset",
    });
    const stream = await client.responses.create({ ...hello, stream: true });
    const error = await (async () => {
      for await (const event of stream) expect(event.type).not.toBe("response.completed");
      return undefined;
    })().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ code: "bartizan_upstream_failed" });
  });

  it("takes up, lists, cancels and deletes kept responses, inspected like any answer", async () => {
    const { gate, client } = await open({ rules: redact });
    gate.upstream.script(
      { json: aResponse([], { status: "queued", background: true }) },
      { json: aResponse([outputMessage("a secret")]) },
      { json: { object: "list", data: [outputMessage("a secret")], has_more: false } },
      { json: aResponse([], { status: "cancelled" }) },
      { json: { id: "resp_1", object: "response", deleted: true } },
    );
    const queued = await client.responses.create({ ...hello, background: true });
    expect(queued.status).toBe("queued");
    expect((await client.responses.retrieve("resp_1")).output_text).toBe("a [x]");
    const items = await client.responses.inputItems.list("resp_1");
    expect(JSON.stringify(items.data)).not.toContain("secret");
    expect((await client.responses.cancel("resp_1")).status).toBe("cancelled");
    await client.responses.delete("resp_1");
    expect(gate.upstream.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "POST /v1/responses",
      "GET /v1/responses/resp_1",
      "GET /v1/responses/resp_1/input_items",
      "POST /v1/responses/resp_1/cancel",
      "DELETE /v1/responses/resp_1",
    ]);
  });
});
