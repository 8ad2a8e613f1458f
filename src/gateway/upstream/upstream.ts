import { Pool } from "undici";
import type { UpstreamConfig } from "../config/index.ts";
import type { UpstreamKind } from "../dialects/dialect.ts";
import type { GatewayPorts } from "../ports.ts";
import { Attempt, type Answer } from "./attempt.ts";
import { Circuit } from "./circuit.ts";

/** One request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  /** Path and query below the upstream's URL; without a path, its URL as it stands. */
  readonly target: string;
  /** Name, value, name, value, … */
  readonly headers: readonly string[];
  readonly body: string | Buffer | undefined;
}

const bearerKinds: ReadonlySet<UpstreamKind> = new Set(["openai", "mcp", "open-inference", "predict"]);

/** A server that answers requests, with its connections, its key and its circuit breaker. */
export class Upstream {
  readonly config: UpstreamConfig;
  readonly circuit: Circuit;
  readonly #pool: Pool;
  readonly #prefix: string;
  readonly #path: string;
  readonly #credentials: readonly string[];

  constructor(
    config: UpstreamConfig,
    secrets: { readonly key?: string; readonly ca?: string },
    ports: GatewayPorts,
  ) {
    this.config = config;
    const url = new URL(config.url);
    this.#path = url.pathname;
    this.#prefix = url.pathname.replace(/\/+$/, "");
    this.#credentials = [...credentialsOf(config, secrets.key), ...Object.entries(config.headers).flat()];
    this.circuit = new Circuit(
      config.circuit,
      () => ports.now(),
      (state) => ports.observe({ kind: "circuit", upstream: config.id, state }),
    );
    const { connect, headers, idle } = config.timeouts;
    this.#pool = new Pool(url.origin, {
      connections: config.connections,
      pipelining: 1,
      allowH2: false,
      headersTimeout: headers * 1_000,
      bodyTimeout: idle * 1_000,
      connect: { timeout: connect * 1_000, ...(secrets.ca === undefined ? {} : { ca: secrets.ca }) },
    });
  }

  /**
   * Sends one request once.
   *
   * @param onAbort is told how to end the attempt before it has an answer
   * @throws what undici throws; `sent` of the attempt says whether the upstream may have seen the request
   */
  attempt(
    request: WireRequest,
    onAbort: (abort: () => void) => void,
  ): Promise<{ readonly answer: Answer } | { readonly error: Error; readonly sent: boolean }> {
    return new Promise((resolve) => {
      const attempt = new Attempt(
        (answer) => resolve({ answer }),
        (error) => resolve({ error, sent: attempt.sent }),
      );
      onAbort(() => attempt.abort());
      this.#pool.dispatch(
        {
          // Without a path of its own the request goes to the configured address as it is written.
          path: (request.target.startsWith("/") ? this.#prefix : this.#path) + request.target,
          method: request.method,
          headers: [...request.headers, ...this.#credentials],
          body: request.body ?? null,
        },
        attempt,
      );
    });
  }

  /** Ends all connections. */
  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

function credentialsOf(config: UpstreamConfig, key: string | undefined): readonly string[] {
  if (key === undefined) return [];
  const auth = config.auth ?? (bearerKinds.has(config.kind) ? "bearer" : "x-api-key");
  return auth === "bearer"
    ? ["authorization", `Bearer ${key}`]
    : auth === "x-api-key"
      ? ["x-api-key", key]
      : [];
}
