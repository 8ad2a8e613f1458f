import cluster, { type Worker } from "node:cluster";
import { availableParallelism } from "node:os";
import { gatewayErrors } from "../errors.ts";
import { RestartDelay } from "./backoff.ts";
import { isReady, type DrainOrder } from "./messages.ts";

export type ClusterEvent =
  | { readonly kind: "worker-drained"; readonly pid: number }
  | { readonly kind: "worker-ready"; readonly pid: number }
  | {
      readonly kind: "worker-ended";
      readonly pid: number;
      readonly code: number | null;
      readonly restartMs: number;
    };

export interface ClusterOptions {
  /** Module every worker runs; it calls `serveAsWorker`. */
  readonly module: string;
  readonly args?: readonly string[];
  /** 0: one per core. */
  readonly workers: number;
  /** Running streams may finish for so long when it ends; a little later workers are killed. */
  readonly drainSeconds: number;
  /** On these signals it drains and ends. Default SIGTERM and SIGINT. */
  readonly signals?: readonly NodeJS.Signals[];
  readonly observe?: (event: ClusterEvent) => void;
}

export interface RunningCluster {
  /** As the workers say; all share one address. */
  readonly url: string;
  pids(): readonly number[];
  /** Lets every worker finish what runs, and ends. Idempotent. */
  close(): Promise<void>;
  /** Resolves when it has ended, by `close` or by a signal. */
  readonly finished: Promise<void>;
}

/** Given to workers beyond their own drain time. */
const killAfterMs = 2_000;
/** When so many in a row die before any was ever ready, starting more is of no use. */
const hopeless = 3;

/**
 * Runs the gateway in several processes that share one port. Dead workers are started again, later and later
 * while they die young. One cluster per process.
 *
 * @throws GATEWAY_WORKERS_FAIL when no worker ever gets ready
 */
export function startCluster(options: ClusterOptions): Promise<RunningCluster> {
  return new Primary(options).start();
}

class Primary {
  readonly #options: ClusterOptions;
  readonly #delay = new RestartDelay();
  readonly #workers = new Map<Worker, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #ready = new Set<Worker>();
  #stopping = false;
  #url: string | undefined;
  #closing: Promise<void> | undefined;
  #finish: () => void = () => {};
  readonly #finished: Promise<void>;

  constructor(options: ClusterOptions) {
    this.#options = options;
    this.#finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  start(): Promise<RunningCluster> {
    const { module, args = [], workers, signals = ["SIGTERM", "SIGINT"] } = this.#options;
    cluster.setupPrimary({ exec: module, args: [...args] });
    const count = workers === 0 ? availableParallelism() : workers;
    const close = (): Promise<void> => (this.#closing ??= this.#close(onSignal, signals));
    const onSignal = (): void => void close();
    for (const signal of signals) process.on(signal, onSignal);
    return new Promise((resolve, reject) => {
      const started = (): void => {
        if (this.#url === undefined || this.#ready.size < count) return;
        const pids = (): number[] => [...this.#workers.keys()].flatMap(({ process }) => process.pid ?? []);
        resolve({ url: this.#url, pids, close, finished: this.#finished });
      };
      const failed = (): void => {
        reject(gatewayErrors.workersFail(`The first ${hopeless} workers ended before they were ready.`));
        void close();
      };
      for (let i = 0; i < count; i++) this.#fork(started, failed);
    });
  }

  #fork(started: () => void, failed: () => void): void {
    const worker = cluster.fork();
    const pid = worker.process.pid ?? 0;
    const startedAt = performance.now();
    this.#workers.set(worker, startedAt);
    worker.on("error", () => undefined);
    worker.on("message", (message: unknown) => {
      if (!isReady(message)) return;
      this.#url = message.url;
      this.#ready.add(worker);
      this.#options.observe?.({ kind: "worker-ready", pid });
      started();
    });
    worker.on("exit", (code: number | null) => {
      this.#workers.delete(worker);
      this.#ready.delete(worker);
      if (this.#stopping) {
        this.#options.observe?.({ kind: "worker-drained", pid });
        return;
      }
      const restartMs = this.#delay.after(performance.now() - startedAt);
      this.#options.observe?.({ kind: "worker-ended", pid, code, restartMs });
      if (this.#url === undefined && this.#delay.young >= hopeless) {
        failed();
        return;
      }
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.#fork(started, failed);
      }, restartMs);
      this.#timers.add(timer);
    });
  }

  async #close(onSignal: () => void, signals: readonly NodeJS.Signals[]): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#timers) clearTimeout(timer);
    const workers = [...this.#workers.keys()];
    const order: DrainOrder = { bartizan: "drain" };
    const ended = workers.map(
      (worker) => new Promise<void>((resolve) => worker.once("exit", () => resolve())),
    );
    for (const worker of workers) if (worker.isConnected()) worker.send(order, () => undefined);
    const kill = setTimeout(
      () => {
        for (const worker of workers) worker.process.kill("SIGKILL");
      },
      this.#options.drainSeconds * 1_000 + killAfterMs,
    );
    await Promise.all(ended);
    clearTimeout(kill);
    for (const signal of signals) process.off(signal, onSignal);
    this.#finish();
  }
}
