import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** What a scripted upstream answers to one request. */
export type Scripted =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly json?: unknown;
      readonly body?: string | Buffer;
    }
  | {
      /** Written one by one, each in its own packet as far as the system allows. */
      readonly chunks: readonly (string | Buffer)[];
      readonly headers?: Readonly<Record<string, string>>;
      /** What comes after the last chunk. Default: a proper end. */
      readonly ending?: "end" | "reset" | "hang";
      /** Waited for before the chunk with this index is written. */
      readonly before?: (index: number) => Promise<void> | undefined;
    }
  | { readonly fault: "hang" | "reset" };

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly rawHeaders: readonly string[];
  readonly body: string;
  /** The body as JSON, of the type the test expects. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- a cast at the call, for tests only
  json<T = Record<string, unknown>>(): T;
}

export interface ScriptedUpstream {
  readonly url: string;
  readonly seen: SeenRequest[];
  /** Answers for the next requests, in order; the last one stays. */
  script(...answers: readonly Scripted[]): void;
  /** Requests whose client went away before the answer ended. */
  readonly abandoned: () => number;
  close(): Promise<void>;
}

/** A server that answers as it was told, faults included. */
export async function scriptedUpstream(): Promise<ScriptedUpstream> {
  const seen: SeenRequest[] = [];
  let answers: Scripted[] = [{ json: {} }];
  let abandoned = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (chunk: Buffer) => parts.push(chunk));
    response.on("close", () => {
      if (!response.writableFinished) abandoned += 1;
    });
    request.on("end", () => {
      const body = Buffer.concat(parts).toString();
      const { method = "", url = "", headers, rawHeaders } = request;
      // oxlint-disable-next-line typescript/no-unsafe-return typescript/no-unnecessary-type-parameters -- the type is the test's word
      const json = <T>(): T => JSON.parse(body) as T;
      seen.push({ method, url, headers, rawHeaders, body, json });
      const next = answers.length > 1 ? answers.shift() : answers[0];
      void answer(response, next ?? { json: {} });
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Safe: a listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    script: (...next) => {
      answers = [...next];
    },
    abandoned: () => abandoned,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(response: ServerResponse, scripted: Scripted): Promise<void> {
  if ("fault" in scripted) {
    if (scripted.fault === "reset") response.socket?.resetAndDestroy();
    return;
  }
  if (!("chunks" in scripted)) {
    const { status = 200, headers = {}, json, body } = scripted;
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body ?? JSON.stringify(json));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream", ...scripted.headers });
  for (const [i, chunk] of scripted.chunks.entries()) {
    const wait = scripted.before?.(i);
    if (wait !== undefined) await wait;
    if (response.destroyed) return;
    response.write(chunk);
    // A turn of the loop between two writes, so that they do not leave as one.
    await delay(0);
  }
  if (scripted.ending === "reset") response.socket?.resetAndDestroy();
  else if (scripted.ending !== "hang") response.end();
}
