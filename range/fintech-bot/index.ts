import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { levels, type Level } from "./defences/levels.ts";
import { createApp } from "./protocol/app.ts";

export { promptMarker } from "./agent/prompt.ts";
export { levels, type Level } from "./defences/levels.ts";

export interface FintechBotOptions {
  /** 0 picks a free port. */
  readonly port?: number;
  /** A loopback address; anything else is refused, because the bot is vulnerable on purpose. */
  readonly host?: string;
  /** What plain `mira` means. */
  readonly level?: Level;
  /** When set, requests need this bearer key. */
  readonly apiKey?: string;
  /** Answers 429 beyond this, with `retry-after`; for trying schedulers. */
  readonly requestsPerMinute?: number;
  readonly mostSessions?: number;
  /** Largest request body. */
  readonly mostBytes?: number;
  /** Milliseconds since the epoch; for the times in the ledger. */
  readonly now?: () => number;
}

export interface FintechBot {
  readonly url: string;
  /** Stops listening and drops open connections; resolves when the port is free. */
  close(): Promise<void>;
}

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

/**
 * Starts the practice bot on loopback. It opens no connection of its own, ever.
 *
 * @throws RangeError for an address that is not loopback or a level that does not exist; the system's
 * own error when the port is taken.
 * @example
 * const bot = await startFintechBot({ level: 2 });
 * // … POST `${bot.url}/v1/chat/completions`
 * await bot.close();
 */
export async function startFintechBot(options: FintechBotOptions = {}): Promise<FintechBot> {
  const { port = 0, host = "127.0.0.1", level = 0 } = options;
  if (!loopback.has(host)) throw new RangeError(`The practice bot listens on loopback only, not on ${host}.`);
  if (!levels.includes(level)) throw new RangeError(`There is no level ${String(level)}; levels are 0 to 5.`);
  const app = createApp({
    level,
    mostSessions: options.mostSessions ?? 10_000,
    mostBytes: options.mostBytes ?? 1_000_000,
    now: options.now ?? Date.now,
    freshSeed: randomUUID,
    ...(options.apiKey === undefined ? {} : { apiKey: options.apiKey }),
    ...(options.requestsPerMinute === undefined ? {} : { requestsPerMinute: options.requestsPerMinute }),
  });
  const { server, bound } = await listen(app.fetch, host, port);
  const name = host.includes(":") ? `[${host}]` : host;
  return { url: `http://${name}:${bound}`, close: () => stop(server) };
}

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  hostname: string,
  port: number,
): Promise<{ readonly server: Server; readonly bound: number }> {
  return new Promise((resolve, reject) => {
    // Safe: without `createServer` the adapter makes a plain HTTP server.
    const server = serve({ fetch, hostname, port, overrideGlobalObjects: false }, ({ port: bound }) =>
      resolve({ server, bound }),
    ) as Server;
    server.once("error", reject);
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
