import type { z } from "zod";
import type { Clock, ConversationTarget, SecretReader } from "../contracts/index.ts";
import type { Budget } from "./budget/budget.ts";
import type { CommonTargetConfig } from "./config/common.ts";
import type { Pacer } from "./pacing/pacer.ts";

/** A validated target of the manifest: the common fields, and whatever its adapter's schema adds. */
export type TargetConfig = CommonTargetConfig & { readonly kind: string };

/** What reaches a target from outside: secrets, time, pace, budget, environment, files. */
export interface TargetDeps {
  readonly secrets: SecretReader;
  readonly clock: Clock;
  readonly pacer: Pacer;
  readonly budget: Budget;
  /** Read only for the proxy variables, and only where the target says `proxy: environment`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads certificate and key files. */
  readonly readFile: (path: string) => Promise<Uint8Array>;
}

/** One way to reach a target. A folder whose `adapter.ts` exports it as `adapter`. */
export interface TargetAdapter {
  readonly kind: string;
  readonly configSchema: z.ZodObject;
  /** Every URL the configuration names, so that the hosts we may contact are known beforehand. */
  urls(config: TargetConfig): readonly string[];
  /** Makes the target; opens no connection yet. */
  connect(config: TargetConfig, deps: TargetDeps): Promise<ConversationTarget>;
}

interface AdapterSpec<Schema extends z.ZodObject> {
  readonly kind: string;
  readonly configSchema: Schema;
  urls(config: z.output<Schema>): readonly string[];
  connect(config: z.output<Schema>, deps: TargetDeps): Promise<ConversationTarget>;
}

/** Lets an adapter be written against its own configuration type; the schema is the proof of it. */
export function defineAdapter<Schema extends z.ZodObject>(spec: AdapterSpec<Schema>): TargetAdapter {
  return {
    kind: spec.kind,
    configSchema: spec.configSchema,
    urls: (config) => spec.urls(spec.configSchema.parse(config)),
    connect: async (config, deps) => spec.connect(spec.configSchema.parse(config), deps),
  };
}
