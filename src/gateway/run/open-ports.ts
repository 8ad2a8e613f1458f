import { randomUUID } from "node:crypto";
import { dirname, resolve } from "node:path";
import { openGuard, systemClock, type OpenGuardOptions } from "../../app/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { keepContent } from "../../guard/index.ts";
import { isLoopback, type GatewayConfig } from "../config/index.ts";
import {
  createIdentityCheck,
  identitySettingsSchema,
  type CallerIdentity,
  type IdentitySettings,
} from "../identity/index.ts";
import { createLimits, keyRing } from "../limits/index.ts";
import type { GatewayEvent, GatewayPorts } from "../ports.ts";
import { openRecorder, type RecordsHealth } from "../records/index.ts";
import type { StateChange } from "../../state/index.ts";
import { secretReader } from "../../system/index.ts";
import type { GatewayMetrics } from "../telemetry/index.ts";
import { openState } from "./open-state.ts";
import { openTelemetry } from "./open-telemetry.ts";

/** Things a process must tell those who watch it; never content. */
export type ProcessEvent =
  | GatewayEvent
  | { readonly kind: "state"; readonly change: StateChange }
  | { readonly kind: "records"; readonly health: RecordsHealth }
  | { readonly kind: "policy"; readonly id: string; readonly version: string; readonly digest: string }
  | { readonly kind: "policy-refused"; readonly reason: string }
  | { readonly kind: "told"; readonly sentence: string };

export interface OpenPortsOptions {
  readonly file: string;
  readonly config: GatewayConfig;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly requireSignature?: string;
  readonly observe: (event: ProcessEvent) => void;
}

export interface OpenedPorts {
  readonly ports: GatewayPorts;
  readonly metrics: GatewayMetrics;
  /** Puts the policy file as it stands now in force, when it is newer, signed as required and does what its tests say. */
  readonly reload: () => Promise<void>;
  close(): Promise<void>;
}

/** Everything one process of the gateway needs, from its configuration. */
export async function openPorts(options: OpenPortsOptions): Promise<OpenedPorts> {
  const { file, config, cwd, env, observe } = options;
  const clock = systemClock;
  const secrets = secretReader({ env, directory: dirname(file) });
  const telemetry = await openTelemetry({
    config,
    cwd,
    secrets,
    told: (sentence) => observe({ kind: "told", sentence }),
  });
  const { state } = await openState(config.state, {
    clock,
    secrets,
    env,
    onChange: (change) => {
      telemetry.state(change);
      observe({ kind: "state", change });
    },
  });
  let opened = await openGuard({ ...guardOptions(options), state });
  const keys = keyRing(config.keys, config.teams, clock);
  const identity = createIdentityCheck({
    settings: identityOf(config),
    keys,
    clock,
    fetch,
  });
  const limits = createLimits({
    store: state,
    clock,
    settings: config.reserving,
    keys,
    ...(config.prices === undefined ? {} : { prices: config.prices }),
  });
  const recorder = await openRecorder({
    settings: { ...config.records, dir: resolve(cwd, config.records.dir) },
    durable: config.durable,
    keep: (of) => keepContent({ policy: opened.policy, keys: opened.keys, ...of }),
    onHealth: (health) => {
      telemetry.records(health);
      observe({ kind: "records", health });
    },
    onRecord: (record) => telemetry.decided(record),
  });
  const ports: GatewayPorts = {
    guard: () => opened.guard,
    identify: (caller) => identity.identify(caller),
    // The gateway hands back what `identify` gave it.
    withBody: (known, body) => identity.withBody(known as CallerIdentity, body),
    reserve: (exchange, budgets, estimate) => limits.reserve(exchange, budgets, estimate),
    record: (entry) => recorder.record(entry),
    observe: (event) => {
      telemetry.gateway(event);
      observe(event);
    },
    secret: secrets,
    now: () => clock.now(),
    newId: () => randomUUID(),
    random: () => Math.random(),
    ...(telemetry.traceparent === undefined ? {} : { traceparent: telemetry.traceparent }),
    ...(telemetry.breakGlass === undefined ? {} : { breakGlass: telemetry.breakGlass }),
  };
  return {
    ports,
    metrics: telemetry.metrics,
    async reload() {
      try {
        const next = await openGuard({ ...guardOptions(options), state, inForce: opened.guard.policy });
        opened = next;
        observe({ kind: "policy", ...next.guard.policy });
      } catch (error) {
        observe({ kind: "policy-refused", reason: reasonOf(error) });
      }
    },
    async close() {
      await recorder.close();
      await telemetry.close();
      await state.close();
    },
  };
}

/** What was wrong, and where, so that it can be corrected from the terminal the gateway runs in. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof BartizanError) || error.place.file === undefined) return error.message;
  const { file, line, column } = error.place;
  return `${error.message} (${[file, line, column].filter((part) => part !== undefined).join(":")})`;
}

function guardOptions({ file, cwd, env, requireSignature }: OpenPortsOptions): OpenGuardOptions {
  return { policy: file, cwd, env, ...(requireSignature === undefined ? {} : { requireSignature }) };
}

/**
 * Without `identity` the gateway lets everybody in on loopback, and says of nobody that they are proven. Where
 * no key and no token is known, a client's own `authorization` is none of ours: official clients always send one.
 */
function identityOf(config: GatewayConfig): IdentitySettings {
  if (config.identity !== undefined) return config.identity;
  const open = config.keys.length === 0 && isLoopback(config.listen.host);
  return identitySettingsSchema.parse(
    open ? { anonymous: true, credentialHeaders: ["x-bartizan-key"] } : { anonymous: false },
  );
}
