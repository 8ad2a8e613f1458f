import { once } from "node:events";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { chatCompletion } from "../testing/openai-shapes.ts";
import { testGateway, type TestGateway } from "../testing/test-gateway.ts";

let gate: TestGateway | undefined;
afterEach(async () => {
  await gate?.stop();
  gate = undefined;
});

async function open(options: Parameters<typeof testGateway>[0] = {}): Promise<TestGateway> {
  gate = await testGateway(options);
  gate.upstream.script({ json: chatCompletion({ content: "ok" }) });
  return gate;
}

const chat = "/v1/chat/completions";
const hello = { model: "model-1", messages: [{ role: "user", content: "hello" }] };

/** Sends raw bytes and gives what comes back until the server closes. */
async function raw(gate: TestGateway, text: string): Promise<string> {
  const socket = connect(gate.gateway.port, "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
  socket.on("error", () => undefined);
  socket.write(text);
  await once(socket, "close");
  return answer;
}

describe("a client", () => {
  it("that sends 10 MB is served; beyond the bound it is told so, whether it says its length or not", async () => {
    const gate = await open({ config: { limits: { bodyBytes: 11_000_000 } } });
    const large = { ...hello, messages: [{ role: "user", content: "x".repeat(10_000_000) }] };
    expect((await gate.ask(chat, { json: large })).status).toBe(200);
    expect(gate.guard.calls[0]?.parts[0]?.text).toHaveLength(10_000_000);
    const tooLarge = JSON.stringify({
      ...hello,
      messages: [{ role: "user", content: "x".repeat(12_000_000) }],
    });
    const told = await gate.ask(chat, {
      body: tooLarge,
      headers: { "content-length": String(tooLarge.length) },
    });
    expect(told.status).toBe(413);
    const chunked = await gate
      .ask(chat, { body: tooLarge, headers: { "transfer-encoding": "chunked" } })
      .catch((error: NodeJS.ErrnoException) => error.code);
    // Node may see the closed connection before it has read the answer.
    expect(typeof chunked === "object" ? chunked.status : chunked).toSatisfy((seen: unknown) =>
      [413, "EPIPE", "ECONNRESET"].includes(seen as never),
    );
    expect(gate.upstream.seen).toHaveLength(1);
  });

  it("that sends 100,000 messages is told that these are too many", async () => {
    const gate = await open();
    const messages = Array.from({ length: 100_000 }, () => ({ role: "user", content: "x" }));
    const told = await gate.ask(chat, { json: { ...hello, messages } });
    expect(told.status).toBe(413);
    expect(told.json().error.code).toBe("bartizan_too_large");
    expect(gate.upstream.seen).toHaveLength(0);
  });

  it.each([
    ["nested without end", `{"model":"m","messages":${"[".repeat(200_000)}${"]".repeat(200_000)}}`],
    ["not UTF-8", Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')])],
    ["not JSON", "{nope"],
    ["no object", "[]"],
    ["not there", ""],
  ])("whose body is %s is told so", async (_, body) => {
    const gate = await open();
    const told = await gate.ask(chat, { method: "POST", body });
    expect(told.status).toBe(400);
    expect(told.json().error.type).toBe("invalid_request_error");
    expect(gate.upstream.seen).toHaveLength(0);
  });

  it("may compress its body; a bomb stops at the bound, other encodings are not taken", async () => {
    const gate = await open({ config: { limits: { bodyBytes: 1_000_000 } } });
    const send = (body: Buffer, encoding: string): Promise<{ status: number }> =>
      gate.ask(chat, { body, headers: { "content-encoding": encoding } });
    expect((await send(gzipSync(JSON.stringify(hello)), "gzip")).status).toBe(200);
    expect(gate.upstream.seen[0]?.headers["content-encoding"]).toBeUndefined();
    expect((await send(gzipSync(Buffer.alloc(100_000_000)), "gzip")).status).toBe(413);
    expect((await send(gzipSync("{}"), "gzip, gzip")).status).toBe(415);
    expect((await send(Buffer.from("{}"), "gzip")).status).toBe(400);
  });

  it("that names a member twice gets what we read, not what somebody behind us may read", async () => {
    const gate = await open({ rules: [{ word: "secret", action: "block" }] });
    const body = '{"model":"m","messages":[{"role":"user","content":"secret","content":"fine"}]}';
    expect((await gate.ask(chat, { body })).status).toBe(200);
    expect(gate.upstream.seen[0]?.body).not.toContain("secret");
  });

  it("that is slow with its headers or its body is cut off", async () => {
    const gate = await open({ config: { limits: { headersSeconds: 0.2, requestSeconds: 0.3 } } });
    const head = "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n";
    expect(await raw(gate, head)).toContain("408");
    expect(await raw(gate, `${head}content-length: 100\r\n\r\n{`)).toContain("408");
    expect(gate.upstream.seen).toHaveLength(0);
  });

  it.each([
    ["both a length and chunks", "content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"],
    ["two lengths", "content-length: 2\r\ncontent-length: 4\r\n\r\n{}{}"],
    ["two lengths in one", "content-length: 2, 4\r\n\r\n{}{}"],
    ["a folded header", "x-a: b\r\n content-length: 2\r\n\r\n"],
    ["a space before the colon", "content-length : 2\r\n\r\n{}"],
    ["an unknown transfer coding", "transfer-encoding: xchunked\r\n\r\n0\r\n\r\n"],
    ["a line feed alone", "x-a: b\ncontent-length: 2\r\n\r\n{}"],
    ["a signed length", "content-length: +2\r\n\r\n{}"],
  ])("that frames its request with %s is refused", async (_, rest) => {
    const gate = await open();
    const answer = await raw(gate, `POST ${chat} HTTP/1.1\r\nhost: x\r\n${rest}`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(gate.upstream.seen).toHaveLength(0);
  });

  it("cannot send headers on: its credentials, cookies and hop-by-hop headers stay here", async () => {
    const gate = await open();
    await gate.ask(chat, {
      json: hello,
      headers: {
        authorization: "Bearer client-key",
        "x-api-key": "client-key",
        cookie: "a=b",
        connection: "x-inner",
        "x-inner": "1",
        te: "trailers",
        "x-forwarded-for": "203.0.113.1",
        "user-agent": "a client",
      },
    });
    const [seen] = gate.upstream.seen;
    expect(JSON.stringify(seen?.rawHeaders)).not.toContain("client-key");
    expect(Object.keys(seen?.headers ?? {}).sort()).toEqual(
      [
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "host",
        "user-agent",
      ].sort(),
    );
  });

  it("sends its own credentials on only where that is configured", async () => {
    const first = await open();
    const second = await testGateway({
      config: {
        upstreams: [{ id: "own", kind: "openai", url: `${first.upstream.url}/v1`, auth: "passthrough" }],
      },
    });
    try {
      await second.ask(chat, { json: hello, headers: { authorization: "Bearer client-key" } });
      expect(first.upstream.seen[0]?.headers.authorization).toBe("Bearer client-key");
    } finally {
      await second.stop();
    }
  });

  it("gets a clear answer at an address that is not there", async () => {
    const gate = await open();
    expect((await gate.ask("/v1/nothing")).json().error.code).toBe("bartizan_not_found");
    expect((await gate.ask("/v1/models/../../admin")).status).toBe(404);
  });
});
