import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import type { Clock } from "../contracts/index.ts";
import { buildApi, withSecurityHeaders } from "./api.ts";
import { serverErrors } from "./errors.ts";
import { items } from "./items.generated.ts";
import { eventHub } from "./live/hub.ts";
import { bundleInbox } from "./push/inbox.ts";
import { checkListening, doorOf, type Door } from "./security/door.ts";
import { sessionDesk, type AccountBook } from "./access/session-desk.ts";
import type { RandomBytes } from "./access/secret.ts";
import type { ServerPorts } from "./ports.ts";
import { loadStaticFiles } from "./static/static-files.ts";

export interface ServerOptions {
  readonly ports: ServerPorts;
  readonly book: AccountBook;
  readonly clock: Clock;
  /** Cryptographic randomness, such as `crypto.randomBytes`. */
  readonly random: RandomBytes;
  readonly version: string;
  /** The built console; without it the API still answers. */
  readonly consoleDir?: string;
  /** Where pushed bundles are staged, and where they go; both on one file system. */
  readonly stagingDir: string;
  readonly runsDir: string;
  /** Default 127.0.0.1. Beyond loopback only together with `behindTls`. */
  readonly host?: string;
  /** 0 takes a free port. Default 8420. */
  readonly port?: number;
  /** Public https origin of a TLS-terminating proxy in front. */
  readonly behindTls?: string;
  /** A line for the log; never holds a secret. */
  readonly log?: (line: string) => void;
}

export interface RunningServer {
  /** Where a person opens the console. */
  readonly url: string;
  readonly port: number;
  /** A link that signs this person in once, within 12 hours. The code stands after `#` and is never sent or logged. */
  signInLink(person: string): string;
  /** Ends live streams, lets requests in flight finish for up to 5 s, frees the port. */
  close(): Promise<void>;
}

const graceMs = 5_000;

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const at = `${host}:${port}`;
      const options = { cause };
      if (cause.code === "EADDRINUSE") {
        const remedy = `Stop the other program, or choose another port: --port ${port + 1}.`;
        reject(serverErrors.portTaken(`Port ${port} on ${host} is in use.`, { at }, { cause, remedy }));
      } else
        reject(serverErrors.addressUnavailable(`Cannot listen on ${at}: ${cause.message}.`, { at }, options));
    });
    // Safe: a listening TCP server has an address with a port.
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Waits for `server.close`, and cuts what has not finished after the grace time. */
async function shut(server: Server, clock: Clock): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = new AbortController();
  const late = clock.sleep(graceMs, timer.signal).then(
    () => server.closeAllConnections(),
    () => undefined,
  );
  await Promise.race([closed, late]);
  timer.abort();
  await closed;
}

/**
 * Starts the API and the console on one port.
 *
 * @throws SERVER_PORT_TAKEN, SERVER_ADDRESS_UNAVAILABLE, SERVER_NOT_LOOPBACK, SERVER_CONSOLE_UNREADABLE
 * @example
 * const server = await startServer({ ports, book, clock, random: randomBytes, version, stagingDir, runsDir });
 * console.log(server.signInLink("local-admin"));
 * await server.close();
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { ports, book, clock, random, version, behindTls } = options;
  const host = options.host ?? "127.0.0.1";
  const log = options.log ?? (() => undefined);
  checkListening(host, behindTls);
  const files = await loadStaticFiles(options.consoleDir);
  const desk = sessionDesk({ book, clock, random });
  const inbox = bundleInbox({
    stagingDir: options.stagingDir,
    runsDir: options.runsDir,
    clock,
    verify: (dir) => ports.verifyBundle(dir),
  });
  let door: Door | undefined;
  const hub = eventHub({ source: (signal) => ports.events(signal), clock, log });
  const app = buildApi({
    endpoints: items,
    ports,
    desk,
    hub,
    inbox,
    clock,
    version,
    files,
    log,
    door: () => {
      if (door === undefined) throw serverErrors.internal("A request came before the server was ready.");
      return door;
    },
    trace: () => Buffer.from(random(6)).toString("hex"),
  });
  // Safe: without `createServer` the adaptor makes a plain node:http server.
  const server = createAdaptorServer({
    fetch: async (request, env) => withSecurityHeaders(await app.fetch(request, env)),
    overrideGlobalObjects: false,
  }) as Server;
  server.maxHeadersCount = 100;
  try {
    const port = await listen(server, options.port ?? 8420, host);
    door = doorOf(host, port, behindTls);
    const { url } = door;
    return {
      url,
      port,
      signInLink: (person) => `${url}/#token=${desk.oneTimeCode(person)}`,
      async close() {
        hub.close();
        await shut(server, clock);
      },
    };
  } catch (error) {
    hub.close();
    throw error;
  }
}
