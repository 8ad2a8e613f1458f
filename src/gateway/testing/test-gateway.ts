import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { gatewayConfigSchema, type GatewayConfigInput } from "../config/index.ts";
import type { GatewayPorts } from "../ports.ts";
import { startGateway, type RunningGateway } from "../serve/index.ts";
import { scriptedGuard, type ScriptedGuard, type ScriptedRule } from "./scripted-guard.ts";
import { testPorts, type TestPorts } from "./test-ports.ts";
import { scriptedUpstream, type ScriptedUpstream } from "./upstream.ts";

export interface TestGateway {
  readonly gateway: RunningGateway;
  readonly url: string;
  readonly upstream: ScriptedUpstream;
  readonly guard: ScriptedGuard;
  readonly ports: TestPorts;
  ask(path: string, options?: Ask): Promise<Told>;
  stop(): Promise<void>;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly body?: string | Buffer;
}

export interface Told {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- a cast at the call, for tests only
  json<T = ErrorBody>(): T;
}

export interface ErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly code: string;
    readonly param: string | null;
    readonly bartizan: {
      readonly exchange: string;
      readonly decision?: string;
      readonly rules: readonly string[];
    };
  };
}

/** A gateway on a free port between a scripted upstream and a scripted guard. */
export async function testGateway(
  options: {
    readonly rules?: readonly ScriptedRule[];
    readonly config?: Partial<GatewayConfigInput>;
    /** Fields of both upstreams. */
    readonly upstream?: Partial<GatewayConfigInput["upstreams"][number]>;
    readonly ports?: Partial<GatewayPorts>;
  } = {},
): Promise<TestGateway> {
  const upstream = await scriptedUpstream();
  const guard = scriptedGuard(options.rules);
  const ports = testPorts(guard, options.ports);
  const quick = { retries: { attempts: 0 }, ...options.upstream };
  const config = gatewayConfigSchema.parse({
    listen: { port: 0 },
    upstreams: [
      { id: "one", kind: "openai", url: `${upstream.url}/v1`, key: "env:OPENAI_KEY", ...quick },
      { id: "two", kind: "anthropic", url: upstream.url, key: "env:ANTHROPIC_KEY", ...quick },
    ],
    drainSeconds: 1,
    ...options.config,
  });
  const gateway = await startGateway(config, ports);
  return {
    gateway,
    url: gateway.url,
    upstream,
    guard,
    ports,
    ask: (path, ask) => askAt(gateway.url + path, ask),
    stop: async () => {
      await upstream.close();
      await gateway.close();
    },
  };
}

/** A plain HTTP client that may send any header and any body. */
export function askAt(url: string, { method, headers = {}, json, body }: Ask = {}): Promise<Told> {
  const sent = body ?? (json === undefined ? undefined : JSON.stringify(json));
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      {
        method: method ?? (sent === undefined ? "GET" : "POST"),
        headers: { ...(sent === undefined ? {} : { "content-type": "application/json" }), ...headers },
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          const { statusCode = 0, headers: told } = response;
          // oxlint-disable-next-line typescript/no-unsafe-return typescript/no-unnecessary-type-parameters -- the type is the test's word
          const json = <T>(): T => JSON.parse(text) as T;
          resolve({ status: statusCode, headers: told, text, json });
        });
      },
    );
    request.on("error", reject);
    request.end(sent);
  });
}
