import { AggregatorRegistry, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { GatewayEvent } from "../../ports.ts";
import type { RecordsHealth } from "../../records/index.ts";
import { BoundedLabel } from "./bounded-label.ts";

const seconds = {
  added: [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
  whole: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160],
} as const;
const circuitValues = { closed: 0, "half-open": 1, open: 2 } as const;

export interface GatewayMetrics {
  /** For `GatewayPorts.observe`. Never throws. */
  observe(event: GatewayEvent): void;
  /** For the recorder's `onHealth`. */
  recordsHealth(health: RecordsHealth): void;
  /** UTF-16 units a stream held back when it let go of something. */
  held(units: number): void;
  /** Events for alert routes that were dropped or given up. */
  alertLost(route: string): void;
  /** The text a Prometheus server reads, version 0.0.4. */
  text(): Promise<string>;
  readonly contentType: string;
  readonly registry: Registry;
}

export interface MetricsOptions {
  /** Asked when metrics are read. */
  readonly waitingRecords?: () => number;
}

/**
 * What the gateway counts. Names begin with `bartizan_`; the number of series is bounded whatever clients say.
 *
 * @example
 * const metrics = createMetrics();
 * metrics.observe({ kind: "started", dialect: "openai-chat" });
 * await metrics.text();
 */
export function createMetrics(options: MetricsOptions = {}): GatewayMetrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Counter({ name: `bartizan_${name}`, help, labelNames: [...labelNames], registers });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    buckets: readonly number[],
    labelNames: readonly Label[] = [],
  ) =>
    new Histogram({
      name: `bartizan_${name}`,
      help,
      buckets: [...buckets],
      labelNames: [...labelNames],
      registers,
    });

  const exchanges = counter("exchanges_total", "Exchanges by how they ended", ["dialect", "outcome", "mode"]);
  const running = new Gauge({
    name: "bartizan_exchanges_running",
    help: "Exchanges being worked on",
    registers,
  });
  const decisions = counter("decisions_total", "Decisions by the strictest rule that fired, or none", [
    "policy",
    "rule",
    "action",
    "direction",
  ]);
  const added = histogram("added_latency_seconds", "Time the guard took for an exchange", seconds.added);
  const duration = histogram("exchange_duration_seconds", "Time of exchanges", seconds.whole);
  const firstByte = histogram(
    "first_byte_seconds",
    "Time to the first byte that was released",
    seconds.whole,
  );
  const held = histogram(
    "stream_held_units",
    "Text that streams hold back, UTF-16 units",
    [0, 8, 16, 32, 64, 128, 256, 512, 1_024, 4_096, 65_536],
  );
  const cuts = counter("stream_cuts_total", "Streams ended by us", ["kind", "rule"]);
  const failOpen = counter("fail_open_total", "What passed although it could not be checked", ["what"]);
  const guardFailures = counter("guard_failures_total", "Guard that threw or was too late", ["reason"]);
  const refusals = counter("budget_refusals_total", "Exchanges refused or cut because of a budget", [
    "route",
  ]);
  const dropped = counter("records_dropped_total", "Records that are lost", ["reason"]);
  const recordFailures = counter("record_failures_total", "Exchanges whose record could not be kept");
  const lagging = counter("records_lagging_total", "Times the disk was behind the loss window");
  const attempts = counter("upstream_attempts_total", "Attempts to get an answer", ["upstream", "result"]);
  const upstreamTime = histogram("upstream_attempt_seconds", "Time of attempts", seconds.whole, ["upstream"]);
  const circuit = new Gauge({
    name: "bartizan_circuit_state",
    help: "0 closed, 1 half-open, 2 open",
    labelNames: ["upstream"],
    registers,
  });
  const tokens = counter("tokens_total", "Tokens of exchanges", ["direction"]);
  const breakGlass = counter("break_glass_used_total", "Exchanges let through by break-glass");
  const alertsLost = counter("alerts_lost_total", "Alerts that could not be delivered", ["route"]);
  const { waitingRecords } = options;
  if (waitingRecords !== undefined) {
    const waiting = new Gauge({
      name: "bartizan_records_waiting",
      help: "Records not on the disk yet",
      registers: [],
      collect() {
        this.set(waitingRecords());
      },
    });
    registry.registerMetric(waiting);
  }
  const labels = {
    rule: new BoundedLabel(500),
    policy: new BoundedLabel(50),
    route: new BoundedLabel(200),
    upstream: new BoundedLabel(200),
  };

  function ended({ record, guardMicros }: Extract<GatewayEvent, { kind: "ended" }>): void {
    running.dec();
    exchanges.inc({ dialect: record.dialect, outcome: record.outcome, mode: record.mode });
    added.observe(guardMicros / 1e6);
    duration.observe(record.durationMs / 1e3);
    if (record.firstByteMs !== undefined) firstByte.observe(record.firstByteMs / 1e3);
    for (const { policy, hits, action, direction, failures } of record.decisions) {
      const rule = labels.rule.of(hits[0]?.rule ?? "none");
      decisions.inc({ policy: labels.policy.of(policy.id), rule, action, direction });
      for (const { opened } of failures) if (opened) failOpen.inc({ what: "detector" });
    }
    const route = labels.route.of(record.request?.exchange.route ?? "none");
    if (record.cut !== undefined) cuts.inc({ kind: record.cut.kind, rule: labels.rule.of(record.cut.rule) });
    if (record.problem?.kind === "limited" || record.cut?.kind === "budget") refusals.inc({ route });
    tokens.inc({ direction: "input" }, record.usage.inputTokens);
    tokens.inc({ direction: "output" }, record.usage.outputTokens);
  }

  function count(event: GatewayEvent): void {
    switch (event.kind) {
      case "started":
        return running.inc();
      case "ended":
        return ended(event);
      case "upstream-attempt": {
        const upstream = labels.upstream.of(event.upstream);
        attempts.inc({ upstream, result: event.result });
        return upstreamTime.observe({ upstream }, event.durationMs / 1e3);
      }
      case "circuit":
        return circuit.set({ upstream: labels.upstream.of(event.upstream) }, circuitValues[event.state]);
      case "guard-failed":
        if (event.opened) failOpen.inc({ what: "guard" });
        return guardFailures.inc({ reason: event.reason });
      case "break-glass-used":
        return breakGlass.inc();
      case "record-failed":
        return recordFailures.inc();
      case "limits-failed":
        if (event.opened) failOpen.inc({ what: "limits" });
        return;
      default:
        return event satisfies never;
    }
  }

  return {
    observe(event) {
      try {
        count(event);
      } catch {
        // A number that cannot be counted (NaN from a broken upstream) must not end an exchange.
      }
    },
    recordsHealth(health) {
      if (health.kind === "dropped") dropped.inc({ reason: health.reason }, health.count);
      if (health.kind === "lagging") lagging.inc();
    },
    held: (units) => held.observe(units),
    alertLost: (route) => alertsLost.inc({ route: labels.route.of(route) }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    registry,
  };
}

/** In a worker: lets the primary read these metrics with `clusterMetrics`. Hold on to what it gives. */
export function shareMetrics({
  registry,
}: GatewayMetrics): AggregatorRegistry<typeof Registry.PROMETHEUS_CONTENT_TYPE> {
  AggregatorRegistry.setRegistries([registry]);
  // Its constructor is what answers the primary's questions.
  return new AggregatorRegistry();
}

/** In the primary: the metrics of all workers added up. */
export function clusterMetrics(): { text(): Promise<string>; readonly contentType: string } {
  const all = new AggregatorRegistry();
  return { text: () => all.clusterMetrics(), contentType: all.contentType };
}
