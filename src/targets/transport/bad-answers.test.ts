import { gzipSync } from "node:zlib";
import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { BartizanError } from "../../errors/index.ts";
import { connectTarget } from "../connect.ts";
import { createBudget } from "../budget/budget.ts";
import { targetErrors } from "../errors.ts";
import { unscoredReasonOf } from "../unscored.ts";
import { configOf, realDeps, sessionContext } from "../testing/real-parts.ts";
import {
  type Answer,
  certificate,
  completion,
  json,
  type RealServer,
  startServer,
} from "../testing/real-server.ts";

const open: RealServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(answer: Answer, options: Parameters<typeof startServer>[1] = {}): Promise<RealServer> {
  const server = await startServer(answer, options);
  open.push(server);
  return server;
}

const chat = (url: string, more: Record<string, unknown> = {}) =>
  configOf({
    kind: "openai-chat",
    id: "mira",
    base_url: `${url}/v1`,
    model: "mira",
    timeout_ms: 3_000,
    ...more,
  });

/** Asks one question; gives the error, or the answer's text. */
async function ask(config: ReturnType<typeof chat>, deps = realDeps()): Promise<BartizanError | string> {
  const target = await connectTarget(config, deps);
  try {
    const session = await target.open(sessionContext());
    const exchange = await session.send({ role: "user", text: "hello" });
    return exchange.response.at(-1)?.text ?? "";
  } catch (error) {
    return error as BartizanError;
  } finally {
    await target.dispose();
  }
}

const whole =
  (text: string, type: string, status = 200): Answer =>
  (_, response) => {
    response.writeHead(status, { "content-type": type });
    response.end(text);
  };

describe("an answer that is none", () => {
  it.each<[string, string, string, Answer]>([
    [
      "a web page",
      "TARGETS_HTML_ANSWER",
      "garbage-answer",
      whole("<!DOCTYPE html><title>Sign in</title>", "text/html"),
    ],
    [
      "a web page that says it is JSON",
      "TARGETS_HTML_ANSWER",
      "garbage-answer",
      whole(" <html><body>", "application/json"),
    ],
    ["garbage", "TARGETS_NOT_JSON", "garbage-answer", whole("\u0000\u0001{{{", "application/json")],
    ["JSON cut short", "TARGETS_NOT_JSON", "garbage-answer", whole('{"choices":[{"mess', "application/json")],
    ["nothing", "TARGETS_EMPTY_ANSWER", "garbage-answer", whole("", "application/json")],
    [
      "JSON of another shape",
      "TARGETS_UNEXPECTED_SHAPE",
      "garbage-answer",
      whole('{"answer":"hi"}', "application/json"),
    ],
    ["a number", "TARGETS_UNEXPECTED_SHAPE", "garbage-answer", whole("7", "application/json")],
    [
      "content that is no text",
      "TARGETS_UNEXPECTED_SHAPE",
      "garbage-answer",
      whole('{"choices":[{"message":{"content":{"a":1}}}]}', "application/json"),
    ],
    [
      "200 with an error inside",
      "TARGETS_ERROR_BODY",
      "target-error",
      whole('{"error":{"message":"model is loading"}}', "application/json"),
    ],
    [
      "a content filter",
      "TARGETS_BLOCKED",
      "blocked-by-intermediary",
      whole('{"error":{"code":"content_filter","message":"filtered"}}', "application/json", 400),
    ],
    [
      "a firewall's page",
      "TARGETS_BLOCKED",
      "blocked-by-intermediary",
      whole("<html>Request blocked</html>", "text/html", 403),
    ],
    [
      "401",
      "TARGETS_UNAUTHORISED",
      "target-error",
      whole('{"error":{"message":"bad key"}}', "application/json", 401),
    ],
    [
      "404",
      "TARGETS_ERROR_STATUS",
      "target-error",
      whole('{"detail":"no such model"}', "application/json", 404),
    ],
    ["500", "TARGETS_ERROR_STATUS", "target-error", whole("boom", "text/plain", 500)],
  ])("%s is %s, unscored as %s", async (_, code, reason, answer) => {
    const { url } = await serve(answer);
    const error = await ask(chat(url));
    expect(error).toMatchObject({ code, exit: 3 });
    expect((error as BartizanError).remedy).not.toBe("");
    expect(unscoredReasonOf(error).reason).toBe(reason);
  });

  it("quotes what the target says about its error", async () => {
    const { url } = await serve(whole('{"error":{"message":"model\\n is loading"}}', "application/json"));
    expect(((await ask(chat(url))) as BartizanError).message).toContain("model is loading");
  });

  it("cuts an endless answer at the limit and closes the connection", async () => {
    let written = 0;
    let closed = false;
    const { url } = await serve((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.on("close", () => (closed = true));
      const more = (): void => {
        while (!response.destroyed && response.write("x".repeat(65_536))) written += 65_536;
      };
      response.on("drain", more);
      more();
    });
    expect(await ask(chat(url, { max_response_bytes: 200_000 }))).toMatchObject({
      code: "TARGETS_TOO_LARGE",
    });
    await expect.poll(() => closed).toBe(true);
    expect(written).toBeLessThan(50_000_000);
  });

  it("reads an answer that is compressed although we asked it not to be, and bounds what comes out", async () => {
    const sent: (string | undefined)[] = [];
    const compressed =
      (text: string): Answer =>
      ({ headers }, response) => {
        sent.push(headers["accept-encoding"]?.toString());
        response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
        response.end(gzipSync(text));
      };
    const small = await serve(compressed(JSON.stringify(completion("unpacked"))));
    expect(await ask(chat(small.url))).toBe("unpacked");
    expect(sent).toEqual(["identity"]);
    const bomb = await serve(compressed(" ".repeat(50_000_000)));
    expect(await ask(chat(bomb.url))).toMatchObject({ code: "TARGETS_TOO_LARGE" });
    const broken = await serve((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end("this is not gzip");
    });
    expect(await ask(chat(broken.url))).toMatchObject({ code: "TARGETS_BROKEN_ANSWER" });
  });

  it("cuts an endless event stream at the limit", async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const more = (): void => {
        while (!response.destroyed && response.write('data: {"choices":[{"delta":{"content":"x"}}]}\n\n'));
      };
      response.on("drain", more);
      more();
    });
    const error = await ask(chat(url, { stream: true, max_response_bytes: 100_000 }));
    expect(error).toMatchObject({ code: "TARGETS_TOO_LARGE" });
    expect(unscoredReasonOf(error).reason).toBe("cut-answer");
  });

  it("gives up on an answer that never ends", async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write(" ");
    });
    const error = await ask(chat(url, { timeout_ms: 150 }));
    expect(error).toMatchObject({ code: "TARGETS_TIMEOUT" });
    expect(unscoredReasonOf(error).reason).toBe("timeout");
  });

  it("gives up on an answer that never begins", async () => {
    const { url } = await serve(() => undefined);
    expect(await ask(chat(url, { timeout_ms: 150 }))).toMatchObject({ code: "TARGETS_TIMEOUT" });
  });

  it("tells a connection that breaks in the middle of the answer", async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write('{"choices":', () => response.destroy());
    });
    const error = await ask(chat(url));
    expect(error).toMatchObject({ code: "TARGETS_BROKEN_ANSWER" });
    expect(unscoredReasonOf(error).reason).toBe("cut-answer");
  });

  it("tells a stream that ends without its end", async () => {
    const { url } = await serve(
      whole('data: {"choices":[{"delta":{"content":"I will"}}]}\n\n', "text/event-stream"),
    );
    expect(await ask(chat(url, { stream: true }))).toMatchObject({ code: "TARGETS_BROKEN_ANSWER" });
  });

  it("tells an error in the middle of a stream", async () => {
    const { url } = await serve(
      whole(
        'data: {"choices":[{"delta":{"content":"I"}}]}\n\ndata: {"error":{"message":"overloaded"}}\n\n',
        "text/event-stream",
      ),
    );
    expect(await ask(chat(url, { stream: true }))).toMatchObject({ code: "TARGETS_ERROR_BODY" });
  });
});

describe("a target that cannot be reached", () => {
  it("tells a refused connection", async () => {
    const server = await startServer(() => undefined);
    await server.close();
    const error = await ask(chat(server.url));
    expect(error).toMatchObject({ code: "TARGETS_CONNECTION_REFUSED", exit: 3 });
    expect(unscoredReasonOf(error).reason).toBe("target-refused-transport");
  });

  it("tells a name that does not resolve", async () => {
    expect(await ask(chat("http://nobody.invalid"))).toMatchObject({ code: "TARGETS_NAME_NOT_RESOLVED" });
  });

  it("tries again when the connection is closed before any byte, and tells it in the end", async () => {
    const server = await serve((_, response) => response.destroy());
    expect(await ask(chat(server.url))).toMatchObject({ code: "TARGETS_CONNECTION_RESET" });
    expect(server.seen).toHaveLength(3);
  });

  it("tells something that is not HTTP", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => socket.end("SSH-2.0-OpenSSH_9.9\r\n"));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      const { port } = server.address() as AddressInfo;
      expect(await ask(chat(`http://127.0.0.1:${port}`))).toMatchObject({ code: "TARGETS_NOT_HTTP" });
    } finally {
      server.close();
    }
  });

  it("does not follow a redirect to another origin", async () => {
    const elsewhere = await serve((_, response) => json(response, completion("stolen")));
    const { url } = await serve((_, response) =>
      response.writeHead(307, { location: `${elsewhere.url}/v1` }).end(),
    );
    expect(await ask(chat(url))).toMatchObject({ code: "TARGETS_REDIRECTED" });
    expect(elsewhere.seen).toHaveLength(0);
  });

  it("follows a redirect within the origin, but not for ever", async () => {
    const { url } = await serve((request, response) => {
      if (request.url === "/v1/chat/completions") response.writeHead(308, { location: "/real" }).end();
      else json(response, completion("here"));
    });
    expect(await ask(chat(url))).toBe("here");
    const round = await serve((_, response) => response.writeHead(308, { location: "/round" }).end());
    expect(await ask(chat(round.url))).toMatchObject({ code: "TARGETS_REDIRECTED" });
    expect(round.seen.length).toBeLessThanOrEqual(7);
  });
});

describe("TLS", () => {
  const hello: Answer = (_, response) => json(response, completion("hello over TLS"));

  it("refuses a certificate nobody vouches for", async () => {
    const { url } = await serve(hello, { tls: true });
    const error = await ask(chat(url));
    expect(error).toMatchObject({ code: "TARGETS_TLS_FAILED" });
    expect((error as BartizanError).remedy).toContain("ca_file");
  });

  it("trusts the authority the configuration names", async () => {
    const { url } = await serve(hello, { tls: true });
    expect(await ask(chat(url, { tls: { ca_file: certificate("ca.pem") } }))).toBe("hello over TLS");
  });

  it("shows a client certificate where the server wants one", async () => {
    const { url } = await serve(hello, { tls: true, wantsClientCertificate: true });
    const ca_file = certificate("ca.pem");
    expect(await ask(chat(url, { tls: { ca_file } }))).toMatchObject({
      code: expect.stringMatching(/TLS_FAILED|CONNECTION_RESET/),
    });
    const tls = { ca_file, cert_file: certificate("client.pem"), key_file: certificate("client-key.pem") };
    expect(await ask(chat(url, { tls }))).toBe("hello over TLS");
  });

  it("tells a plain server behind https", async () => {
    const { port } = await serve(hello);
    expect(await ask(chat(`https://127.0.0.1:${port}`))).toMatchObject({ code: "TARGETS_TLS_FAILED" });
  });

  it("tells a certificate file that is missing or not one", async () => {
    const deps = realDeps();
    const missing = chat("https://a.example", { tls: { ca_file: "/nowhere/ca.pem" } });
    await expect(connectTarget(missing, deps)).rejects.toMatchObject({
      code: "TARGETS_BAD_CERTIFICATE_FILE",
      exit: 2,
      place: { file: "/nowhere/ca.pem" },
    });
    const wrong = chat("https://a.example", { tls: { ca_file: certificate("README.md") } });
    await expect(connectTarget(wrong, deps)).rejects.toMatchObject({ code: "TARGETS_BAD_CERTIFICATE_FILE" });
  });
});

describe("limits on our side", () => {
  it("refuses beyond the budget before anything is sent, and counts retries", async () => {
    let asked = 0;
    const server = await serve((_, response) => {
      if (++asked === 1) response.writeHead(502).end();
      else json(response, completion("fine"));
    });
    const deps = realDeps({ budget: createBudget({ maxRequests: 2 }) });
    expect(await ask(chat(server.url), deps)).toBe("fine");
    expect(deps.budget.spent().requests).toBe(2);
    expect(await ask(chat(server.url), deps)).toMatchObject({ code: "TARGETS_BUDGET_EXHAUSTED" });
    expect(server.seen).toHaveLength(2);
  });

  it("settles the budget with the tokens the target reports, at its prices", async () => {
    const { url } = await serve((_, response) => json(response, completion("fine")));
    const deps = realDeps();
    await ask(
      chat(url, {
        pricing: { currency: "EUR", input_per_million: 1_000_000, output_per_million: 2_000_000 },
      }),
      deps,
    );
    expect(deps.budget.spent()).toEqual({ requests: 1, tokens: 16, cost: { EUR: 21 } });
  });

  it("stops a request under way when it is called off", async () => {
    const stop = new AbortController();
    const { url } = await serve(() => stop.abort());
    const target = await connectTarget(chat(url), realDeps());
    const session = await target.open(sessionContext({ signal: stop.signal }));
    const error = await session.send({ role: "user", text: "hello" }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "TARGETS_ABORTED" });
    expect(unscoredReasonOf(error).reason).toBe("interrupted");
    await target.dispose();
  });

  it("slows down on a real 429 and comes through", async () => {
    let asked = 0;
    const server = await serve((_, response) => {
      if (++asked <= 2) json(response, { error: { message: "slow down" } }, 429, { "retry-after-ms": "20" });
      else json(response, completion("through"));
    });
    expect(await ask(chat(server.url))).toBe("through");
    expect(server.seen).toHaveLength(3);
  });

  it("reports a 429 that does not end as the target's own word", async () => {
    const { url } = await serve((_, response) =>
      json(response, { error: { message: "quota used up" } }, 429, { "retry-after-ms": "1" }),
    );
    const error = await ask(chat(url));
    expect(error).toMatchObject({ code: "TARGETS_RATE_LIMITED" });
    expect((error as BartizanError).message).toContain("quota used up");
  });
});

it("every error of this room has its reason and reads as two sentences", () => {
  for (const entry of targetErrors.catalogue) {
    expect(entry.summary).toMatch(/\.$/);
    expect(entry.remedy).toMatch(/\.$/);
  }
});
