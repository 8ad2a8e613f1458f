import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { connectTarget, egressOf } from "../connect.ts";
import { configOf, realDeps, sessionContext } from "../testing/real-parts.ts";
import {
  type Answer,
  certificate,
  completion,
  json,
  type RealServer,
  startServer,
} from "../testing/real-server.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});
async function serve(answer: Answer, options: Parameters<typeof startServer>[1] = {}): Promise<RealServer> {
  const server = await startServer(answer, options);
  closers.push(() => server.close());
  return server;
}

describe("where requests may go", () => {
  const web = {
    kind: "http",
    id: "web",
    base_url: "https://chat.example/app",
    login: { steps: [{ request: { url: "https://login.example/token", json: {} } }] },
    request: { url: "/ask/{{session}}", json: { q: "{{text}}" } },
    reply: { format: "json", path: "$.a" },
    harness: { cleanup: { request: { method: "DELETE", url: "http://127.0.0.1:9001/x/{{session}}" } } },
  };

  it("is exactly what the configuration names", () => {
    expect(egressOf(configOf(web)).map(({ origin }) => origin)).toEqual([
      "http://127.0.0.1:9001",
      "https://chat.example",
      "https://login.example",
    ]);
    const socket = {
      kind: "http",
      id: "ws",
      websocket: { url: "wss://ws.example:8443/x?s={{session}}", send: { text: "x" } },
    };
    expect(egressOf(configOf(socket))).toEqual([{ origin: "wss://ws.example:8443", purpose: "target" }]);
  });

  it("lists the proxy only where the configuration honours the environment", () => {
    const env = { HTTPS_PROXY: "http://proxy.example:3128", https_proxy: "http://lower.example:3128" };
    expect(egressOf(configOf(web), env)).toHaveLength(3);
    expect(egressOf(configOf({ ...web, proxy: "environment" }), env).at(-1)).toEqual({
      origin: "http://lower.example:3128",
      purpose: "proxy",
    });
  });
});

/** A forward proxy: absolute requests and CONNECT tunnels. */
async function startProxy(): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = [];
  const proxy = createServer((incoming, outgoing) => {
    seen.push(`${incoming.method} ${incoming.url}`);
    const forwarded = httpRequest(
      incoming.url ?? "",
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(forwarded);
  });
  proxy.on("connect", (incoming, socket, head) => {
    seen.push(`CONNECT ${incoming.url}`);
    const [host, port] = (incoming.url ?? "").split(":");
    const through = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      through.write(head);
      through.pipe(socket).pipe(through);
    });
    for (const end of [through, socket]) end.on("error", () => undefined);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  closers.push(async () => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, seen };
}

describe("the proxy of the environment", () => {
  const hello: Answer = (_, response) => json(response, completion("hello"));
  async function ask(
    url: string,
    more: Record<string, unknown>,
    env: Record<string, string>,
  ): Promise<string> {
    const config = configOf({
      kind: "openai-chat",
      id: "t",
      base_url: url,
      model: "m",
      timeout_ms: 3_000,
      ...more,
    });
    const target = await connectTarget(config, realDeps({ env }));
    closers.push(() => target.dispose());
    const exchange = await (await target.open(sessionContext())).send({ role: "user", text: "hi" });
    return exchange.response[0]?.text ?? "";
  }

  it("is used where the configuration says so, for TLS through a tunnel", async () => {
    const proxy = await startProxy();
    const plain = await serve(hello);
    const secure = await serve(hello, { tls: true });
    const env = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
    expect(await ask(plain.url, { proxy: "environment" }, env)).toBe("hello");
    expect(
      await ask(secure.url, { proxy: "environment", tls: { ca_file: certificate("ca.pem") } }, env),
    ).toBe("hello");
    expect(proxy.seen.join("\n")).toContain(`127.0.0.1:${plain.port}`);
    expect(proxy.seen).toContain(`CONNECT 127.0.0.1:${secure.port}`);
  });

  it("is not used by default, nor for hosts in NO_PROXY", async () => {
    const proxy = await startProxy();
    const { url } = await serve(hello);
    expect(await ask(url, {}, { HTTP_PROXY: proxy.url })).toBe("hello");
    expect(await ask(url, { proxy: "environment" }, { HTTP_PROXY: proxy.url, NO_PROXY: "127.0.0.1" })).toBe(
      "hello",
    );
    expect(proxy.seen).toEqual([]);
  });

  it("is not read from the process behind the caller's back", async () => {
    const proxy = await startProxy();
    const { url } = await serve(hello);
    process.env["http_proxy"] = proxy.url;
    try {
      expect(await ask(url, { proxy: "environment" }, {})).toBe("hello");
    } finally {
      delete process.env["http_proxy"];
    }
    expect(proxy.seen).toEqual([]);
  });

  it("tells a proxy that does not let us through", async () => {
    const closed = await serve((_, response) => response.writeHead(403).end());
    const secure = await serve(hello, { tls: true });
    const env = { HTTPS_PROXY: closed.url };
    await expect(ask(secure.url, { proxy: "environment" }, env)).rejects.toMatchObject({
      code: expect.stringMatching(/PROXY_FAILED|CONNECTION_RESET/) as string,
    });
  });
});

describe("secrets", () => {
  const key = "sk-live-0123456789abcdef";
  const session = "session-cookie-abcdef";
  /** Everything an error or an exchange holds, hidden properties included. */
  const everything = (value: unknown): string =>
    `${inspect(value, { depth: 12, showHidden: true })} ${value instanceof Error ? `${value.message} ${value.stack}` : JSON.stringify(value)}`;
  const secretsIn = (value: unknown): string[] =>
    [key, session, encodeURIComponent("p&ss w/rd!"), "p&ss w/rd!"].filter((secret) =>
      everything(value).includes(secret),
    );

  it("are in no error, whatever the target echoes", async () => {
    const answers: Answer[] = [
      ({ headers }, response) =>
        json(response, { error: { message: `key ${String(headers.authorization)} is wrong` } }, 401),
      ({ headers }, response) =>
        json(response, { error: { message: `key ${String(headers.authorization)}` } }),
      ({ headers }, response) =>
        response
          .writeHead(307, { location: `http://elsewhere.example/${String(headers.authorization)}` })
          .end(),
      (_, response) => response.destroy(),
    ];
    for (const answer of answers) {
      const { url } = await serve(answer);
      const config = configOf({
        kind: "openai-chat",
        id: "t",
        base_url: url,
        model: "m",
        api_key: "env:KEY",
        timeout_ms: 2_000,
      });
      const target = await connectTarget(config, realDeps({ secretValues: { "env:KEY": key } }));
      const error = await (
        await target.open(sessionContext())
      )
        .send({ role: "user", text: "hi" })
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(secretsIn(error)).toEqual([]);
      await target.dispose();
    }
  });

  it("are in no exchange, captured values and their encoded forms included", async () => {
    const { url } = await serve((request, response) => {
      if (request.url === "/login")
        return json(response, { token: session }, 200, { "set-cookie": `sid=${session}` });
      json(response, { a: `you sent ${request.url} ${JSON.stringify(request.headers)} ${request.body}` });
    });
    const config = configOf({
      kind: "http",
      id: "t",
      base_url: url,
      login: { steps: [{ request: { url: "/login", json: {} }, capture: { token: { json: "$.token" } } }] },
      request: {
        url: "/ask?pw={{secret:env:PW}}",
        headers: { "x-token": "{{captured.token}}", authorization: "Bearer {{secret:env:KEY}}" },
        json: { q: "{{text}}", key: "{{secret:env:KEY}}" },
      },
      reply: { format: "json", path: "$.a" },
    });
    const target = await connectTarget(
      config,
      realDeps({ secretValues: { "env:KEY": key, "env:PW": "p&ss w/rd!" } }),
    );
    const exchange = await (await target.open(sessionContext())).send({ role: "user", text: "hi" });
    expect(exchange.response[0]?.text).toContain("[secret]");
    expect(secretsIn(exchange)).toEqual([]);
    await target.dispose();
  });

  it("that are named wrongly are known before any request", async () => {
    const server = await serve((_, response) => json(response, completion("x")));
    const config = configOf({
      kind: "openai-chat",
      id: "t",
      base_url: server.url,
      model: "m",
      headers: { "x-key": "{{secret:env:NOPE}}" },
    });
    await expect(connectTarget(config, realDeps())).rejects.toThrow("no secret env:NOPE");
    expect(server.seen).toHaveLength(0);
  });
});
