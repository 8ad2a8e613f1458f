import type { Clock } from "../../../contracts/index.ts";
import type { ExchangeRecord } from "../../ports.ts";
import { metricsPayload, tracesPayload, type Resource } from "./payload.ts";
import { post, type Delivery } from "./post.ts";
import { spansOf, type OtlpSpan } from "./spans.ts";
import type { TraceContext } from "./traceparent.ts";
import { UsageMetrics } from "./usage-metrics.ts";

export interface OtlpOptions {
  /** Such as `http://127.0.0.1:4318`; `/v1/traces` and `/v1/metrics` are appended. */
  readonly endpoint: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly resource: Resource;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** Spans that may wait; what comes beyond is dropped and counted. */
  readonly queueSpans?: number;
  readonly batchSpans?: number;
  readonly everyMs?: number;
  readonly timeoutMs?: number;
  /** Tries of one batch before it is given up. */
  readonly tries?: number;
}

export interface OtlpExporter {
  /** Takes an exchange to be sent some time. Never blocks, never throws. */
  add(entry: ExchangeRecord, about?: { readonly parent?: TraceContext; readonly provider?: string }): void;
  stats(): { readonly sent: number; readonly dropped: number; readonly waiting: number };
  /** Sends what waits, once. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Sends traces and metrics by OTLP/HTTP in JSON, in batches, with back-off when the collector is away. */
export function createOtlpExporter(options: OtlpOptions): OtlpExporter {
  const { clock, random, resource, queueSpans = 20_000, batchSpans = 500, everyMs = 5_000 } = options;
  const { timeoutMs = 10_000, tries = 5, headers = {} } = options;
  const base = options.endpoint.endsWith("/") ? options.endpoint.slice(0, -1) : options.endpoint;
  const usage = new UsageMetrics(clock.now());
  const stop = new AbortController();
  let queue: OtlpSpan[] = [];
  let sent = 0;
  let dropped = 0;
  let flushing: Promise<void> | undefined;

  async function deliver(path: string, body: string): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      const delivery: Delivery = await post({
        url: `${base}${path}`,
        headers: { "content-type": "application/json", ...headers },
        body,
        timeoutMs,
      });
      if (delivery.kind === "taken") return true;
      if (delivery.kind === "refused" || attempt >= tries || stop.signal.aborted) return false;
      const wait =
        delivery.after === undefined ? 250 * 2 ** attempt * (0.5 + random()) : delivery.after * 1_000;
      try {
        await clock.sleep(wait, stop.signal);
      } catch {
        return false;
      }
    }
  }

  async function flushAll(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.slice(0, batchSpans);
      queue = queue.slice(batch.length);
      if (await deliver("/v1/traces", JSON.stringify(tracesPayload(resource, batch)))) sent += batch.length;
      else dropped += batch.length;
    }
    const metrics = usage.metrics(clock.now());
    // Cumulative: what was not taken now is in the next.
    if (metrics.length > 0) await deliver("/v1/metrics", JSON.stringify(metricsPayload(resource, metrics)));
  }

  const flush = (): Promise<void> =>
    (flushing ??= flushAll().finally(() => {
      flushing = undefined;
    }));
  const timer = setInterval(() => void flush(), everyMs).unref();

  return {
    add(entry, about = {}) {
      usage.add(entry, about.provider);
      if (about.parent?.sampled === false) return;
      const spans = spansOf(entry, about);
      if (queue.length + spans.length > queueSpans) dropped += spans.length;
      else queue.push(...spans);
    },
    stats: () => ({ sent, dropped, waiting: queue.length }),
    flush,
    async close() {
      clearInterval(timer);
      stop.abort();
      await flush();
    },
  };
}
