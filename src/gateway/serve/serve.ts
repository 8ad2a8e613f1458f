import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerCheck, answerMirror } from "../direct/index.ts";
import { gatewayErrors } from "../errors.ts";
import { Exchange, type GatewayContext } from "../exchange/index.ts";
import { writeReply } from "../http/index.ts";
import { openAiProblem } from "../openai/index.ts";
import { problem } from "../problems/index.ts";

/** Longest header block of a request. */
const maxHeaderBytes = 32_768;
/** How often node looks for connections that are over their time. */
const lookEveryMs = 1_000;

/** The HTTP side of one process: what comes in, how much of it at once, and how it ends. */
export class GatewayServer {
  readonly #context: GatewayContext;
  readonly #server: Server;
  readonly #idle: (() => void)[] = [];
  #running = 0;
  #draining = false;

  constructor(context: GatewayContext) {
    this.#context = context;
    const { headersSeconds, requestSeconds } = context.config.limits;
    this.#server = createServer(
      {
        // Node's strict parser: both lengths, a doubled length, folded headers and bare line feeds are refused.
        insecureHTTPParser: false,
        maxHeaderSize: maxHeaderBytes,
        headersTimeout: headersSeconds * 1_000,
        requestTimeout: Math.max(requestSeconds, headersSeconds) * 1_000,
        connectionsCheckingInterval: Math.min(lookEveryMs, headersSeconds * 500),
        keepAliveTimeout: 65_000,
        noDelay: true,
      },
      (request, response) => this.#handle(request, response),
    );
  }

  /** @returns the port @throws GATEWAY_PORT_TAKEN, GATEWAY_ADDRESS_UNAVAILABLE */
  listen(): Promise<number> {
    const { host, port } = this.#context.config.listen;
    return new Promise((resolve, reject) => {
      this.#server.once("error", (cause: NodeJS.ErrnoException) => {
        const at = `${host}:${port}`;
        reject(
          cause.code === "EADDRINUSE"
            ? gatewayErrors.portTaken(`Port ${port} on ${host} is in use.`, { at }, { cause })
            : gatewayErrors.addressUnavailable(
                `Cannot listen on ${at}: ${cause.message}.`,
                { at },
                { cause },
              ),
        );
      });
      // Safe: a listening TCP server has an address with a port.
      this.#server.listen(port, host, () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  /** Takes nothing new, lets what runs finish for up to `graceMs`, then cuts it. */
  async close(graceMs: number): Promise<void> {
    this.#draining = true;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    await this.#untilIdle(graceMs);
    this.#server.closeIdleConnections();
    this.#server.closeAllConnections();
    await closed;
  }

  #untilIdle(graceMs: number): Promise<void> {
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, graceMs);
      this.#idle.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? "/";
    const mark = url.indexOf("?");
    const path = mark < 0 ? url : url.slice(0, mark);
    const query = mark < 0 ? "" : url.slice(mark);
    if (path === "/healthz") return writeReply(response, { status: 200, body: { status: "ok" } });
    if (path === "/readyz") return this.#readiness(response);
    const work = this.#workFor(request, response, path, query);
    if (work === undefined) {
      const told = problem("not-found", "The gateway has nothing at this address.");
      return writeReply(response, openAiProblem(told));
    }
    if (this.#draining || this.#running >= this.#context.config.limits.concurrent) {
      const told = problem("unavailable", "The gateway takes no more requests at present.", {
        retryAfter: 1,
      });
      return writeReply(response, openAiProblem(told), { "retry-after": "1", connection: "close" });
    }
    this.#running += 1;
    void work().finally(() => {
      this.#running -= 1;
      if (this.#running === 0) for (const idle of this.#idle.splice(0)) idle();
    });
    return undefined;
  }

  #workFor(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: string,
  ): (() => Promise<void>) | undefined {
    const method = request.method ?? "GET";
    if (method === "POST" && path === "/v1/check") return () => answerCheck(this.#context, request, response);
    if (method === "POST" && path === "/v1/mirror")
      return () => answerMirror(this.#context, request, response);
    const dialect = this.#context.dialects.find((item) => item.match(method, path));
    if (dialect === undefined) return undefined;
    return () => new Exchange(this.#context, dialect, { request, response, path, query }).run();
  }

  #readiness(response: ServerResponse): void {
    const reasons = [...(this.#context.ports.notReady?.() ?? [])];
    if (this.#draining) reasons.push("The gateway is ending.");
    const ready = reasons.length === 0;
    writeReply(response, {
      status: ready ? 200 : 503,
      body: { status: ready ? "ready" : "not ready", reasons },
    });
  }
}
