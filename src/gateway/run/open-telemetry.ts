import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { resolve } from "node:path";
import { systemClock, toolVersion } from "../../app/index.ts";
import type { DecisionRecord, SecretReader, SecurityEvent } from "../../contracts/index.ts";
import { readPublicKey } from "../../evidence/index.ts";
import { watchBreakGlass, type BreakGlassWatch } from "../break-glass/index.ts";
import type { GatewayConfig } from "../config/index.ts";
import type { GatewayEvent, GatewayPorts } from "../ports.ts";
import type { RecordsHealth } from "../records/index.ts";
import {
  contextOf,
  createMetrics,
  createOtlpExporter,
  eventOfRecord,
  formatTraceparent,
  healthEvent,
  healthOfBreakGlass,
  healthOfGateway,
  healthOfRecords,
  openAlerts,
  parseTraceparent,
  type GatewayMetrics,
  type HealthSource,
  type OtlpExporter,
} from "../telemetry/index.ts";
import type { StateChange } from "../../state/index.ts";

/** Everything that is told to others of what one process of the gateway does. */
export interface ProcessTelemetry {
  readonly metrics: GatewayMetrics;
  gateway(event: GatewayEvent): void;
  records(health: RecordsHealth): void;
  decided(record: DecisionRecord): void;
  state(change: StateChange): void;
  readonly breakGlass: GatewayPorts["breakGlass"];
  readonly traceparent: GatewayPorts["traceparent"];
  close(): Promise<void>;
}

const lookEveryMs = 1_000;

/**
 * Opens metrics, traces, alert routes and the watch for break-glass as the configuration says.
 *
 * @param told what happened to break-glass, in a sentence, for the people at the terminal
 * @throws what reading keys and secrets and opening routes throws
 */
export async function openTelemetry(options: {
  readonly config: GatewayConfig;
  readonly cwd: string;
  readonly secrets: SecretReader;
  readonly told: (sentence: string) => void;
}): Promise<ProcessTelemetry> {
  const { config, cwd, secrets } = options;
  const clock = systemClock;
  const random = (): number => Math.random();
  const metrics = createMetrics();
  const source: HealthSource = { now: () => clock.now(), newId: () => randomUUID() };
  const alerts = await openAlerts({
    // Files lie where the gateway was started; everything else is an address.
    routes: config.alerts.map((route) =>
      route.to === "file"
        ? { ...route, url: resolve(cwd, route.url.replace(/^file:(?:\/\/)?/u, "")) }
        : route,
    ),
    secrets,
    context: { product: { vendor: "Bartizan", name: "bartizan", version: toolVersion() }, host: hostname() },
    clock,
    random,
    onLost: (route) => metrics.alertLost(route),
  });
  const alert = (event: SecurityEvent | undefined): void => {
    if (event !== undefined) alerts.alert(event);
  };
  const otlp = await openOtlp(config, secrets);
  const watch = await openWatch(config, cwd, (event, sentence) => {
    alert(event);
    options.told(sentence);
  });
  return {
    metrics,
    gateway(event) {
      metrics.observe(event);
      alert(healthOfGateway(event, source));
      if (event.kind !== "ended" || otlp === undefined) return;
      const parent = parseTraceparent(event.record.traceparent);
      otlp.add(event.record, parent === undefined ? {} : { parent });
    },
    records(health) {
      metrics.recordsHealth(health);
      alert(healthOfRecords(health, source));
    },
    decided(record) {
      alert(eventOfRecord(record));
    },
    state(change) {
      alert(
        healthEvent(source, {
          rule: "shared-state",
          title: "The state that replicas share changed",
          message: "Shared state was lost or came back.",
          severity: "high",
          facts: { change: JSON.stringify(change).slice(0, 500) },
        }),
      );
    },
    traceparent:
      otlp === undefined
        ? undefined
        : (exchange, from) => formatTraceparent(contextOf(exchange, parseTraceparent(from))),
    breakGlass: watch === undefined ? undefined : (stopped) => watch.current(stopped),
    async close() {
      watch?.stop();
      await Promise.all([alerts.close(), otlp?.close()]);
    },
  };

  async function openWatch(
    { breakGlass }: GatewayConfig,
    folder: string,
    notify: (event: SecurityEvent | undefined, sentence: string) => void,
  ): Promise<BreakGlassWatch | undefined> {
    if (breakGlass === undefined) return undefined;
    const order = resolve(folder, breakGlass.order);
    const opened = watchBreakGlass({
      read: () => readFile(order, "utf8").catch(missing),
      gateway: breakGlass.gateway,
      keys: await Promise.all(breakGlass.keys.map((path) => readPublicKey(resolve(folder, path)))),
      clock,
      remindMs: breakGlass.remindMinutes * 60_000,
      notify: (notice) => notify(healthOfBreakGlass(notice, source), `Break-glass: ${notice.kind}.`),
    });
    await opened.look();
    opened.start(lookEveryMs);
    return opened;
  }
}

function missing(cause: NodeJS.ErrnoException): undefined {
  if (cause.code === "ENOENT") return undefined;
  throw cause;
}

async function openOtlp(
  { telemetry: { otlp } }: GatewayConfig,
  secrets: SecretReader,
): Promise<OtlpExporter | undefined> {
  if (otlp === undefined) return undefined;
  const headers: Record<string, string> = {};
  for (const [name, reference] of Object.entries(otlp.headers)) headers[name] = await secrets(reference);
  return createOtlpExporter({
    endpoint: otlp.endpoint,
    headers,
    resource: {
      serviceName: "bartizan-gateway",
      serviceVersion: toolVersion(),
      instance: `${hostname()}-${process.pid}`,
    },
    clock: systemClock,
    random: () => Math.random(),
    queueSpans: otlp.queueSpans,
    everyMs: otlp.everySeconds * 1_000,
  });
}
