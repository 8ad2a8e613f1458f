import type { GatewayConfig } from "../config/index.ts";
import { gatewayErrors } from "../errors.ts";
import { routesOf, type GatewayContext } from "../exchange/index.ts";
import type { GatewayPorts } from "../ports.ts";
import { configuredDialects } from "./configured-dialects.ts";
import { Upstream } from "../upstream/index.ts";
import { GatewayServer } from "./serve.ts";

export interface RunningGateway {
  /** Such as `http://127.0.0.1:8787`; official OpenAI clients want `${url}/v1` as their base URL. */
  readonly url: string;
  readonly port: number;
  /** Takes nothing new, lets running answers finish for up to `drainSeconds`, then ends everything. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts the gateway in this process.
 *
 * @throws GATEWAY_PORT_TAKEN, GATEWAY_ADDRESS_UNAVAILABLE, GATEWAY_SECRET_UNAVAILABLE, GATEWAY_BAD_VALUE
 */
export async function startGateway(config: GatewayConfig, ports: GatewayPorts): Promise<RunningGateway> {
  const dialects = configuredDialects(config.dialects);
  const upstreams = await Promise.all(config.upstreams.map((upstream) => connect(upstream, ports)));
  const context: GatewayContext = {
    config,
    ports,
    routes: routesOf(config, upstreams),
    dialects,
    allowed: new Set(config.uninspected),
  };
  const server = new GatewayServer(context);
  let port: number;
  try {
    port = await server.listen();
  } catch (error) {
    await Promise.all(upstreams.map((upstream) => upstream.close()));
    throw error;
  }
  const host = config.listen.host.includes(":") ? `[${config.listen.host}]` : config.listen.host;
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await server.close(config.drainSeconds * 1_000);
    await Promise.all(upstreams.map((upstream) => upstream.close()));
  };
  return { url: `http://${host}:${port}`, port, close: () => (closing ??= close()) };
}

async function connect(config: GatewayConfig["upstreams"][number], ports: GatewayPorts): Promise<Upstream> {
  const [key, ca] = await Promise.all([config.key, config.ca].map((reference) => secret(reference, ports)));
  return new Upstream(
    config,
    { ...(key === undefined ? {} : { key }), ...(ca === undefined ? {} : { ca }) },
    ports,
  );
}

async function secret(reference: string | undefined, ports: GatewayPorts): Promise<string | undefined> {
  if (reference === undefined) return undefined;
  try {
    return await ports.secret(reference);
  } catch (cause) {
    // The reference may be shown; what it stands for never is.
    throw gatewayErrors.secretUnavailable(`\`${reference}\` cannot be read.`, {}, { cause });
  }
}
