import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface RealServer {
  readonly url: string;
  readonly port: number;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

export type Answer = (request: SeenRequest, response: ServerResponse, raw: IncomingMessage) => unknown;

export const certificate = (name: string): string =>
  join(import.meta.dirname, "../fixtures/certificates", name);
const pem = (name: string): Buffer => readFileSync(certificate(name));

/** A real server on loopback that answers as told. */
export async function startServer(
  answer: Answer,
  options: { readonly tls?: boolean; readonly wantsClientCertificate?: boolean } = {},
): Promise<RealServer> {
  const seen: SeenRequest[] = [];
  const listener = (raw: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    raw.on("data", (chunk: Buffer) => chunks.push(chunk));
    raw.on("end", () => {
      const request: SeenRequest = {
        method: raw.method ?? "",
        url: raw.url ?? "",
        headers: raw.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      seen.push(request);
      void answer(request, response, raw);
    });
    raw.on("error", () => undefined);
    response.on("error", () => undefined);
  };
  const server =
    options.tls === true
      ? createHttps(
          {
            key: pem("server-key.pem"),
            cert: pem("server.pem"),
            ca: pem("ca.pem"),
            requestCert: options.wantsClientCertificate === true,
            rejectUnauthorized: options.wantsClientCertificate === true,
          },
          listener,
        )
      : createHttp(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls === true ? "https" : "http"}://127.0.0.1:${port}`,
    port,
    seen,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(value));
}

/** A chat completion that says this. */
export const completion = (
  content: string,
  extra: Record<string, unknown> = {},
): Record<string, unknown> => ({
  model: "mira",
  choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
  usage: { prompt_tokens: 11, completion_tokens: 5 },
  ...extra,
});
