import { join, resolve } from "node:path";
import { openWorkspace, systemClock, toolVersion } from "../../app/index.ts";
import { startCluster } from "../cluster/index.ts";
import type { GatewayConfig } from "../config/index.ts";
import { openLedgerWriter, type LedgerWriter } from "../records/index.ts";
import { startGateway } from "../serve/index.ts";
import { clusterMetrics, serveMetrics } from "../telemetry/index.ts";
import { openPorts, type ProcessEvent } from "./open-ports.ts";
import { readGatewayOf } from "./read-policy.ts";

export interface RunGatewayOptions {
  /** The policy file with a `gateway:` section. */
  readonly file: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly port?: number;
  readonly workers?: number;
  /** File of the public key that must have signed the policy, now and at every reload. */
  readonly requireSignature?: string;
  readonly observe: (event: RunEvent) => void;
}

export type RunEvent =
  | ProcessEvent
  | { readonly kind: "worker-ended"; readonly pid: number; readonly restartMs: number }
  | { readonly kind: "ledger-failed"; readonly reason: string };

export interface RunGateway {
  readonly url: string;
  readonly config: GatewayConfig;
  readonly policy: { readonly id: string; readonly version: string; readonly digest: string };
  readonly workers: number;
  /** Puts the policy file as it stands now in force, in every process. */
  readonly reload: () => Promise<void>;
  /** Lets running answers finish, takes the last records into the ledger, ends. Idempotent. */
  close(): Promise<void>;
}

/** How often the writer takes in what the spools hold. */
const takeInMs = 500;

/**
 * Runs a gateway as its policy file says: one process, or one for each worker behind one port. This process is
 * the only writer of the guard's ledgers.
 *
 * @throws what `readGatewayOf`, `openGuard`, `startGateway` and `openLedgerWriter` throw
 */
export async function runGateway(options: RunGatewayOptions): Promise<RunGateway> {
  const { cwd, observe } = options;
  const file = resolve(cwd, options.file);
  const { policy, config: written } = await readGatewayOf(file);
  const config = withOverrides(written, options);
  const writer = await openWriter(config, options);
  writer.start(takeInMs);
  try {
    const serving =
      config.workers === 1
        ? await serveHere(file, config, options)
        : await serveInWorkers(file, config, options);
    let closing: Promise<void> | undefined;
    return {
      url: serving.url,
      config,
      policy: policy.stamp,
      workers: config.workers,
      reload: serving.reload,
      close: () =>
        (closing ??= (async () => {
          await serving.close();
          await writer.close();
        })()),
    };
  } catch (error) {
    await writer.close().catch((cause: unknown) => observe({ kind: "ledger-failed", reason: String(cause) }));
    throw error;
  }
}

interface Serving {
  readonly url: string;
  readonly reload: () => Promise<void>;
  close(): Promise<void>;
}

async function serveHere(file: string, config: GatewayConfig, options: RunGatewayOptions): Promise<Serving> {
  const opened = await openPorts({ ...options, file, config });
  try {
    const gateway = await startGateway(config, opened.ports);
    const metrics = await openMetrics(config, opened.metrics);
    return {
      url: gateway.url,
      reload: opened.reload,
      close: async () => {
        await gateway.close();
        await opened.close();
        await metrics?.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function serveInWorkers(
  file: string,
  config: GatewayConfig,
  options: RunGatewayOptions,
): Promise<Serving> {
  const cluster = await startCluster({
    module: join(import.meta.dirname, `worker${import.meta.filename.slice(-3)}`),
    args: [
      JSON.stringify({
        file,
        cwd: options.cwd,
        port: config.listen.port,
        ...(options.requireSignature === undefined ? {} : { requireSignature: options.requireSignature }),
      }),
    ],
    workers: config.workers,
    drainSeconds: config.drainSeconds,
    signals: [],
    observe: (event) => {
      if (event.kind === "worker-ended")
        options.observe({ kind: "worker-ended", pid: event.pid, restartMs: event.restartMs });
    },
  });
  const metrics = await openMetrics(config, clusterMetrics());
  return {
    url: cluster.url,
    // Each worker reads the file anew; one that is refused keeps what it has.
    reload: async () => {
      for (const pid of cluster.pids()) process.kill(pid, "SIGHUP");
    },
    close: async () => {
      await cluster.close();
      await metrics?.close();
    },
  };
}

/** `/metrics` on its own address, when it is configured. */
async function openMetrics(
  { telemetry }: GatewayConfig,
  metrics: Parameters<typeof serveMetrics>[0]["metrics"],
): Promise<{ close(): Promise<void> } | undefined> {
  return telemetry.metrics === undefined ? undefined : serveMetrics({ ...telemetry.metrics, metrics });
}

async function openWriter(config: GatewayConfig, { cwd, observe }: RunGatewayOptions): Promise<LedgerWriter> {
  const workspace = await openWorkspace(cwd);
  return openLedgerWriter({
    settings: { ...config.records, dir: resolve(cwd, config.records.dir) },
    clock: systemClock,
    key: await workspace.key(),
    tool: { name: "bartizan", version: toolVersion() },
    onFailure: (cause) =>
      observe({ kind: "ledger-failed", reason: cause instanceof Error ? cause.message : String(cause) }),
  });
}

function withOverrides(config: GatewayConfig, { port, workers }: RunGatewayOptions): GatewayConfig {
  return {
    ...config,
    listen: { ...config.listen, ...(port === undefined ? {} : { port }) },
    ...(workers === undefined ? {} : { workers }),
  };
}
