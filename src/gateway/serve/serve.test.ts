import { once } from "node:events";
import { connect, createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Dialect } from "../dialects/index.ts";
import { gatewayConfigSchema } from "../config/index.ts";
import { chatCompletion, chatStream } from "../testing/openai-shapes.ts";
import { scriptedGuard } from "../testing/scripted-guard.ts";
import { testGateway, type TestGateway } from "../testing/test-gateway.ts";
import { testPorts } from "../testing/test-ports.ts";
import { configuredDialects } from "./configured-dialects.ts";
import { startGateway } from "./start.ts";

let gate: TestGateway | undefined;
afterEach(async () => {
  await gate?.stop();
  gate = undefined;
});

const chat = "/v1/chat/completions";
const hello = { model: "model-1", messages: [{ role: "user", content: "hello" }] };
const upstreams = [{ id: "one", kind: "openai", url: "http://127.0.0.1:9/v1", key: "env:KEY" }] as const;

describe("starting", () => {
  it("says what is in the way: a taken port, a secret that is not there", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    // Safe: a listening TCP server has an address with a port.
    const { port } = other.address() as { port: number };
    const config = gatewayConfigSchema.parse({ listen: { port }, upstreams });
    await expect(startGateway(config, testPorts(scriptedGuard()))).rejects.toMatchObject({
      code: "GATEWAY_PORT_TAKEN",
    });
    const secret = (): Promise<string> => Promise.reject(new Error("no such variable"));
    await expect(startGateway(config, testPorts(scriptedGuard(), { secret }))).rejects.toMatchObject({
      code: "GATEWAY_SECRET_UNAVAILABLE",
    });
    other.close();
  });

  it("hands dialects their settings, and refuses settings that nobody takes", () => {
    const plain = { id: "plain" } as Dialect;
    const taking = {
      id: "taking",
      configure: (settings) => ({ id: `with ${JSON.stringify(settings)}` }),
    } as Dialect;
    expect(configuredDialects({ taking: "x" }, [plain, taking]).map(({ id }) => id)).toEqual([
      "plain",
      'with "x"',
    ]);
    expect(() => configuredDialects({ plain: {} }, [plain, taking])).toThrow(
      "No dialect `plain` takes settings.",
    );
    expect(() => configuredDialects({ takign: {} }, [plain, taking])).toThrow(
      expect.objectContaining({ remedy: "Did you mean `taking`?" }),
    );
  });
});

describe("a running gateway", () => {
  it("takes only so many exchanges at once", async () => {
    gate = await testGateway({ config: { limits: { concurrent: 1 } } });
    const { upstream } = gate;
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    upstream.script({ chunks: chatStream(["a"]), before: (index) => (index === 1 ? held : undefined) });
    const first = gate.ask(chat, { json: { ...hello, stream: true } });
    await expect.poll(() => upstream.seen.length).toBe(1);
    const second = await gate.ask(chat, { json: hello });
    expect([second.status, second.headers["retry-after"]]).toEqual([503, "1"]);
    expect((await gate.ask("/healthz")).status).toBe(200);
    release();
    expect((await first).status).toBe(200);
    upstream.script({ json: chatCompletion({ content: "ok" }) });
    expect((await gate.ask(chat, { json: hello })).status).toBe(200);
  });

  it("cuts off a client that takes nothing of its answer, and the upstream with it", async () => {
    gate = await testGateway({ config: { limits: { stalledSeconds: 0.1 } } });
    const { upstream, ports } = gate;
    upstream.script({ chunks: chatStream(Array.from({ length: 40 }, () => "x".repeat(1_000_000))) });
    const body = JSON.stringify({ ...hello, stream: true });
    const socket = connect(gate.gateway.port, "127.0.0.1");
    socket.pause();
    socket.on("error", () => undefined);
    socket.write(`POST ${chat} HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    await expect.poll(() => ports.records[0]?.outcome, { timeout: 10_000 }).toBe("aborted");
    await expect.poll(() => upstream.abandoned()).toBe(1);
    // What was on its way is bounded: the upstream was paused long before its end.
    expect(ports.records[0]?.response?.bytes).toBeLessThan(30_000_000);
    socket.destroy();
  });

  it("lets what runs finish when it is closed, and cuts what does not", async () => {
    gate = await testGateway({ config: { drainSeconds: 1.5 } });
    const { upstream, gateway } = gate;
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    upstream.script(
      { chunks: chatStream(["a"]), before: (index) => (index === 1 ? held : undefined) },
      { fault: "hang" },
    );
    const finishing = gate.ask(chat, { json: { ...hello, stream: true } });
    await expect.poll(() => upstream.seen.length).toBe(1);
    const hanging = gate.ask(chat, { json: hello }).catch((error: NodeJS.ErrnoException) => error.code);
    await expect.poll(() => upstream.seen.length).toBe(2);
    const closed = gateway.close();
    release();
    expect((await finishing).text).toContain("[DONE]");
    expect(await hanging).toBe("ECONNRESET");
    await closed;
  });
});
