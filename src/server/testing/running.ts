import { randomBytes } from "node:crypto";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startServer, type RunningServer, type ServerOptions } from "../start.ts";
import { memoryBook, type MemoryBook } from "./memory-book.ts";
import { samplePorts, type SamplePorts } from "./sample-ports.ts";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body, as the type the test expects. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- a cast at the call, for tests only
  json<T = { error: { code: string; message: string; remedy: string; field?: string } }>(): T;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly body?: string | Uint8Array;
}

/** A server on a free port with the sample behind it, and a plain HTTP client that may send any header. */
export interface TestServer {
  readonly server: RunningServer;
  readonly ports: SamplePorts;
  readonly book: MemoryBook;
  readonly tokens: Readonly<Record<"viewer" | "analyst" | "approver" | "admin", string>>;
  readonly dir: string;
  readonly log: string[];
  ask(path: string, options?: Ask): Promise<Answer>;
  stop(): Promise<void>;
}

export function askAt(
  port: number,
  path: string,
  { method = "GET", headers = {}, token, body }: Ask = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: "127.0.0.1",
        port,
        path,
        method,
        headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
            json: <T>() => JSON.parse(text) as T,
          });
        });
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

export const jsonBody = (value: unknown): Pick<Ask, "headers" | "body"> => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

export async function startTestServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const dir = await mkdtemp(join(tmpdir(), "bartizan-server-"));
  const book = memoryBook(randomBytes);
  const tokens = {
    viewer: book.add("vera", { role: "viewer" }),
    analyst: book.add("anna", { role: "analyst" }),
    approver: book.add("peer", { role: "approver" }),
    admin: book.add("ada", { role: "admin" }),
  };
  const ports = samplePorts();
  const log: string[] = [];
  const server = await startServer({
    ports,
    book,
    clock: {
      now: () => Date.now(),
      sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
    },
    random: randomBytes,
    version: "0.1.0-test",
    stagingDir: join(dir, "staging"),
    runsDir: join(dir, "runs"),
    port: 0,
    log: (line) => log.push(line),
    ...options,
  });
  return {
    server,
    ports,
    book,
    tokens,
    dir,
    log,
    ask: (path, ask) => askAt(server.port, path, ask),
    async stop() {
      await server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
